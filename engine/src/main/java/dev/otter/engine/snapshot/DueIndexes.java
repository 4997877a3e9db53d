package dev.otter.engine.snapshot;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.engine.ddl.PendingIndexes;
import dev.otter.engine.snapshot.CopyRecord.Part;
import dev.otter.engine.snapshot.CopyRecord.State;
import dev.otter.model.table.TableName;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/** Builds indexes of copied tables before a statement changes them. Immutable. */
public final class DueIndexes implements PendingIndexes {
    private final CopyRecord record;
    private final Supplier<MysqlConnection> source;

    /**
     * @param pipeline full name of the pipeline
     * @param source opens a connection to the source
     */
    public DueIndexes(String pipeline, Supplier<MysqlConnection> source) {
        this.record = CopyRecord.of(pipeline, RecordSql.MYSQL);
        this.source = source;
    }

    @Override
    public boolean build(MysqlConnection target, Collection<TableName> tables) {
        List<Part> parts = record.read(new MysqlRecordSession(target));
        List<Part> due =
                parts.stream()
                        .filter(part -> !part.terms().afterwards().isEmpty())
                        .filter(part -> tables.contains(part.target()))
                        .filter(part -> copied(parts, part.source()))
                        .toList();
        if (!due.isEmpty()) {
            try (MysqlConnection from = source.get()) {
                due.forEach(
                        part -> Completion.run(from, target, record, part.source(), part.target()));
            }
        }
        return !due.isEmpty();
    }

    private static boolean copied(List<Part> parts, TableName source) {
        return parts.stream()
                .filter(part -> part.source().equals(source))
                .allMatch(part -> part.state() == State.DONE);
    }
}
