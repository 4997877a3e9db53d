package dev.otter.engine.oracle.table;

import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTable;
import dev.otter.engine.database.TargetTable;
import dev.otter.engine.load.table.Cells;
import dev.otter.engine.load.table.Families;
import dev.otter.engine.load.table.KeyPlan;
import dev.otter.engine.load.table.KeyPlans;
import dev.otter.engine.load.table.ListUpdate;
import dev.otter.engine.load.table.RowPlan;
import dev.otter.engine.load.table.TargetTables;
import dev.otter.engine.oracle.session.OracleSql;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * How rows of one source shape are written into one table of Oracle: keys, and a statement for each
 * row. Statements of rows that need the same text have equal texts, so that they share a batch. One
 * thread.
 */
public final class OraclePlan implements RowPlan {
    private static final int TEXT_VALUE_MAX = 200;
    private static final int TEXT_ROW_MAX = 4000;

    private final Families families;
    private final OracleBinding binding;
    private final KeyPlans keys;
    private final int[] written;
    private final int[] key;
    private final String[] names;
    private final String table;

    OraclePlan(SourceTable source, TargetTable target, Families families, TargetTables tables) {
        this.families = families;
        this.binding = new OracleBinding(source, target);
        this.keys = new KeyPlans(binding, tables);
        this.written = binding.written();
        this.key = keys.rowKey().columns();
        this.table = OracleSql.quote(target.name());
        this.names = new String[source.columns().size()];
        for (int column : written) {
            names[column] = OracleSql.quote(binding.binder(column).target().name());
        }
        requireComparable();
    }

    /** Rows without a key are found by all their values. */
    private void requireComparable() {
        for (int column : key.length > 0 ? key : written) {
            if (binding.binder(column).target().dataType().equals("json")) {
                throw new OtterException(
                        ErrorCode.TABLE_MISMATCH,
                        "rows of a table without a key cannot be found by its column "
                                + names[column]
                                + " of type JSON",
                        "source table " + source().name() + ", target table " + target(),
                        "Give the target's table a primary key, or the column the type CLOB.");
            }
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
        return text(IntStream.of(written).sorted().toArray(), changes, image);
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
            String value = valueText(changes, image, column);
            text.append(text.isEmpty() ? "" : ", ")
                    .append(source().columns().get(column).name())
                    .append('=')
                    .append(
                            value.length() > TEXT_VALUE_MAX
                                    ? "%s…(%d characters)"
                                            .formatted(
                                                    value.substring(0, TEXT_VALUE_MAX),
                                                    value.length())
                                    : value);
        }
        return text.toString();
    }

    private String valueText(RowChanges changes, int image, int column) {
        if (changes.length(image + column) == RowChanges.ABSENT) {
            return "(not logged)";
        }
        try {
            return bind(changes, image, column).text();
        } catch (UnheldValueException _) {
            return "(not to be written)";
        }
    }

    private Bind bind(RowChanges changes, int image, int column) {
        int cell = image + column;
        ValueBinder binder = binding.binder(column);
        return new Bind(
                binder.form(),
                binder.value(changes.bytes(), changes.offset(cell), changes.length(cell)));
    }

    private String place(int column) {
        return binding.binder(column).form().sql();
    }

    private boolean isKey(int column) {
        return IntStream.of(key).anyMatch(part -> part == column);
    }

    /** Written columns of which the image has values; the others take the target's defaults. */
    private int[] present(RowChanges changes, int image) {
        return IntStream.of(written)
                .filter(column -> changes.length(image + column) != RowChanges.ABSENT)
                .toArray();
    }

    /**
     * An INSERT of the row.
     *
     * @throws UnheldValueException when a column cannot hold its value; so do the others
     */
    public BoundStatement insert(RowChanges changes, int image) {
        List<Bind> binds = new ArrayList<>();
        StringBuilder sql = new StringBuilder("INSERT INTO ").append(table).append(' ');
        values(sql, binds, changes, image);
        return new BoundStatement(sql.toString(), binds);
    }

    /** Appends {@code (columns) VALUES (places)}. */
    private void values(StringBuilder sql, List<Bind> binds, RowChanges changes, int image) {
        StringBuilder places = new StringBuilder();
        String comma = "(";
        for (int column : present(changes, image)) {
            sql.append(comma).append(names[column]);
            places.append(comma).append(place(column));
            binds.add(bind(changes, image, column));
            comma = ",";
        }
        sql.append(") VALUES ").append(places).append(')');
    }

    /** A MERGE that makes the row as it is, whatever is there; only with a key. */
    public BoundStatement merge(RowChanges changes, int image) {
        List<Bind> binds = new ArrayList<>();
        StringBuilder sql =
                new StringBuilder("MERGE INTO ").append(table).append(" USING DUAL ON (");
        keyEquals(sql, binds, changes, image);
        sql.append(')');
        String set = " WHEN MATCHED THEN UPDATE SET ";
        for (int column : present(changes, image)) {
            if (!isKey(column)) {
                sql.append(set).append(names[column]).append('=').append(place(column));
                binds.add(bind(changes, image, column));
                set = ",";
            }
        }
        sql.append(" WHEN NOT MATCHED THEN INSERT ");
        values(sql, binds, changes, image);
        return new BoundStatement(sql.toString(), binds);
    }

