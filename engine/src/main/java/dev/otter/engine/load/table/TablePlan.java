package dev.otter.engine.load.table;

import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTable;
import dev.otter.engine.database.ForeignKey;
import dev.otter.engine.database.LogColumn;
import dev.otter.engine.database.TableColumn;
import dev.otter.engine.database.TableIndex;
import dev.otter.engine.database.TargetTable;
import dev.otter.engine.database.value.KeyHasher;
import dev.otter.engine.database.value.Literals;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

/**
 * How rows of one source shape are written into one target table: which column goes where, what
 * finds a row, and the parts of SQL text that never change. One thread: literals and hashers keep
 * room to work in.
 */
public final class TablePlan {
    /** Tells the existence of a row, which others refer to, from its contents. */
    private static final long EXISTENCE = 0x5DEECE66DL;

    private final SourceTable source;
    private final TargetTable target;
    private final Families family;

    /** Per source column its target column; null where the target computes the value itself. */
    private final TableColumn[] columns;

    private final Literals[] literals;

    /** Source columns that are written, in order. */
    private final int[] written;

    /** Source columns whose values may need a relaxed mode. */
    private final int[] relaxable;

    /** Source columns that the target sets by itself when an UPDATE does not name them. */
    private final int[] selfUpdating;

    /** Source columns of the row key; empty when the whole row has to be compared. */
    private final int[] key;

    private final long tableHash;
    private final KeyPlan rowKey;
    private final List<KeyPlan> secondaryUniques;
    private final List<KeyPlan> parents;
    private final List<KeyPlan> existences;
    private final boolean cascades;
    private final boolean upsertable;
    private final byte[] insertHead;
    private final byte[] upsertTail;
    private final byte[] updateHead;
    private final byte[] deleteHead;
    private final byte[] keyListHead;
    private final byte[][] names;

    TablePlan(SourceTable source, TargetTable target, Families family, TargetTables tables) {
        this.source = source;
        this.target = target;
        this.family = family;
        this.columns = bind(source, target);
        this.written = written(columns);
        this.literals = literals(source, columns, tables.mariadb());
        this.relaxable =
                java.util.stream.IntStream.of(written)
                        .filter(column -> literals[column].mayNeedRelaxedMode())
                        .toArray();
        this.selfUpdating =
                java.util.stream.IntStream.of(written)
                        .filter(column -> columns[column].selfUpdating())
                        .toArray();
        this.tableHash = KeyHasher.ofTable(target.name());
        this.rowKey = target.rowKey().map(this::keyPlan).orElse(KeyPlan.missing(tableHash));
        this.key = rowKey.columns();
        this.secondaryUniques = secondaryPlans();
        this.parents = target.foreignKeys().stream().map(key -> parentPlan(key, tables)).toList();
        this.existences = existencePlans();
        this.cascades = target.referencedBy().stream().anyMatch(ForeignKey::cascades);
        this.upsertable =
                key.length > 0 && target.uniqueIndexes().size() == 1 && target.triggers().isEmpty();
        this.names = new byte[columns.length][];
        for (int i = 0; i < columns.length; i++) {
            names[i] = columns[i] == null ? new byte[0] : bytes(TableName.quote(columns[i].name()));
        }
        String table = target.name().quoted();
        this.insertHead = bytes("INSERT INTO " + table + " (" + list(written) + ") VALUES ");
        this.upsertTail = bytes(upsert());
        this.updateHead = bytes("UPDATE " + table + " SET ");
        this.deleteHead = bytes("DELETE FROM " + table);
        this.keyListHead =
                bytes(
                        key.length == 1
                                ? " WHERE " + list(key) + " IN ("
                                : " WHERE (" + list(key) + ") IN (");
    }

