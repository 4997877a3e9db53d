package dev.otter.engine.postgresql.copy;

import dev.otter.engine.postgresql.session.PostgresSql;
import dev.otter.engine.snapshot.RecordSql;

/** Spelling of the statements that keep the record of a full load. */
public record PostgresRecordSql() implements RecordSql {

    @Override
    public String table(String name) {
        return "retl." + name;
    }

    @Override
    public String text(String value) {
        return PostgresSql.literal(value);
    }
}
