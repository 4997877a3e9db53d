package dev.otter.engine.snapshot;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.engine.ddl.PendingIndexes;
import dev.otter.engine.snapshot.CopyRecord.Part;
import dev.otter.engine.snapshot.CopyRecord.State;
import dev.otter.model.table.TableName;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Builds indexes of tables that a full load copies before a statement changes them: the statement
 * finds what the source had before it, and what it drops does not come again. Immutable.
 *
 * <p>A reference is made before all rows are there only when the statement names it: with it, rows
 * would be refused whose parents are still to come.
 */
public final class DueIndexes implements PendingIndexes {
    private final List<CopyRecord> records;

    /**
     * @param names under which the pipeline's copies are recorded, see {@link CopyLane}
     */
    public DueIndexes(List<String> names) {
        this.records =
                names.stream().map(name -> CopyRecord.of(name, RecordSql.MYSQL)).toList();
    }

    @Override
    public boolean build(MysqlConnection target, Collection<TableName> tables, String statement) {
        boolean any = false;
        for (CopyRecord record : records) {
            any |= build(record, target, tables, statement);
        }
        return any;
    }

    private static boolean build(
            CopyRecord record,
            MysqlConnection target,
            Collection<TableName> tables,
            String statement) {
        String names = statement.toLowerCase(Locale.ROOT);
        boolean any = false;
        List<Part> parts = record.read(new MysqlRecordSession(target));
        for (Part part : pending(parts, tables)) {
            Predicate<String> due =
                    copied(parts, part.source())
                            ? _ -> true
                            : clause ->
                                    Completion.reference(clause)
                                            .map(name ->
                                                    names.contains(name.toLowerCase(Locale.ROOT)))
                                            .orElse(true);
            any |= Completion.run(target, record, part.source(), part.target(), due);
        }
        return any;
    }

    @Override
    public void forget(MysqlConnection target, Collection<TableName> tables) {
        for (CopyRecord record : records) {
            pending(record.read(new MysqlRecordSession(target)), tables)
                    .forEach(part -> target.query(record.completed(part.source(), "")));
        }
    }

    private static List<Part> pending(List<Part> parts, Collection<TableName> tables) {
        return parts.stream()
                .filter(part -> !part.terms().afterwards().isEmpty())
                .filter(part -> tables.contains(part.target()))
                .toList();
    }

    private static boolean copied(List<Part> parts, TableName source) {
        return parts.stream()
                .filter(part -> part.source().equals(source))
                .allMatch(part -> part.state() == State.DONE);
    }
}