    private static TableColumn[] bind(SourceTable source, TargetTable target) {
        TableColumn[] columns = new TableColumn[source.columns().size()];
        for (int i = 0; i < columns.length; i++) {
            LogColumn column = source.columns().get(i);
            Optional<TableColumn> found = target.column(column.name());
            if (found.isEmpty()) {
                throw mismatch(
                        source,
                        target,
                        "the target has no column " + column.name(),
                        "Add the column to the target's table.");
            }
            columns[i] = found.get().generated() ? null : found.get();
            Optional<String> loss =
                    columns[i] == null ? Optional.empty() : ColumnFit.loss(column, columns[i]);
            if (loss.isPresent()) {
                throw mismatch(
                        source,
                        target,
                        "the target's column " + column.name() + ", " + loss.get(),
                        "Give the target's column the source's type.");
            }
        }
        for (TableColumn column : target.columns()) {
            boolean filled =
                    source.columns().stream()
                            .anyMatch(c -> c.name().equalsIgnoreCase(column.name()));
            if (!filled
                    && !column.nullable()
                    && !column.hasDefault()
                    && !column.generated()
                    && !column.autoIncrement()) {
                throw mismatch(
                        source,
                        target,
                        "the target's column "
                                + column.name()
                                + " must not be NULL, has no default,"
                                + " and the source does not fill it",
                        "Give the column a default on the target, or add it to the source.");
            }
        }
        return columns;
    }

    private static OtterException mismatch(
            SourceTable source, TargetTable target, String what, String remedy) {
        return new OtterException(
                ErrorCode.TABLE_MISMATCH,
                what,
                "source table " + source.name() + ", target table " + target.name(),
                remedy);
    }

    private static int[] written(TableColumn[] columns) {
        int[] all = new int[columns.length];
        int count = 0;
        for (int i = 0; i < columns.length; i++) {
            if (columns[i] != null) {
                all[count++] = i;
            }
        }
        return Arrays.copyOf(all, count);
    }

    private static Literals[] literals(SourceTable source, TableColumn[] columns, boolean mariadb) {
        Literals[] literals = new Literals[columns.length];
        for (int i = 0; i < columns.length; i++) {
            if (columns[i] != null) {
                literals[i] = Literals.of(source.columns().get(i), columns[i], mariadb);
            }
        }
        return literals;
    }

    private KeyPlan keyPlan(TableIndex index) {
        if (!index.plain()) {
            return KeyPlan.missing(tableHash);
        }
        List<TableColumn> types =
                index.parts().stream().map(part -> target.columns().get(part.column())).toList();
        int[] prefixes = index.parts().stream().mapToInt(TableIndex.Part::prefix).toArray();
        List<String> names = types.stream().map(TableColumn::name).toList();
        return keyPlan(target.name(), names, types, prefixes, 0);
    }

    /**
     * @param owner the table that has the key
     * @param filledFrom names of this table's columns that hold the values
     * @param types the owner's columns, whose collations decide what is equal
     * @param prefixes how many characters of each count; 0 for all
     * @param twist keeps different uses of one key apart
     */
    private KeyPlan keyPlan(
            TableName owner,
            List<String> filledFrom,
            List<TableColumn> types,
            int[] prefixes,
            long twist) {
        long ownerHash = KeyHasher.ofTable(owner);
        int[] found = new int[filledFrom.size()];
        List<KeyHasher.Part> parts = new ArrayList<>();
        for (int i = 0; i < found.length; i++) {
            found[i] = sourceColumn(filledFrom.get(i));
            if (found[i] < 0 || columns[found[i]] == null) {
                return KeyPlan.missing(ownerHash);
            }
            parts.add(
                    new KeyHasher.Part(
                            found[i], source.columns().get(found[i]), types.get(i), prefixes[i]));
        }
        return KeyPlan.of(found, KeyHasher.of(owner, parts), twist, ownerHash);
    }

    private int sourceColumn(String name) {
        for (int i = 0; i < columns.length; i++) {
            if (source.columns().get(i).name().equalsIgnoreCase(name)) {
                return i;
            }
        }
        return -1;
    }

