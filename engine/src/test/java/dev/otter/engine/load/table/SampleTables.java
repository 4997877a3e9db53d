package dev.otter.engine.load.table;

import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.binlog.row.ColumnType;
import dev.otter.binlog.row.ColumnType.Kind;
import dev.otter.binlog.row.ColumnType.Sign;
import dev.otter.engine.change.ChangeKind;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTable;
import dev.otter.engine.database.ForeignKey;
import dev.otter.engine.database.ForeignKey.Rule;
import dev.otter.engine.database.LogColumn;
import dev.otter.engine.database.TableColumn;
import dev.otter.engine.database.TableIndex;
import dev.otter.engine.database.TargetTable;
import dev.otter.model.table.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Two tables of INT columns: parent (id, v) and child (id, p, u, v), where p refers to parent.id
 * and u is unique. When deep, there are three more: other (id, v), to which child.v refers;
 * grandchild (id, c, s, u), where c refers to child.id and u to child.u; and stranger (id, v), to
 * which s refers.
 */
public final class SampleTables implements TargetTables {
    public static final TableName PARENT = new TableName("sample", "parent");
    public static final TableName CHILD = new TableName("sample", "child");
    public static final TableName OTHER = new TableName("sample", "other");
    public static final TableName GRANDCHILD = new TableName("sample", "grandchild");

    public static final TableName STRANGER = new TableName("sample", "stranger");

    private static final TableIndex UNIQUE =
            new TableIndex("u", false, true, List.of(new TableIndex.Part(2, 0)));

    private final Map<TableName, TargetTable> tables;
    private final Map<TableName, SourceTable> shapes =
            Map.of(
                    PARENT,
                    shape(PARENT, "id", "v"),
                    CHILD,
                    shape(CHILD, "id", "p", "u", "v"),
                    OTHER,
                    shape(OTHER, "id", "v"),
                    GRANDCHILD,
                    shape(GRANDCHILD, "id", "c", "s", "u"),
                    STRANGER,
                    shape(STRANGER, "id", "v"));

    /** What happens to children of a parent that goes. */
    public SampleTables(Rule onDelete) {
        ForeignKey key = key(CHILD, "p", PARENT, onDelete);
        this.tables =
                Map.of(
                        PARENT,
                        table(PARENT, List.of("id", "v"), List.of(), List.of(), List.of(key)),
                        CHILD,
                        table(
                                CHILD,
                                List.of("id", "p", "u", "v"),
                                List.of(UNIQUE),
                                List.of(key),
                                List.of()));
    }

    private SampleTables(Map<TableName, TargetTable> tables) {
        this.tables = tables;
    }

    /** Parent and child, whose rows have two unique indexes, of id and u, and no primary key. */
    public static SampleTables withoutPrimaryKey() {
        SampleTables usual = new SampleTables(Rule.RESTRICT);
        TargetTable child = usual.find(CHILD);
        TableIndex first = new TableIndex("i", false, true, List.of(new TableIndex.Part(0, 0)));
        return new SampleTables(
                Map.of(
                        PARENT,
                        usual.find(PARENT),
                        CHILD,
                        new TargetTable(
                                CHILD,
                                child.engine(),
                                child.columns(),
                                List.of(first, UNIQUE),
                                child.foreignKeys(),
                                child.referencedBy(),
                                child.triggers())));
    }

    private SampleTables(ForeignKey key, ForeignKey other, ForeignKey grandchild) {
        List<String> two = List.of("id", "v");
        ForeignKey stranger = key(GRANDCHILD, "s", STRANGER, Rule.RESTRICT);
        ForeignKey unique =
                new ForeignKey(
                        "fk_u",
                        GRANDCHILD,
                        List.of("u"),
                        CHILD,
                        List.of("u"),
                        Rule.RESTRICT,
                        Rule.RESTRICT);
        this.tables =
                Map.of(
                        PARENT,
                        table(PARENT, two, List.of(), List.of(), List.of(key)),
                        OTHER,
                        table(OTHER, two, List.of(), List.of(), List.of(other)),
                        CHILD,
                        table(
                                CHILD,
                                List.of("id", "p", "u", "v"),
                                List.of(UNIQUE),
                                List.of(key, other),
                                List.of(grandchild, unique)),
                        GRANDCHILD,
                        table(
                                GRANDCHILD,
                                List.of("id", "c", "s", "u"),
                                List.of(),
                                List.of(grandchild, stranger, unique),
                                List.of()),
                        STRANGER,
                        table(STRANGER, two, List.of(), List.of(), List.of(stranger)));
    }

