package dev.otter.engine.oracle.copy;

import dev.otter.engine.oracle.session.OracleSql;
import dev.otter.engine.snapshot.RecordSql;
import java.util.Locale;

/** Spelling of the statements that keep the record of a full load. */
public record OracleRecordSql() implements RecordSql {
    private static final int SHORT = 1000;

    @Override
    public String table(String name) {
        return "RETL." + name.toUpperCase(Locale.ROOT);
    }

    /** Long texts are values only; what is compared is short. */
    @Override
    public String text(String value) {
        return value.length() > SHORT ? OracleSql.large(value) : OracleSql.literal(value);
    }
}