    private List<KeyPlan> secondaryPlans() {
        Optional<TableIndex> rowIndex = target.rowKey();
        return target.uniqueIndexes().stream()
                .filter(index -> rowIndex.isEmpty() || !index.equals(rowIndex.get()))
                .map(this::keyPlan)
                .toList();
    }

    /** What rows of this table refer to: the existence of a row of the parent. */
    private KeyPlan parentPlan(ForeignKey foreignKey, TargetTables tables) {
        TargetTable parent = tables.find(foreignKey.parent());
        if (parent == null) {
            return KeyPlan.missing(KeyHasher.ofTable(foreignKey.parent()));
        }
        return existencePlan(parent, foreignKey.childColumns(), foreignKey.parentColumns());
    }

    /** By which columns other rows refer to rows of this table, each list of columns once. */
    private List<KeyPlan> existencePlans() {
        return target.referencedBy().stream()
                .map(ForeignKey::parentColumns)
                .distinct()
                .map(columnNames -> existencePlan(target, columnNames, columnNames))
                .toList();
    }

    private KeyPlan existencePlan(
            TargetTable parent, List<String> filledFrom, List<String> parentColumns) {
        List<TableColumn> types =
                parentColumns.stream().map(name -> parent.column(name).orElseThrow()).toList();
        return keyPlan(parent.name(), filledFrom, types, new int[types.size()], EXISTENCE);
    }

    private String list(int[] sourceColumns) {
        StringBuilder text = new StringBuilder();
        for (int column : sourceColumns) {
            text.append(text.isEmpty() ? "" : ",").append(TableName.quote(columns[column].name()));
        }
        return text.toString();
    }

    private String upsert() {
        StringBuilder text = new StringBuilder();
        for (int column : written) {
            if (!isKey(column)) {
                String name = TableName.quote(columns[column].name());
                text.append(text.isEmpty() ? " ON DUPLICATE KEY UPDATE " : ",")
                        .append(name)
                        .append("=VALUES(")
                        .append(name)
                        .append(')');
            }
        }
        if (text.isEmpty() && key.length > 0) {
            String name = TableName.quote(columns[key[0]].name());
            text.append(" ON DUPLICATE KEY UPDATE ").append(name).append('=').append(name);
        }
        return text.toString();
    }

