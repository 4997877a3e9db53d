package dev.otter.engine.postgresql.table;

import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTable;
import dev.otter.engine.database.TableColumn;
import dev.otter.engine.database.TargetTable;
import dev.otter.engine.load.table.Cells;
import dev.otter.engine.load.table.Families;
import dev.otter.engine.load.table.KeyPlan;
import dev.otter.engine.load.table.KeyPlans;
import dev.otter.engine.load.table.ListUpdate;
import dev.otter.engine.load.table.RowPlan;
import dev.otter.engine.load.table.TargetTables;
import dev.otter.engine.postgresql.session.PostgresSql;
import java.util.BitSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How rows of one source shape are written into one table of PostgreSQL: keys, and the pieces of
 * SQL text. One thread.
 */
public final class PostgresPlan implements RowPlan {
    private static final int TEXT_VALUE_MAX = 200;
    private static final int TEXT_ROW_MAX = 4000;

    private final Families families;
    private final PostgresBinding binding;
    private final KeyPlans keys;
    private final int[] written;
    private final int[] key;
    private final String[] names;
    private final String table;

    PostgresPlan(SourceTable source, TargetTable target, Families families, TargetTables tables) {
        this.families = families;
        this.binding = new PostgresBinding(source, target);
        this.keys = new KeyPlans(binding, tables);
        this.written = binding.written();
        this.key = keys.rowKey().columns();
        this.table = PostgresSql.quote(target.name());
        this.names = new String[source.columns().size()];
        for (int column : written) {
            names[column] = PostgresSql.quote(binding.writer(column).target().name());
        }
    }

    @Override
    public SourceTable source() {
        return binding.source();
    }

    @Override
    public TargetTable table() {
        return binding.target();
    }

    @Override
    public Families families() {
        return families;
    }

    @Override
    public KeyPlans keys() {
        return keys;
    }

    @Override
    public boolean mayBeOverlooked(ListUpdate.Row row) {
        return false;
    }

    @Override
    public int[] findingColumns() {
        return key.length > 0 ? key : written;
    }

    @Override
    public String text(RowChanges changes, int image) {
        return text(written, changes, image);
    }

    @Override
    public String keyText(RowChanges changes, int image) {
        return text(key, changes, image);
    }

    private String text(int[] columns, RowChanges changes, int image) {
        StringBuilder text = new StringBuilder();
        for (int column : columns) {
            if (text.length() > TEXT_ROW_MAX) {
                return text.append(", …").toString();
            }
            StringBuilder value = new StringBuilder();
            try {
                value(value, changes, image, column);
            } catch (UnheldValueException e) {
                value.append("(not to be written)");
            }
            int length = value.length();
            if (length > TEXT_VALUE_MAX) {
                value.setLength(TEXT_VALUE_MAX);
                value.append("…(").append(length).append(" characters)");
            }
            text.append(text.isEmpty() ? "" : ", ")
                    .append(source().columns().get(column).name())
                    .append('=')
                    .append(value);
        }
        return text.toString();
    }

    /** The table's name, quoted. */
    public String quoted() {
        return table;
    }

    private String list(int[] columns, String prefix) {
        return IntStream.of(columns)
                .mapToObj(column -> prefix + names[column])
                .collect(Collectors.joining(","));
    }

    /** {@code INSERT INTO t (…) … VALUES }; identities take the source's numbers. */
    public String insertHead() {
        return "INSERT INTO "
                + table
                + " ("
                + list(written, "")
                + ") OVERRIDING SYSTEM VALUE VALUES ";
    }

    /** The statement that takes rows, as {@link #copyRow} spells them, into a table like this. */
    public String copyInto(String quotedTable) {
        return "COPY "
                + quotedTable
                + " ("
                + list(written, "")
                + ") FROM STDIN WITH (FORMAT csv, QUOTE , ESCAPE , NULL 'NULL')";
    }

    /** Makes an empty temporary table of the written columns, which goes with the transaction. */
    public String staging(String name) {
        return "CREATE TEMP TABLE %s ON COMMIT DROP AS SELECT %s FROM %s WITH NO DATA"
                .formatted(name, list(written, ""), table);
    }

    /** Takes those rows of such a table that do not meet others. */
    public String takeFrom(String quotedStaging) {
        return "INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE SELECT %2$s FROM %3$s ON CONFLICT DO NOTHING"
                .formatted(table, list(written, ""), quotedStaging);
    }

