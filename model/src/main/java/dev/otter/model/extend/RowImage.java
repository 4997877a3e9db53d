package dev.otter.model.extend;

import java.util.List;

/**
 * A row as the target will get it: with the columns and names that the table's entry gives it.
 * Valid during the call only.
 *
 * <table>
 *   <caption>Values</caption>
 *   <tr><th>column</th><th>class</th></tr>
 *   <tr><td>whole numbers, YEAR, BIT(1) to BIT(63)</td><td>Long</td></tr>
 *   <tr><td>BIGINT UNSIGNED, BIT(64)</td><td>BigInteger</td></tr>
 *   <tr><td>DECIMAL</td><td>BigDecimal</td></tr>
 *   <tr><td>FLOAT, DOUBLE</td><td>Double</td></tr>
 *   <tr><td>text, ENUM, SET, JSON, DATE, TIME</td><td>String</td></tr>
 *   <tr><td>binary strings, GEOMETRY, VECTOR</td><td>byte[]</td></tr>
 *   <tr><td>DATETIME (read as UTC), TIMESTAMP</td><td>java.time.Instant</td></tr>
 *   <tr><td>NULL</td><td>null</td></tr>
 * </table>
 */
public interface RowImage {

    /** Database of the source's table. */
    String sourceDatabase();

    /** Name of the source's table. */
    String sourceTable();

    /** Names of the columns in their order. */
    List<String> columns();

    /**
     * The value of a column, or the one that was set.
     *
     * @throws IllegalArgumentException when there is no such column
     * @throws IllegalStateException when the log leaves the value out or it cannot be read
     */
    Object get(String column);

    /**
     * Gives a column another value of the class that {@link #get} would give. DATE, TIME, SET,
     * JSON, GEOMETRY and VECTOR columns can only be set to null.
     *
     * @throws IllegalArgumentException when there is no such column
     */
    void set(String column, Object value);
}
