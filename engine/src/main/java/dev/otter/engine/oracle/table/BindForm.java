package dev.otter.engine.oracle.table;

import dev.otter.engine.database.TableColumn;
import java.sql.Types;

/** How a value is handed to the driver for one column, and what stands for it in the statement. */
public enum BindForm {
    NUMBER("?", Types.NUMERIC),
    BINARY_FLOAT("?", Types.REAL),
    BINARY_DOUBLE("?", Types.DOUBLE),
    /** VARCHAR2 and CHAR. */
    TEXT("?", Types.VARCHAR),
    /** NVARCHAR2 and NCHAR. */
    NATIONAL("?", Types.NVARCHAR),
    /** CLOB, and JSON, which is made of text. */
    CLOB("?", Types.CLOB),
    NCLOB("?", Types.NCLOB),
    RAW("?", Types.VARBINARY),
    BLOB("?", Types.BLOB),
    // Times go as text: the driver's own types have calendars and zones of their own.
    DATE("TO_DATE(?,'YYYY-MM-DD HH24:MI:SS')", Types.VARCHAR),
    TIMESTAMP("TO_TIMESTAMP(?,'YYYY-MM-DD HH24:MI:SS.FF6')", Types.VARCHAR),
    ZONED("TO_TIMESTAMP_TZ(?,'YYYY-MM-DD HH24:MI:SS.FF6 TZH:TZM')", Types.VARCHAR),
    INTERVAL("CAST(? AS INTERVAL DAY(9) TO SECOND(6))", Types.VARCHAR);

    private final String sql;
    private final int sqlType;

    BindForm(String sql, int sqlType) {
        this.sql = sql;
        this.sqlType = sqlType;
    }

    /** The form for a column that {@link ValueFit} has let pass. */
    static BindForm of(TableColumn column) {
        return switch (column.dataType()) {
            case "number" -> NUMBER;
            case "binary_float" -> BINARY_FLOAT;
            case "binary_double" -> BINARY_DOUBLE;
            case "varchar2", "char" -> TEXT;
            case "nvarchar2", "nchar" -> NATIONAL;
            case "clob", "json" -> CLOB;
            case "nclob" -> NCLOB;
            case "raw" -> RAW;
            case "blob" -> BLOB;
            case "date" -> DATE;
            case "timestamp" -> TIMESTAMP;
            case "timestamp with time zone", "timestamp with local time zone" -> ZONED;
            case "interval day to second" -> INTERVAL;
            default -> throw new IllegalStateException("no value goes into " + column.columnType());
        };
    }

    /** What stands in the statement, with one place for a value. */
    String sql() {
        return sql;
    }

    /** The type of {@link Types} for NULL. */
    int sqlType() {
        return sqlType;
    }

    /** Whether values are large objects, which cannot be compared with {@code =}. */
    boolean large() {
        return this == CLOB || this == NCLOB || this == BLOB;
    }

    /** Whether an empty value is NULL for Oracle. */
    boolean emptyIsNull() {
        return this == TEXT || this == NATIONAL || this == RAW;
    }
}
