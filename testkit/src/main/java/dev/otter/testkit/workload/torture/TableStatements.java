package dev.otter.testkit.workload.torture;

import dev.otter.testkit.workload.torture.LiveRows.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.random.RandomGenerator;

/** Writes statements on one table. Holds no state but the randomness it is given. */
final class TableStatements {

    private final TableShape table;
    private final RandomGenerator random;
    private final IntSupplier parents;
    private final List<DataColumn> writable;

    /**
     * @param parents gives the number of a parent row, below zero for none
     */
    TableStatements(TableShape table, RandomGenerator random, IntSupplier parents) {
        this.table = table;
        this.random = random;
        this.parents = parents;
        this.writable = table.writable();
    }

    /** One INSERT of all rows; {@code verb} may be REPLACE or INSERT IGNORE too. */
    String insert(String verb, List<Row> rows) {
        int omitted = random.nextInt(6) == 0 ? random.nextInt(writable.size()) : writable.size();
        List<DataColumn> used = writable.subList(0, Math.max(1, omitted));
        StringBuilder out = new StringBuilder(verb).append(" INTO ").append(table.name());
        out.append(" (").append(String.join(",", keyColumns()));
        used.forEach(column -> out.append(',').append(column.name()));
        out.append(") VALUES ");
        for (int i = 0; i < rows.size(); i++) {
            out.append(i == 0 ? "(" : ",(");
            appendKeys(out, rows.get(i));
            used.forEach(column -> out.append(',').append(column.value(random)));
            out.append(')');
        }
        return out.toString();
    }

    /** Makes an upsert of an INSERT. */
    String upsert(List<Row> rows) {
        return insert("INSERT", rows) + " ON DUPLICATE KEY UPDATE v=VALUES(v)";
    }

    /** Copies the data of a row under other keys. */
    String copy(Row from, Row to) {
        List<String> names = new ArrayList<>();
        writable.forEach(column -> names.add(column.name()));
        String data = String.join(",", names);
        StringBuilder out = new StringBuilder("INSERT INTO ").append(table.name()).append(" (");
        out.append(String.join(",", keyColumns())).append(',').append(data).append(") SELECT ");
        appendKeys(out, to);
        return out.append(',')
                .append(data)
                .append(" FROM ")
                .append(table.name())
                .append(where(from))
                .toString();
    }

    private List<String> keyColumns() {
        List<String> all = new ArrayList<>(table.key().columns());
        table.uniques().forEach(unique -> all.addAll(unique.columns()));
        table.parent().ifPresent(link -> all.addAll(link.column().columns()));
        return all;
    }

    private void appendKeys(StringBuilder out, Row row) {
        table.key().appendValues(out, row.key, random);
        for (int i = 0; i < table.uniques().size(); i++) {
            table.uniques().get(i).appendValues(out.append(','), row.uniques[i], random);
        }
        table.parent()
                .ifPresent(link ->
                        link.column().appendValues(out.append(','), parents.getAsInt(), random));
    }

    /** Sets one to three data columns, and now and then the parent. */
    String update(Row row) {
        return "UPDATE " + table.name() + " SET " + newData() + where(row) + limit();
    }

    String updateAll(List<Row> rows) {
        return "UPDATE " + table.name() + " SET " + newData() + whereIn(rows);
    }

    String newData() {
        StringBuilder out = new StringBuilder();
        int count = 1 + random.nextInt(Math.min(3, writable.size()));
        int first = random.nextInt(writable.size());
        for (int i = 0; i < count; i++) {
            DataColumn column = writable.get((first + i) % writable.size());
            out.append(i == 0 ? "" : ",").append(column.name()).append('=');
            out.append(column.value(random));
        }
        if (table.parent().isPresent() && random.nextInt(10) == 0) {
            KeyShape column = table.parent().get().column();
            out.append(',').append(column.assignments(parents.getAsInt(), random));
        }
        return out.toString();
    }

    /** Changes nothing. */
    String touch(Row row) {
        return "UPDATE " + table.name() + " SET v=v" + where(row) + limit();
    }

    String count(int key) {
        String where = table.key().where(key, random);
        return "UPDATE " + table.name() + " SET v=COALESCE(v,0) % 1000000 + 1" + where + limit();
    }

    String setKey(Row row, int key) {
        String set = table.key().assignments(key, random);
        return "UPDATE " + table.name() + " SET " + set + where(row) + limit();
    }

    String setUnique(Row row, int index, int value) {
        String set = table.uniques().get(index).assignments(value, random);
        return "UPDATE " + table.name() + " SET " + set + where(row) + limit();
    }

    /** Moves neighbouring keys by one, each onto its neighbour's place; whole numbers only. */
    String shift(int first, int last) {
        String key = table.key().columns().getFirst();
        return "UPDATE %s SET %s=%s+1 WHERE %s BETWEEN %d AND %d ORDER BY %s DESC"
                .formatted(table.name(), key, key, key, first, last, key);
    }

    String delete(Row row) {
        return "DELETE FROM " + table.name() + where(row) + limit();
    }

    String deleteAll(List<Row> rows) {
        return "DELETE FROM " + table.name() + whereIn(rows);
    }

    /** Deletes the children of a parent row. */
    String orphan(KeyShape parentKey, int parent) {
        String value = parentKey.literal(0, parent, random);
        return "DELETE FROM " + table.name() + " WHERE p=" + value;
    }

    private String where(Row row) {
        return table.key().where(row.key, random);
    }

    private String whereIn(List<Row> rows) {
        StringBuilder out = new StringBuilder(" WHERE (");
        out.append(String.join(",", table.key().columns())).append(") IN (");
        boolean wide = table.key().columns().size() > 1;
        for (int i = 0; i < rows.size(); i++) {
            out.append(i == 0 ? "" : ",").append(wide ? "(" : "");
            table.key().appendValues(out, rows.get(i).key, random);
            out.append(wide ? ")" : "");
        }
        return out.append(')').toString();
    }

    /** Where doubles may be, half of all statements take one of them. */
    private String limit() {
        boolean doubles =
                switch (table.identity()) {
                    case PRIMARY, UNIQUE -> false;
                    case NULLABLE_UNIQUE, NONE -> true;
                };
        return doubles && random.nextBoolean() ? " LIMIT 1" : "";
    }
}