    /**
     * Appends a row for COPY. Its form is that of literals, in quotes but for NULL, so that every
     * value takes the same way into its type as in an INSERT.
     */
    public void copyRow(StringBuilder out, RowChanges changes, int image) {
        for (int i = 0; i < written.length; i++) {
            if (changes.length(image + written[i]) == RowChanges.ABSENT) {
                throw new IllegalStateException("a copied row lacks a value: " + source());
            }
            out.append(i == 0 ? "" : ",");
            value(out, changes, image, written[i]);
        }
        out.append('\n');
    }

    /** What makes an INSERT of whole rows change those that are there; only with a key. */
    public String conflictTail() {
        String sets =
                IntStream.of(written)
                        .filter(column -> !isKey(column))
                        .mapToObj(column -> names[column] + "=EXCLUDED." + names[column])
                        .collect(Collectors.joining(","));
        String target = " ON CONFLICT (" + list(key, "") + ") DO ";
        // A row that is all key is written again, so that the statement's count stays the same.
        return target
                + "UPDATE SET "
                + (sets.isEmpty() ? names[key[0]] + "=EXCLUDED." + names[key[0]] : sets);
    }

    private boolean isKey(int column) {
        return IntStream.of(key).anyMatch(part -> part == column);
    }

    /** Appends the values of one row in brackets. */
    public void insertRow(StringBuilder sql, RowChanges changes, int image) {
        sql.append('(');
        for (int i = 0; i < written.length; i++) {
            sql.append(i == 0 ? "" : ",");
            value(sql, changes, image, written[i]);
        }
        sql.append(')');
    }

    private void value(StringBuilder sql, RowChanges changes, int image, int column) {
        int cell = image + column;
        if (changes.length(cell) == RowChanges.ABSENT) {
            sql.append("DEFAULT");
        } else {
            binding.writer(column)
                    .append(sql, changes.bytes(), changes.offset(cell), changes.length(cell));
        }
    }

    /** Source columns that an operation changes and that are written. */
    public BitSet changed(ListUpdate.Row row) {
        BitSet changed = new BitSet();
        for (int column : written) {
            int cell = row.after() + column;
            if (row.afterOf().length(cell) != RowChanges.ABSENT
                    && !Cells.same(row.beforeOf(), row.before() + column, row.afterOf(), cell)) {
                changed.set(column);
            }
        }
        return changed;
    }

    /** Appends an UPDATE of one row by its image before. */
    public void update(StringBuilder sql, ListUpdate.Row row, BitSet columns) {
        sql.append("UPDATE ").append(table).append(" SET ");
        if (columns.isEmpty()) {
            // Nothing that the target keeps has changed; the row only has to be there.
            sql.append(touched()).append('=').append(touched());
        }
        String comma = "";
        for (int column = columns.nextSetBit(0); column >= 0; ) {
            sql.append(comma).append(names[column]).append('=');
            value(sql, row.afterOf(), row.after(), column);
            comma = ",";
            column = columns.nextSetBit(column + 1);
        }
        where(sql, row.beforeOf(), row.before());
    }

    /** A column that an UPDATE may name; identities that are always generated may not. */
    private String touched() {
        return IntStream.of(written)
                .filter(column -> !binding.writer(column).target().autoIncrement())
                .mapToObj(column -> names[column])
                .findFirst()
                .orElse(names[written[0]]);
    }

    /** Appends the condition that finds one row by its image before; see {@link #finds}. */
    public void where(StringBuilder sql, RowChanges changes, int image) {
        sql.append(" WHERE ");
        if (key.length > 0) {
            keyEquals(sql, changes, image);
            return;
        }
        // Of rows that are equal in all columns one is as good as another.
        sql.append("(tableoid,ctid)=(SELECT tableoid,ctid FROM ").append(table).append(" WHERE ");
        String and = "";
        for (int column : written) {
            if (changes.length(image + column) != RowChanges.ABSENT) {
                sql.append(and);
                same(sql, changes, image, column);
                and = " AND ";
            }
        }
        sql.append(" LIMIT 1)");
    }