    /** A MERGE that makes the row unless one with its key or a unique value of it is there. */
    public BoundStatement beneath(RowChanges changes, int image) {
        List<Bind> binds = new ArrayList<>();
        StringBuilder sql =
                new StringBuilder("MERGE INTO ").append(table).append(" USING DUAL ON ((");
        keyEquals(sql, binds, changes, image);
        sql.append(')');
        for (KeyPlan unique : keys.secondaryUniques()) {
            other(sql, binds, unique.columns(), changes, image);
        }
        sql.append(") WHEN NOT MATCHED THEN INSERT ");
        values(sql, binds, changes, image);
        return new BoundStatement(sql.toString(), binds);
    }

    /** Appends the condition that a row holds this value; none where nothing can hold it twice. */
    private void other(
            StringBuilder sql, List<Bind> binds, int[] columns, RowChanges changes, int image) {
        List<Bind> values = new ArrayList<>();
        for (int column : columns) {
            values.add(bind(changes, image, column));
        }
        if (values.stream().allMatch(bind -> bind.value() == null)) {
            return;
        }
        sql.append(" OR (");
        for (int i = 0; i < columns.length; i++) {
            sql.append(i == 0 ? "" : " AND ");
            same(sql, binds, columns[i], values.get(i));
        }
        sql.append(')');
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

    /** An UPDATE of one row by its image before. */
    public BoundStatement update(ListUpdate.Row row, BitSet columns) {
        List<Bind> binds = new ArrayList<>();
        StringBuilder sql = new StringBuilder("UPDATE ").append(table).append(" SET ");
        if (columns.isEmpty()) {
            // Nothing that the target keeps has changed; the row only has to be there.
            sql.append(names[written[0]]).append('=').append(names[written[0]]);
        }
        String comma = "";
        for (int column : written) {
            if (columns.get(column)) {
                sql.append(comma).append(names[column]).append('=').append(place(column));
                binds.add(bind(row.afterOf(), row.after(), column));
                comma = ",";
            }
        }
        where(sql, binds, row.beforeOf(), row.before());
        return new BoundStatement(sql.toString(), binds);
    }

    /** A DELETE of one row by its image. */
    public BoundStatement delete(RowChanges changes, int image) {
        List<Bind> binds = new ArrayList<>();
        StringBuilder sql = new StringBuilder("DELETE FROM ").append(table);
        where(sql, binds, changes, image);
        return new BoundStatement(sql.toString(), binds);
    }

    private void where(StringBuilder sql, List<Bind> binds, RowChanges changes, int image) {
        sql.append(" WHERE ");
        if (key.length > 0) {
            keyEquals(sql, binds, changes, image);
            return;
        }
        for (int column : present(changes, image)) {
            same(sql, binds, column, bind(changes, image, column));
            sql.append(" AND ");
        }
        // Of rows that are equal in all columns one is as good as another.
        sql.append("ROWNUM=1");
    }

    private void keyEquals(StringBuilder sql, List<Bind> binds, RowChanges changes, int image) {
        for (int i = 0; i < key.length; i++) {
            sql.append(i == 0 ? "" : " AND ");
            same(sql, binds, key[i], bind(changes, image, key[i]));
        }
    }

    private void same(StringBuilder sql, List<Bind> binds, int column, Bind bind) {
        String name = names[column];
        if (bind.value() == null) {
            sql.append(name).append(" IS NULL");
        } else if (bind.emptyLarge()) {
            sql.append("DBMS_LOB.GETLENGTH(").append(name).append(")=0");
        } else if (bind.form().large()) {
            sql.append("DBMS_LOB.COMPARE(").append(name).append(",?)=0");
            binds.add(bind);
        } else {
            sql.append(name).append('=').append(binding.binder(column).compared());
            binds.add(bind);
        }
    }

    /**
     * A statement that deletes other rows which hold the value of a unique key of this row; for
     * repair only. Empty when no other row can hold it.
     */
    public Optional<BoundStatement> clearRivals(KeyPlan unique, RowChanges changes, int image) {
        int[] columns = unique.columns();
        boolean untold =
                columns.length == 0
                        || key.length == 0
                        || IntStream.of(columns).anyMatch(c -> changes.length(image + c) < 0);
        if (untold) {
            return Optional.empty();
        }
        List<Bind> binds = new ArrayList<>();
        StringBuilder sql = new StringBuilder("DELETE FROM ").append(table).append(" WHERE ");
        for (int column : columns) {
            Bind bind = bind(changes, image, column);
            if (bind.value() == null) {
                return Optional.empty();
            }
            same(sql, binds, column, bind);
            sql.append(" AND ");
        }
        sql.append("NOT (");
        keyEquals(sql, binds, changes, image);
        sql.append(')');
        return Optional.of(new BoundStatement(sql.toString(), binds));
    }
}
