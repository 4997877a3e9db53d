package dev.otter.testkit.workload.types;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Statements on the table of a family. */
final class FamilyRows {

    private final String table;
    private final TypeFamily family;
    private final List<Integer> writable = new ArrayList<>();
    private final String into;

    FamilyRows(String table, TypeFamily family) {
        this.table = table;
        this.family = family;
        StringBuilder columns = new StringBuilder("id");
        for (int i = 0; i < family.types().size(); i++) {
            if (!family.types().get(i).computed()) {
                writable.add(i);
                columns.append(",c").append(i + 1);
            }
        }
        this.into = "INSERT INTO " + table + " (" + columns + ") VALUES (";
    }

    /** So many rows are needed for each column to show all its edges and NULL. */
    int edgeRows() {
        return family.types().stream().mapToInt(type -> type.edges().size() + 1).max().orElse(0);
    }

    String insert(long id, int turn) {
        StringBuilder out = new StringBuilder(into).append(id);
        for (int column : writable) {
            out.append(',').append(value(column, turn + column));
        }
        return out.append(')').toString();
    }

    String insertNulls(long id) {
        return into + id + ",NULL".repeat(writable.size()) + ")";
    }

    /** Sets one to three columns to other edges. */
    String update(long id, RandomGenerator random) {
        StringBuilder out = new StringBuilder();
        int count = 1 + random.nextInt(Math.min(3, writable.size()));
        int first = random.nextInt(writable.size());
        for (int i = 0; i < count; i++) {
            int column = writable.get((first + i) % writable.size());
            String value = value(column, random.nextInt(1000));
            out.append(i == 0 ? "UPDATE " + table + " SET c" : ",c");
            out.append(column + 1).append('=').append(value);
        }
        return out.append(" WHERE id=").append(id).toString();
    }

    /** Sets one column of a row to another edge; none of computed columns. */
    String turn(long id, int column, int turn) {
        return "UPDATE %s SET c%d=%s WHERE id=%d"
                .formatted(table, column + 1, value(column, turn), id);
    }

    /** Columns that can be written, from 0. */
    List<Integer> writable() {
        return writable;
    }

    private String value(int column, int turn) {
        List<Edge> edges = family.types().get(column).edges();
        int choice = turn % (edges.size() + 1);
        return choice == edges.size() ? "NULL" : edges.get(choice).literal();
    }

    String delete(long id) {
        return "DELETE FROM " + table + " WHERE id=" + id;
    }

    String move(long from, long to) {
        return "UPDATE " + table + " SET id=" + to + " WHERE id=" + from;
    }

    /** Changes a part of a document, which the log may carry as a difference. */
    String changeDocument(long id, RandomGenerator random) {
        String column = random.nextBoolean() ? "c1" : "c2";
        String change =
                switch (random.nextInt(6)) {
                    case 0 -> "JSON_SET(%s,'$.a',%d)".formatted(column, random.nextInt(1000));
                    case 1 -> "JSON_REPLACE(%s,'$.key17','short')".formatted(column);
                    case 2 -> "JSON_REMOVE(%s,'$.key%d')".formatted(column, random.nextInt(4000));
                    case 3 -> "JSON_REPLACE(%s,'$[3]',1.5,'$[0]',NULL)".formatted(column);
                    case 4 -> "JSON_SET(%s,'$.key5','%s')".formatted(column, "z".repeat(40));
                    default -> "JSON_REMOVE(%s,'$[0]')".formatted(column);
                };
        return "UPDATE " + table + " SET " + column + "=" + change + " WHERE id=" + id;
    }
}