    private void same(StringBuilder sql, RowChanges changes, int image, int column) {
        if (changes.length(image + column) == RowChanges.NULL) {
            sql.append(names[column]).append(" IS NULL");
            return;
        }
        boolean text = binding.writer(column).target().dataType().equals("json");
        sql.append(names[column]).append(text ? "::text=" : "=");
        value(sql, changes, image, column);
    }

    private void keyEquals(StringBuilder sql, RowChanges changes, int image) {
        for (int i = 0; i < key.length; i++) {
            sql.append(i == 0 ? "" : " AND ").append(names[key[i]]).append('=');
            value(sql, changes, image, key[i]);
        }
    }

    /** {@code DELETE FROM t WHERE k IN (}, to be followed by keys. */
    public String deleteHead() {
        return key.length == 1
                ? "DELETE FROM " + table + " WHERE " + names[key[0]] + " IN ("
                : "DELETE FROM " + table + " t USING (VALUES ";
    }

    /** What ends the statement of {@link #deleteHead}. */
    public String deleteTail() {
        return key.length == 1 ? ")" : ") v(" + valueNames(key) + ") WHERE " + join();
    }

    /** Appends the key of a row for a list; the first tells the types of all. */
    public void deleteKey(StringBuilder sql, RowChanges changes, int image, boolean first) {
        if (key.length == 1) {
            value(sql, changes, image, key[0]);
        } else {
            typed(sql, key, changes, image, first);
            sql.append(')');
        }
    }

    /** Appends an UPDATE of many rows, each with a value of each of the columns. */
    public void listUpdate(
            StringBuilder sql, BitSet columns, Iterable<? extends ListUpdate.Row> rows) {
        int[] set = columns.stream().toArray();
        sql.append("UPDATE ").append(table).append(" t SET ");
        for (int i = 0; i < set.length; i++) {
            sql.append(i == 0 ? "" : ",").append(names[set[i]]).append("=v.c").append(set[i]);
        }
        sql.append(" FROM (VALUES ");
        boolean first = true;
        for (ListUpdate.Row row : rows) {
            sql.append(first ? "" : ",");
            typed(sql, key, row.beforeOf(), row.before(), first);
            for (int column : set) {
                sql.append(',');
                value(sql, row.afterOf(), row.after(), column);
                sql.append(first ? cast(column) : "");
            }
            sql.append(')');
            first = false;
        }
        sql.append(") v(").append(valueNames(key));
        for (int column : set) {
            sql.append(",c").append(column);
        }
        sql.append(") WHERE ").append(join());
    }

    private void typed(
            StringBuilder sql, int[] columns, RowChanges changes, int image, boolean cast) {
        sql.append('(');
        for (int i = 0; i < columns.length; i++) {
            sql.append(i == 0 ? "" : ",");
            value(sql, changes, image, columns[i]);
            sql.append(cast ? cast(columns[i]) : "");
        }
    }

    /**
     * The column's type without its length: a cast to the full type would cut or round, whereas the
     * assignment to the column refuses. Literals in the rows below take the type of the first.
     */
    private String cast(int column) {
        TableColumn target = binding.writer(column).target();
        return target.members().isEmpty()
                ? "::pg_catalog." + PostgresSql.quote(target.dataType())
                : "::" + target.columnType();
    }

    private static String valueNames(int[] columns) {
        return IntStream.of(columns).mapToObj(c -> "k" + c).collect(Collectors.joining(","));
    }

    private String join() {
        return IntStream.of(key)
                .mapToObj(column -> "t." + names[column] + "=v.k" + column)
                .collect(Collectors.joining(" AND "));
    }

    /**
     * Appends a statement that deletes other rows which hold the value of a unique key of this row;
     * for repair only.
     *
     * @return false, with nothing appended, when no other row can hold it
     */
    public boolean clearRivals(StringBuilder sql, KeyPlan unique, RowChanges changes, int image) {
        int[] columns = unique.columns();
        boolean untold =
                columns.length == 0
                        || key.length == 0
                        || IntStream.of(columns).anyMatch(c -> changes.length(image + c) < 0);
        if (untold) {
            return false;
        }
        sql.append("DELETE FROM ").append(table).append(" WHERE ");
        for (int column : columns) {
            sql.append(names[column]).append('=');
            value(sql, changes, image, column);
            sql.append(" AND ");
        }
        sql.append("NOT (");
        keyEquals(sql, changes, image);
        sql.append(')');
        return true;
    }
}
