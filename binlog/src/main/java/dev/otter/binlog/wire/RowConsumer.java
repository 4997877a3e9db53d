package dev.otter.binlog.wire;

import java.util.List;

/**
 * Takes the rows of a result set one by one, without a copy. The arrays belong to the connection:
 * they are valid only during the call, and the connection must not be used inside it. Whoever is
 * slow holds the server back, which ends the query after its {@code net_write_timeout}.
 */
@FunctionalInterface
public interface RowConsumer {

    /** Called once before the first row, also when no row comes. */
    default void columns(List<Column> columns) {}

    /**
     * One row: cell {@code i} is {@code lengths[i]} bytes of {@code buffer} from {@code
     * offsets[i]}; a length of -1 is NULL. The arrays may be longer than the row has columns.
     */
    void row(byte[] buffer, int[] offsets, int[] lengths);
}