    /**
     * All tables.
     *
     * @param onDelete what happens to children of a parent that goes
     * @param further what happens to grandchildren of a child that goes
     */
    public static SampleTables deep(Rule onDelete, Rule further) {
        return new SampleTables(
                key(CHILD, "p", PARENT, onDelete),
                key(CHILD, "v", OTHER, Rule.RESTRICT),
                key(GRANDCHILD, "c", CHILD, further));
    }

    private static ForeignKey key(TableName child, String column, TableName to, Rule onDelete) {
        return new ForeignKey(
                "fk_" + column, child, List.of(column), to, List.of("id"), Rule.RESTRICT, onDelete);
    }

    private static TargetTable table(
            TableName name,
            List<String> columns,
            List<TableIndex> uniques,
            List<ForeignKey> keys,
            List<ForeignKey> referencedBy) {
        List<TableIndex> indexes = new ArrayList<>();
        indexes.add(new TableIndex("PRIMARY", true, true, List.of(new TableIndex.Part(0, 0))));
        indexes.addAll(uniques);
        List<TableColumn> all = new ArrayList<>();
        for (String column : columns) {
            all.add(
                    new TableColumn(
                            column,
                            all.size(),
                            "int",
                            "int",
                            "",
                            "",
                            List.of(),
                            !column.equals("id"),
                            false,
                            false,
                            false,
                            !column.equals("id"),
                            false));
        }
        return new TargetTable(name, "InnoDB", all, indexes, keys, referencedBy, List.of());
    }

    private static SourceTable shape(TableName name, String... columns) {
        ColumnType type = new ColumnType(Kind.INT, Sign.SIGNED, 0, 0);
        List<LogColumn> all = new ArrayList<>();
        for (String column : columns) {
            all.add(LogColumn.plain(column, type));
        }
        return new SourceTable(name, all);
    }

    @Override
    public TargetTable find(TableName name) {
        return tables.get(name);
    }

    @Override
    public long generation() {
        return 1;
    }

    @Override
    public boolean mariadb() {
        return false;
    }

    /** A row that comes. */
    public RowChanges insert(TableName table, Integer... after) {
        return row(ChangeKind.INSERT, table, List.of(image(after)));
    }

    /** A row that goes. */
    public RowChanges delete(TableName table, Integer... before) {
        return row(ChangeKind.DELETE, table, List.of(image(before)));
    }

    /** A row that changes. */
    public RowChanges update(TableName table, List<Integer> before, List<Integer> after) {
        return row(ChangeKind.UPDATE, table, List.of(before, after));
    }

    private static List<Integer> image(Integer... cells) {
        return java.util.Arrays.asList(cells);
    }

    private RowChanges row(ChangeKind kind, TableName table, List<List<Integer>> images) {
        ByteWriter bytes = new ByteWriter(64);
        List<Integer> cells = new ArrayList<>();
        images.forEach(cells::addAll);
        int[] offsets = new int[cells.size()];
        int[] lengths = new int[cells.size()];
        for (int i = 0; i < offsets.length; i++) {
            Integer cell = cells.get(i);
            lengths[i] = cell == null ? RowChanges.NULL : 4;
            offsets[i] = bytes.length();
            for (int shift = 0; cell != null && shift < 32; shift += 8) {
                bytes.put(cell >> shift);
            }
        }
        return new RowChanges(
                kind,
                shapes.get(table),
                table,
                true,
                new RowChanges.Cells(bytes.toByteArray(), offsets, lengths));
    }

    /** The cells of one image. */
    public static List<Integer> cells(RowChanges changes, int image) {
        List<Integer> cells = new ArrayList<>();
        for (int cell = image; cell < image + changes.source().columns().size(); cell++) {
            int at = changes.offset(cell);
            byte[] b = changes.bytes();
            cells.add(
                    changes.length(cell) < 0
                            ? null
                            : b[at] & 0xFF
                                    | (b[at + 1] & 0xFF) << 8
                                    | (b[at + 2] & 0xFF) << 16
                                    | b[at + 3] << 24);
        }
        return cells;
    }
}
