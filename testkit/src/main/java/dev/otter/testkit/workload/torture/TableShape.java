package dev.otter.testkit.workload.torture;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A random table. Rows are told apart by the number of their identity key.
 *
 * @param number from 0
 * @param identity how rows are told apart
 * @param key the columns of the identity
 * @param uniques further unique keys
 * @param parent the table its column {@code p} refers to
 * @param data columns outside of all keys; the first is {@code v INT}
 * @param columnDdl all columns in their order
 * @param indexDdl all keys and constraints
 */
record TableShape(
        int number,
        Identity identity,
        KeyShape key,
        List<KeyShape> uniques,
        Optional<ParentLink> parent,
        List<DataColumn> data,
        List<String> columnDdl,
        List<String> indexDdl) {

    /** What kind of key the identity is. */
    enum Identity {
        PRIMARY,
        UNIQUE,
        NULLABLE_UNIQUE,
        NONE
    }

    /**
     * A foreign key on the column {@code p}.
     *
     * @param column of the child; has the parent's identity kind
     * @param rules such as {@code ON DELETE CASCADE}; empty to restrict
     */
    record ParentLink(int table, KeyShape column, String rules) {}

    TableShape {
        uniques = List.copyOf(uniques);
        data = List.copyOf(data);
        columnDdl = List.copyOf(columnDdl);
        indexDdl = List.copyOf(indexDdl);
    }

    String name() {
        return "t" + number;
    }

    /** Whether a statement can name one row of it. */
    boolean tracked() {
        return identity != Identity.NONE;
    }

    List<DataColumn> writable() {
        return data.stream().filter(column -> !column.computed()).toList();
    }

    String create() {
        List<String> parts = new ArrayList<>(columnDdl);
        parts.addAll(indexDdl);
        return "CREATE TABLE "
                + name()
                + " (\n  "
                + String.join(",\n  ", parts)
                + "\n) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARSET=utf8mb4"
                + " COLLATE=utf8mb4_general_ci";
    }
}
