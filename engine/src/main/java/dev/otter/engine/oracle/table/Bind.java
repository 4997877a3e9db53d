package dev.otter.engine.oracle.table;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HexFormat;
import oracle.jdbc.OraclePreparedStatement;

/**
 * One value for one place of a statement.
 *
 * @param form how it is handed to the driver
 * @param value {@link BigDecimal}, {@link Float}, {@link Double}, {@link String}, bytes or null
 */
public record Bind(BindForm form, Object value) {
    private static final int DIRECT_CHARS = 4000;
    private static final int DIRECT_BYTES = 8000;
    private static final int NUMBER_BYTES = 40;

    /**
     * Whether it goes as a large object of its own: what is long, and what is empty, which would be
     * NULL otherwise.
     */
    public boolean located() {
        return form.large()
                && switch (value) {
                    case String text -> text.isEmpty() || text.length() > DIRECT_CHARS;
                    case byte[] bytes -> bytes.length == 0 || bytes.length > DIRECT_BYTES;
                    case null, default -> false;
                };
    }

    /** Approximate size in memory, in bytes. */
    public long size() {
        return switch (value) {
            case String text -> NUMBER_BYTES + 2L * text.length();
            case byte[] bytes -> NUMBER_BYTES + bytes.length;
            case null, default -> NUMBER_BYTES;
        };
    }

    /** Hands it to the driver. */
    public void set(PreparedStatement statement, int place, LargeValues large) throws SQLException {
        if (value == null) {
            statement.setNull(place, form.sqlType());
            return;
        }
        switch (value) {
            case String text -> set(statement, place, text, large);
            case byte[] bytes -> {
                if (located()) {
                    statement.setBlob(place, large.blob(bytes));
                } else {
                    statement.setBytes(place, bytes);
                }
            }
            case BigDecimal number -> statement.setBigDecimal(place, number);
            case Float number -> set(statement, place, number);
            case Double number -> set(statement, place, number);
            default -> throw new IllegalStateException("no bind of " + value.getClass());
        }
    }

    private void set(PreparedStatement statement, int place, String text, LargeValues large)
            throws SQLException {
        boolean national = form == BindForm.NATIONAL || form == BindForm.NCLOB;
        if (located() && national) {
            statement.setNClob(place, large.nclob(text));
        } else if (located()) {
            statement.setClob(place, large.clob(text));
        } else if (national) {
            statement.setNString(place, text);
        } else {
            statement.setString(place, text);
        }
    }

    /** The driver would make a NUMBER of it, which has no such exponents. */
    private static void set(PreparedStatement statement, int place, float number)
            throws SQLException {
        if (statement.isWrapperFor(OraclePreparedStatement.class)) {
            statement.unwrap(OraclePreparedStatement.class).setBinaryFloat(place, number);
        } else {
            statement.setFloat(place, number);
        }
    }

    private static void set(PreparedStatement statement, int place, double number)
            throws SQLException {
        if (statement.isWrapperFor(OraclePreparedStatement.class)) {
            statement.unwrap(OraclePreparedStatement.class).setBinaryDouble(place, number);
        } else {
            statement.setDouble(place, number);
        }
    }

    /** The value for people. */
    String text() {
        return switch (value) {
            case null -> "NULL";
            case String text -> "'" + text + "'";
            case byte[] bytes -> "0x" + HexFormat.of().formatHex(bytes);
            case BigDecimal number -> number.toPlainString();
            default -> value.toString();
        };
    }

    /** Whether it is an empty large object, whose length has to be compared instead. */
    boolean emptyLarge() {
        return form.large()
                && switch (value) {
                    case String text -> text.isEmpty();
                    case byte[] bytes -> bytes.length == 0;
                    case null, default -> false;
                };
    }

    /** A short text. */
    public static Bind text(String text) {
        return new Bind(BindForm.TEXT, text.isEmpty() ? null : text);
    }

    /** A text of any length; an empty one is NULL. */
    public static Bind large(String text) {
        return new Bind(BindForm.CLOB, text.isEmpty() ? null : text);
    }

    /** A whole number. */
    public static Bind number(long number) {
        return new Bind(BindForm.NUMBER, BigDecimal.valueOf(number));
    }
}
