package dev.otter.engine.load.table;

import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTable;
import dev.otter.engine.database.TableColumn;
import dev.otter.engine.database.TargetTable;
import dev.otter.model.table.TableName;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * How rows of one source shape are written into one target table: which column goes where, what
 * finds a row, and the parts of SQL text that never change. One thread: literals and hashers keep
 * room to work in.
 */
public final class TablePlan implements RowPlan {
    private final TargetTable target;
    private final Families family;
    private final ColumnBinding binding;
    private final KeyPlans keys;

    /** Source columns that are written, in order. */
    private final int[] written;

    /** Source columns whose values may need a relaxed mode. */
    private final int[] relaxable;

    /** Source columns that the target sets by itself when an UPDATE does not name them. */
    private final int[] selfUpdating;

    /** Source columns of the row key; empty when the whole row has to be compared. */
    private final int[] key;

    private final boolean upsertable;
    private final ListUpdate listUpdate;
    private final QuietJson quietJson;
    private final byte[] insertHead;
    private final byte[] upsertTail;
    private final byte[] updateHead;
    private final byte[] deleteHead;
    private final byte[] keyListHead;
    private final byte[][] names;

    TablePlan(SourceTable source, TargetTable target, Families family, TargetTables tables) {
        this.target = target;
        this.family = family;
        this.binding = ColumnBinding.of(source, target, tables.mariadb());
        this.keys = new KeyPlans(binding, tables);
        this.written = binding.written();
        this.relaxable =
                IntStream.of(written)
                        .filter(column -> binding.literals(column).mayNeedRelaxedMode())
                        .toArray();
        this.selfUpdating =
                IntStream.of(written)
                        .filter(column -> binding.column(column).selfUpdating())
                        .toArray();
        this.key = keys.rowKey().columns();
        this.upsertable =
                key.length > 0 && target.uniqueIndexes().size() == 1 && target.triggers().isEmpty();
        this.names = new byte[binding.count()][];
        for (int i = 0; i < names.length; i++) {
            TableColumn column = binding.column(i);
            names[i] = column == null ? new byte[0] : bytes(TableName.quote(column.name()));
        }
        this.listUpdate = ListUpdate.of(binding, names);
        this.quietJson = new QuietJson(binding, tables.mariadb());
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

    private String list(int[] sourceColumns) {
        StringBuilder text = new StringBuilder();
        for (int column : sourceColumns) {
            text.append(text.isEmpty() ? "" : ",")
                    .append(TableName.quote(binding.column(column).name()));
        }
        return text.toString();
    }

    private String upsert() {
        StringBuilder text = new StringBuilder();
        for (int column : written) {
            if (!isKey(column)) {
                String name = TableName.quote(binding.column(column).name());
                text.append(text.isEmpty() ? " ON DUPLICATE KEY UPDATE " : ",")
                        .append(name)
                        .append("=VALUES(")
                        .append(name)
                        .append(')');
            }
        }
        if (text.isEmpty() && key.length > 0) {
            String name = TableName.quote(binding.column(key[0]).name());
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

    @Override
    public SourceTable source() {
        return binding.source();
    }

    @Override
    public TargetTable table() {
        return target;
    }

    @Override
    public Families families() {
        return family;
    }

    @Override
    public KeyPlans keys() {
        return keys;
    }

    @Override
    public int[] findingColumns() {
        return key.length > 0 ? key : written;
    }

    @Override
    public String text(RowChanges changes, int image) {
        return RowText.of(this, changes, image);
    }

    @Override
    public String keyText(RowChanges changes, int image) {
        return RowText.key(this, changes, image);
    }

    @Override
    public boolean mayBeOverlooked(ListUpdate.Row row) {
        return !quietJson.none() && quietJson.mayBeOverlooked(row);
    }

    /** Updates of whole rows may be written as multi-row upserts. */
    public boolean upsertable() {
        return upsertable;
    }

    /** How many rows are changed by one UPDATE. */
    public ListUpdate listUpdate() {
        return listUpdate;
    }

    /** Which updates the server would not carry out. */
    public QuietJson quietJson() {
        return quietJson;
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
            binding.literals(column)
                    .insertValue(sql, changes.bytes(), changes.offset(image + column), length);
        }
    }

    /**
     * Appends {@code c=v,…} for the columns that change, and {@code c=c} for those that the target
     * would otherwise set to the present time.
     *
     * @param all whether columns that keep their values are written, too
     * @return false, with nothing appended, when none does
     */
    public boolean assignments(
            ByteWriter sql,
            RowChanges beforeOf,
            int before,
            RowChanges afterOf,
            int after,
            boolean all) {
        boolean any = false;
        for (int column : written) {
            if (afterOf.length(after + column) == RowChanges.ABSENT
                    || (!all && Cells.same(beforeOf, before + column, afterOf, after + column))) {
                continue;
            }
            if (any) {
                sql.put(',');
            }
            sql.append(names[column]).put('=');
            binding.literals(column)
                    .updateValue(
                            sql,
                            afterOf.bytes(),
                            afterOf.offset(after + column),
                            afterOf.length(after + column));
            any = true;
        }
        if (any && !all) {
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

    /** Appends the condition that finds one row by its image before; see {@link #finds}. */
    public void where(ByteWriter sql, RowChanges changes, int image) {
        boolean whole = key.length == 0;
        sql.ascii(" WHERE ");
        boolean any = false;
        for (int column : findingColumns()) {
            int length = changes.length(image + column);
            if (length == RowChanges.ABSENT && whole) {
                continue;
            }
            if (any) {
                sql.ascii(" AND ");
            }
            any = true;
            if (whole) {
                binding.literals(column)
                        .matchCondition(
                                sql, changes.bytes(), changes.offset(image + column), length);
            } else {
                equality(sql, changes, image, column);
            }
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
            binding.literals(key[i])
                    .whereValue(
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
        for (KeyPlan plan : keys.secondaryUniques()) {
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
        binding.literals(column)
                .whereValue(
                        sql,
                        changes.bytes(),
                        changes.offset(image + column),
                        changes.length(image + column));
    }

    /** Whether a value of the row can only be written where errors in values are warnings. */
    public boolean needsRelaxedMode(RowChanges changes, int image) {
        for (int column : relaxable) {
            int length = changes.length(image + column);
            if (length > 0
                    && binding.literals(column)
                            .needsRelaxedMode(
                                    changes.bytes(), changes.offset(image + column), length)) {
                return true;
            }
        }
        return false;
    }
}