    private boolean isKey(int column) {
        for (int part : key) {
            if (part == column) {
                return true;
            }
        }
        return false;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The shape of the rows. */
    public SourceTable source() {
        return source;
    }

    /** The table that is written. */
    public TargetTable table() {
        return target;
    }

    /** Name of the table that is written. */
    public TableName target() {
        return target.name();
    }

    /** Name of the family of tables linked by foreign keys. */
    public String family() {
        return family.name();
    }

    /** Parents have smaller ranks than their children. */
    public int rank() {
        return family.rank().getOrDefault(target.name(), 0);
    }

    /** Foreign keys go round in a circle within the family. */
    public boolean entangled() {
        return family.cyclic();
    }

    /** A row is found by a key rather than by all its values. */
    public boolean keyed() {
        return key.length > 0;
    }

    /** Source columns of the row key. */
    public int[] keyColumns() {
        return key;
    }

    /** Hash of the target table as a whole. */
    public long tableHash() {
        return tableHash;
    }

    /** The key by which rows are found; without columns when there is none. */
    public KeyPlan rowKey() {
        return rowKey;
    }

    /** All other unique indexes. */
    public List<KeyPlan> secondaryUniques() {
        return secondaryUniques;
    }

    /** For each foreign key of the table what its rows refer to. */
    public List<KeyPlan> parents() {
        return parents;
    }

    /** By which keys other rows refer to rows of the table. */
    public List<KeyPlan> existences() {
        return existences;
    }

    /** Whether foreign keys go out of the table or lead to it. */
    public boolean linked() {
        return !parents.isEmpty() || !existences.isEmpty();
    }

    public boolean hasSecondaryUniques() {
        return !secondaryUniques.isEmpty();
    }

    /** Deleting or changing a row can make the server write other tables. */
    public boolean cascades() {
        return cascades;
    }

    /** Updates of whole rows may be written as multi-row upserts. */
    public boolean upsertable() {
        return upsertable;
    }

    /** Whether columns change that foreign keys of other rows refer to. */
    public boolean touchesReferencedColumns(RowChanges changes, int before, int after) {
        for (KeyPlan existence : existences) {
            if (!existence.unchanged(changes, before, after)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the row key changes. */
    public boolean keyChanges(RowChanges beforeOf, int before, RowChanges afterOf, int after) {
        for (int column : key) {
            if (afterOf.length(after + column) != RowChanges.ABSENT
                    && !Cells.same(beforeOf, before + column, afterOf, after + column)) {
                return true;
            }
        }
        return false;
    }

    /** {@code INSERT INTO t (…) VALUES }. */
    public byte[] insertHead() {
        return insertHead;
    }

    /** {@code ON DUPLICATE KEY UPDATE …}. */
    public byte[] upsertTail() {
        return upsertTail;
    }

    /** {@code UPDATE t SET }. */
    public byte[] updateHead() {
        return updateHead;
    }

    /** {@code DELETE FROM t}. */
    public byte[] deleteHead() {
        return deleteHead;
    }

    /** {@code WHERE k IN (}. */
    public byte[] keyListHead() {
        return keyListHead;
    }

    /** Rows can be found by a list of keys. */
    public boolean keyListable() {
        return key.length > 0;
    }

    /** Appends the values of one row, separated by commas. */
    public void insertRow(ByteWriter sql, RowChanges changes, int image) {
        for (int i = 0; i < written.length; i++) {
            if (i > 0) {
                sql.put(',');
            }
            value(sql, changes, image, written[i]);
        }
    }

    /** Source columns that are written, in order. */
    int[] writtenColumns() {
        return written;
    }

    /** Appends one value as an INSERT takes it. */
    void value(ByteWriter sql, RowChanges changes, int image, int column) {
        int length = changes.length(image + column);
        if (length == RowChanges.ABSENT) {
            sql.ascii("DEFAULT");
        } else {
            literals[column].insertValue(
                    sql, changes.bytes(), changes.offset(image + column), length);
        }
    }

    /**
     * Appends {@code c=v,…} for the columns that change, and {@code c=c} for those that the target
     * would otherwise set to the present time.
     *
     * @return false, with nothing appended, when none does
     */
    public boolean assignments(
            ByteWriter sql, RowChanges beforeOf, int before, RowChanges afterOf, int after) {
        boolean any = false;
        for (int column : written) {
            if (afterOf.length(after + column) == RowChanges.ABSENT
                    || Cells.same(beforeOf, before + column, afterOf, after + column)) {
                continue;
            }
            if (any) {
                sql.put(',');
            }
            sql.append(names[column]).put('=');
            literals[column].updateValue(
                    sql,
                    afterOf.bytes(),
                    afterOf.offset(after + column),
                    afterOf.length(after + column));
            any = true;
        }
        if (any) {
            keepSelfUpdating(sql, beforeOf, before, afterOf, after);
        }
        return any;
    }

    private void keepSelfUpdating(
            ByteWriter sql, RowChanges beforeOf, int before, RowChanges afterOf, int after) {
        for (int column : selfUpdating) {
            if (afterOf.length(after + column) == RowChanges.ABSENT
                    || Cells.same(beforeOf, before + column, afterOf, after + column)) {
                sql.put(',').append(names[column]).put('=').append(names[column]);
            }
        }
    }

    /** Appends an assignment that changes nothing, to prove that a row is there. */
    public void touch(ByteWriter sql) {
        byte[] name = names[written[0]];
        sql.append(name).put('=').append(name);
    }

    /** Appends the condition that finds one row by its image before. */
    public void where(ByteWriter sql, RowChanges changes, int image) {
        boolean whole = key.length == 0;
        int[] compared = whole ? written : key;
        sql.ascii(" WHERE ");
        boolean any = false;
        for (int column : compared) {
            int length = changes.length(image + column);
            if (length == RowChanges.ABSENT) {
                continue;
            }
            if (any) {
                sql.ascii(" AND ");
            }
            any = true;
            if (whole) {
                literals[column].matchCondition(
                        sql, changes.bytes(), changes.offset(image + column), length);
            } else {
                equality(sql, changes, image, column);
            }
        }
        if (!any) {
            throw new OtterException(
                    ErrorCode.ROW_REFUSED,
                    "the log's row has no column by which the target's row could be found",
                    "table " + target.name(),
                    "Give the table a primary key, or set binlog_row_image=FULL on the source.");
        }
        if (whole) {
            sql.ascii(" LIMIT 1");
        }
    }

    /** Appends the key of a row for a list of keys. */
    public void keyTuple(ByteWriter sql, RowChanges changes, int image) {
        if (key.length > 1) {
            sql.put('(');
        }
        for (int i = 0; i < key.length; i++) {
            if (i > 0) {
                sql.put(',');
            }
            literals[key[i]].whereValue(
                    sql,
                    changes.bytes(),
                    changes.offset(image + key[i]),
                    changes.length(image + key[i]));
        }
        if (key.length > 1) {
            sql.put(')');
        }
    }

    /**
     * Offers statements that delete other rows which hold a unique value of this row; for repair
     * only.
     */
    public void clearRivals(RowChanges changes, int image, Consumer<Consumer<ByteWriter>> sink) {
        for (KeyPlan plan : secondaryUniques) {
            int[] unique = plan.columns();
            if (unique.length == 0 || anyWithoutValue(unique, changes, image) || key.length == 0) {
                continue;
            }
            sink.accept(sql -> {
                sql.append(deleteHead).ascii(" WHERE ");
                for (int column : unique) {
                    equality(sql, changes, image, column);
                    sql.ascii(" AND ");
                }
                sql.ascii("NOT (");
                for (int i = 0; i < key.length; i++) {
                    if (i > 0) {
                        sql.ascii(" AND ");
                    }
                    equality(sql, changes, image, key[i]);
                }
                sql.put(')');
            });
        }
    }

    private static boolean anyWithoutValue(int[] columns, RowChanges changes, int image) {
        for (int column : columns) {
            if (changes.length(image + column) < 0) {
                return true;
            }
        }
        return false;
    }

    private void equality(ByteWriter sql, RowChanges changes, int image, int column) {
        sql.append(names[column]).put('=');
        literals[column].whereValue(
                sql,
                changes.bytes(),
                changes.offset(image + column),
                changes.length(image + column));
    }

    /**
     * Offers the hashes of all secondary unique values that a row gives up or takes.
     *
     * @param before first cell of the image before, or -1
     * @param after first cell of the image after, or -1
     * @return false as soon as a hash cannot be given or is refused
     */
    public boolean secondaryHashes(RowChanges changes, int before, int after, LongPredicate sink) {
        for (KeyPlan unique : secondaryUniques) {
            if (before >= 0 && after >= 0 && unique.unchanged(changes, before, after)) {
                continue;
            }
            if (before >= 0 && !offer(unique.hash(changes, before), sink)) {
                return false;
            }
            if (after >= 0
                    && !offer(unique.hash(changes, after, before >= 0 ? before : after), sink)) {
                return false;
            }
        }
        return true;
    }

    private static boolean offer(long hash, LongPredicate sink) {
        return hash == KeyPlan.NULL
                || (hash != KeyPlan.NONE && hash != KeyPlan.ABSENT && sink.test(hash));
    }

    /** Whether a value of the row can only be written where errors in values are warnings. */
    public boolean needsRelaxedMode(RowChanges changes, int image) {
        for (int column : relaxable) {
            int length = changes.length(image + column);
            if (length > 0
                    && literals[column].needsRelaxedMode(
                            changes.bytes(), changes.offset(image + column), length)) {
                return true;
            }
        }
        return false;
    }
}
