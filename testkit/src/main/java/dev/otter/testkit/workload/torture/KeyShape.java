package dev.otter.testkit.workload.torture;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A key of a table.
 *
 * @param columns names, as many as the kind is wide
 * @param nullable whether its first column may be NULL (then every number below zero is NULL)
 */
record KeyShape(KeyKind kind, List<String> columns, boolean nullable) {

    List<String> ddl() {
        List<String> all = new ArrayList<>();
        for (int part = 0; part < columns.size(); part++) {
            String end = nullable && part == 0 ? " NULL DEFAULT NULL" : " NOT NULL";
            all.add(columns.get(part) + " " + kind.type(part) + end);
        }
        return all;
    }

    String index() {
        return String.join(",", columns.stream().map(kind::indexed).toList());
    }

    String literal(int part, int n, RandomGenerator random) {
        return n < 0 && part == 0 && nullable ? "NULL" : kind.literal(part, Math.max(0, n), random);
    }

    void appendValues(StringBuilder out, int n, RandomGenerator random) {
        for (int part = 0; part < columns.size(); part++) {
            out.append(part == 0 ? "" : ",").append(literal(part, n, random));
        }
    }

    String assignments(int n, RandomGenerator random) {
        return joined(",", n, random);
    }

    String where(int n, RandomGenerator random) {
        if (n < 0) {
            return " WHERE " + columns.getFirst() + " IS NULL";
        }
        return " WHERE " + joined(" AND ", n, random);
    }

    private String joined(String by, int n, RandomGenerator random) {
        StringBuilder out = new StringBuilder();
        for (int part = 0; part < columns.size(); part++) {
            out.append(part == 0 ? "" : by).append(columns.get(part)).append('=');
            out.append(literal(part, n, random));
        }
        return out.toString();
    }
}
