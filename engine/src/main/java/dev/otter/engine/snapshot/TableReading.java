package dev.otter.engine.snapshot;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.engine.change.SourceTable;
import dev.otter.engine.database.TableCatalog;
import dev.otter.engine.database.TableIndex;
import dev.otter.engine.database.TargetTable;
import dev.otter.engine.snapshot.CopyTerms.Way;
import dev.otter.engine.transform.view.Views;
import dev.otter.engine.transform.view.WaysInto;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * All that is needed to read one table as it looks now. For one thread.
 *
 * @param source the table on the source
 * @param target the table on the target
 * @param columns what is read and how it is written
 * @param key the columns by which it is walked; none when it can only be read as a whole
 * @param query how it is asked
 * @param cleared from where rows go first; empty where they stay
 */
record TableReading(
        TargetTable source,
        TargetTable target,
        ReadColumns columns,
        List<KeyPart> key,
        ChunkQuery query,
        Optional<Cleared> cleared) {

    /**
     * From where the rows of a chunk's range go before it comes.
     *
     * @param table the target's table as its server spells it
     * @param keys the columns of its key, spelled likewise
     */
    record Cleared(String table, List<String> keys) {}

    /** What is known of the target. */
    interface Target {
        /** The table as it is; null when there is none. */
        TargetTable find(TableName name);

        /** Whether it is MariaDB. */
        boolean mariadb();

        /** Tables have been given other keys. */
        void forget();
    }

    /**
     * Asks both sides.
     *
     * @param views what becomes of rows on their way; belongs to the thread
     * @throws OtterException TABLE_MISSING or TABLE_MISMATCH when the table cannot be copied
     */
    static TableReading of(MysqlConnection from, CopyTable table, CopyTarget targets, Views views) {
        TargetTable source = TableCatalog.of(from).table(from, table.source());
        TargetTable target = targets.find(table.target());
        if (target == null) {
            throw new OtterException(
                    ErrorCode.TABLE_MISSING,
                    "the target has no table " + table.target(),
                    "source table " + table.source(),
                    "Create the table on the target, or take it out of the pipeline's tables.");
        }
        Way way = table.terms().way();
        if (way.overOld() && walkable(source, target).isEmpty()) {
            throw mismatch(table, "it has no key any more by which both sides find a row");
        }
        if (way == Way.REPLACE && !sameOrder(source, target, targets)) {
            throw mismatch(table, "its key has not the same types and collations on both sides");
        }
        Optional<TableIndex> index = walkable(source, target);
        WaysInto ways = new WaysInto(views, table.target());
        ReadColumns columns = ReadColumns.of(from, source, target, targets, ways);
        if (columns instanceof TextColumns text) {
            boolean stay = index.isPresent() && !way.overOld();
            columns =
                    text.between(
                            text.head(way.overOld() ? "REPLACE" : "INSERT"),
                            stay ? tail(target) : new byte[0]);
        } else if (way == Way.REPLACE && targets.text()) {
            throw mismatch(table, "its rows are changed on the way now");
        }
        List<KeyPart> key = index.map(found -> parts(source, found)).orElse(List.of());
        return new TableReading(
                source,
                target,
                columns,
                key,
                new ChunkQuery(
                        source.name(),
                        columns.expressions(),
                        index.map(TableIndex::name).orElse(""),
                        key,
                        table.terms().filter()),
                way == Way.REPLACE ? Optional.of(cleared(target, key, targets)) : Optional.empty());
    }

    private static Cleared cleared(TargetTable target, List<KeyPart> key, CopyTarget targets) {
        return new Cleared(
                targets.quote(target.name()),
                key.stream()
                        .map(part -> target.column(part.column().name()).orElseThrow().name())
                        .map(targets::quote)
                        .toList());
    }

    private static OtterException mismatch(CopyTable table, String what) {
        return new OtterException(
                ErrorCode.TABLE_MISMATCH,
                "the table cannot go on being copied over rows that the target holds: " + what,
                "source table " + table.source() + ", target table " + table.target(),
                "Make the keys alike and start again; or delete the table's rows of"
                        + " retl.retl_snapshot, ask for its copy again with 'otter copy', and start"
                        + " again: it is then emptied first.");
    }

    /**
     * The index by which a table can be read in chunks; empty when it has none, or when the target
     * has no key of plain columns by which its rows could be found.
     */
    static Optional<TableIndex> walkable(TargetTable source, TargetTable target) {
        boolean found =
                target.rowKey().stream()
                        .flatMap(index -> index.parts().stream())
                        .allMatch(part ->
                                part.column() != TableIndex.EXPRESSION
                                        && !target.columns().get(part.column()).generated());
        if (target.rowKey().isEmpty() || !found) {
            return Optional.empty();
        }
        return source.rowKey()
                .filter(TableIndex::plain)
                .filter(index -> index.parts().stream().allMatch(part -> part.prefix() == 0))
                .filter(index -> parts(source, index).size() == index.parts().size());
    }

    private static List<KeyPart> parts(TargetTable source, TableIndex index) {
        List<KeyPart> parts = new ArrayList<>();
        for (TableIndex.Part part : index.parts()) {
            KeyPart.of(source.columns().get(part.column())).ifPresent(parts::add);
        }
        return parts;
    }

    /** Names of the columns, in lower case, by which rows are found on either side. */
    static Set<String> keyColumns(TargetTable source, TargetTable target) {
        Set<String> names = new HashSet<>();
        for (TargetTable table : List.of(source, target)) {
            table.rowKey()
                    .ifPresent(index ->
                            index.parts().stream()
                                    .filter(part -> part.column() != TableIndex.EXPRESSION)
                                    .forEach(part ->
                                            names.add(
                                                    table.columns()
                                                            .get(part.column())
                                                            .name()
                                                            .toLowerCase(Locale.ROOT))));
        }
        return names;
    }

    /** By what order it is walked: points of another are not to be compared with its own. */
    String order() {
        return key.stream()
                .map(KeyPart::column)
                .map(column ->
                        String.join(
                                " ",
                                column.name(),
                                column.dataType(),
                                column.collation(),
                                String.join(",", column.members())))
                .collect(Collectors.joining("\n"));
    }

    /** Columns, in lower case, by which its rows are found on either side. */
    Set<String> keys() {
        return keyColumns(source, target);
    }

    /** The columns that the target gets. */
    SourceTable shape() {
        return columns.shape();
    }

    /**
     * The statement by which the target's rows of a range go; empty where they stay.
     *
     * @param range of the chunk
     */
    String clearing(KeyRange range) {
        return cleared.map(from -> ChunkQuery.delete(from.table(), from.keys(), range)).orElse("");
    }

    /** Whether both sides put rows into the same order of the key by which they are walked. */
    static boolean sameOrder(TargetTable source, TargetTable target, CopyTarget targets) {
        return walkable(source, target).stream()
                .flatMap(index -> index.parts().stream())
                .map(part -> source.columns().get(part.column()))
                .allMatch(column ->
                        target.column(column.name())
                                .filter(to -> targets.sameOrder(column, to))
                                .isPresent());
    }

    /** Makes rows that are there already stay as they are. */
    private static byte[] tail(TargetTable target) {
        int column = target.rowKey().orElseThrow().parts().getFirst().column();
        String name = TableName.quote(target.columns().get(column).name());
        return (" ON DUPLICATE KEY UPDATE " + name + "=" + name).getBytes(StandardCharsets.UTF_8);
    }
}
