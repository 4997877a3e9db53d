package dev.otter.engine.dialect;

/** Types of MySQL and MariaDB, those alike taken together. */
public enum MysqlKind {
    TINYINT,
    SMALLINT,
    MEDIUMINT,
    INT,
    BIGINT,
    DECIMAL,
    FLOAT,
    DOUBLE,
    BIT,
    YEAR,
    DATE,
    TIME,
    DATETIME,
    TIMESTAMP,
    CHAR,
    VARCHAR,
    /** Text without a length of its own. */
    TEXT,
    BINARY,
    VARBINARY,
    BLOB,
    ENUM,
    SET,
    JSON,
    GEOMETRY,
    VECTOR;

    /** Whether it holds whole numbers. */
    public boolean whole() {
        return switch (this) {
            case TINYINT, SMALLINT, MEDIUMINT, INT, BIGINT, YEAR -> true;
            case DECIMAL, FLOAT, DOUBLE, BIT, DATE, TIME, DATETIME, TIMESTAMP -> false;
            case CHAR, VARCHAR, TEXT, BINARY, VARBINARY, BLOB -> false;
            case ENUM, SET, JSON, GEOMETRY, VECTOR -> false;
        };
    }
}
