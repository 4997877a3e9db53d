package dev.otter.system.fault;

import java.util.Optional;

/**
 * A table of many rows, each of which is told by a number. In its texts {@code {n}} stands for that
 * number and {@code {m}} for another one.
 *
 * @param name without its database
 * @param share of all rows, in thousandths
 * @param columns and keys, as CREATE TABLE has them
 * @param names of the columns that are filled
 * @param values of those, for a row's number
 * @param where finds a row; empty where only its values do
 * @param change assignments that change a row, with the second number for fresh values
 * @param move assignments that give a row the key of the second number
 */
record BigTable(
        String name,
        int share,
        String columns,
        String names,
        String values,
        String where,
        String change,
        Optional<String> move) {

    String create() {
        return "CREATE TABLE big." + name + " (" + columns + ") DEFAULT CHARSET=utf8mb4";
    }

    /** Fills it with the rows of a range of numbers. */
    String fill(long from, long to) {
        return "INSERT INTO big.%s (%s) SELECT %s FROM numbers.seq WHERE n BETWEEN %d AND %d"
                .formatted(name, names, values.replace("{n}", "n"), from, to);
    }

    String insert(long n) {
        return "INSERT INTO big." + name + " (" + names + ") SELECT " + put(values, n, n);
    }

    String update(long n, long fresh) {
        return "UPDATE big." + name + " SET " + put(change, n, fresh) + found(n);
    }

    String delete(long n) {
        return "DELETE FROM big." + name + found(n);
    }

    /** Another key for a row; changes its values where keys do not move. */
    String rekey(long n, long fresh) {
        return "UPDATE big." + name + " SET " + put(move.orElse(change), n, fresh) + found(n);
    }

    private String found(long n) {
        return " WHERE " + put(where, n, n) + " LIMIT 1";
    }

    private static String put(String text, long n, long m) {
        return text.replace("{n}", Long.toString(n)).replace("{m}", Long.toString(m));
    }
}
