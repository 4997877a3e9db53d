package dev.otter.engine.database;

import dev.otter.binlog.row.ColumnType;
import dev.otter.binlog.row.ColumnType.Kind;
import dev.otter.binlog.row.ColumnType.Sign;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * Columns of a source table as its log would write them now, for logs that do not say it. Kind and
 * sign are those of the log; sizes are left 0 where the log itself tells them. Stateless.
 */
public final class LogColumns {
    private static final Set<String> MARIADB_FIXED = Set.of("uuid", "inet6", "inet4");

    private LogColumns() {}

    /** All columns in the table's order. */
    public static List<LogColumn> of(TargetTable table) {
        return table.columns().stream().map(LogColumns::of).toList();
    }

    private static LogColumn of(TableColumn column) {
        Kind kind = kind(column);
        boolean members = kind == Kind.ENUM || kind == Kind.SET;
        boolean text = new ColumnType(kind, Sign.UNKNOWN, 0, 0).character() || compressed(kind);
        String charset = column.charset();
        if (text && charset.isEmpty() && MARIADB_FIXED.contains(column.dataType())) {
            charset = "binary";
        }
        return new LogColumn(
                column.name(),
                new ColumnType(kind, sign(kind, column), 0, 0),
                text ? charset : "",
                column.members().stream().map(m -> m.getBytes(StandardCharsets.UTF_8)).toList(),
                members ? "utf8mb4" : "",
                column.generated());
    }

    private static boolean compressed(Kind kind) {
        return kind == Kind.COMPRESSED_VARCHAR || kind == Kind.COMPRESSED_BLOB;
    }

    private static Sign sign(Kind kind, TableColumn column) {
        if (!new ColumnType(kind, Sign.UNKNOWN, 0, 0).numeric()) {
            return kind == Kind.BIT || kind == Kind.ENUM || kind == Kind.SET
                    ? Sign.UNSIGNED
                    : Sign.UNKNOWN;
        }
        return column.unsigned() ? Sign.UNSIGNED : Sign.SIGNED;
    }

    private static Kind kind(TableColumn column) {
        boolean compressed = column.columnType().contains("compressed");
        return switch (column.dataType()) {
            case "tinyint" -> Kind.TINYINT;
            case "smallint" -> Kind.SMALLINT;
            case "mediumint" -> Kind.MEDIUMINT;
            case "int" -> Kind.INT;
            case "bigint" -> Kind.BIGINT;
            case "float" -> Kind.FLOAT;
            case "double" -> Kind.DOUBLE;
            case "decimal" -> Kind.DECIMAL;
            case "bit" -> Kind.BIT;
            case "year" -> Kind.YEAR;
            case "date" -> Kind.DATE;
            case "time" -> old(column) ? Kind.OLD_TIME : Kind.TIME;
            case "datetime" -> old(column) ? Kind.OLD_DATETIME : Kind.DATETIME;
            case "timestamp" -> old(column) ? Kind.OLD_TIMESTAMP : Kind.TIMESTAMP;
            case "varchar", "varbinary" -> compressed ? Kind.COMPRESSED_VARCHAR : Kind.VARCHAR;
            case "char", "binary", "uuid", "inet6", "inet4" -> Kind.CHAR;
            case "tinytext", "text", "mediumtext", "longtext" ->
                    compressed ? Kind.COMPRESSED_BLOB : Kind.BLOB;
            case "tinyblob", "blob", "mediumblob", "longblob" ->
                    compressed ? Kind.COMPRESSED_BLOB : Kind.BLOB;
            case "enum" -> Kind.ENUM;
            case "set" -> Kind.SET;
            case "json" -> Kind.JSON;
            case "vector" -> Kind.VECTOR;
            case "geometry", "point", "linestring", "polygon" -> Kind.GEOMETRY;
            case "multipoint", "multilinestring", "multipolygon" -> Kind.GEOMETRY;
            case "geometrycollection", "geomcollection" -> Kind.GEOMETRY;
            default ->
                    throw new OtterException(
                            ErrorCode.TABLE_MISMATCH,
                            "type " + column.columnType() + " is not known",
                            "column " + column.name(),
                            "Take the column's table out of the pipeline.");
        };
    }

    /** MariaDB marks columns that still have the format of MySQL 5.5. */
    private static boolean old(TableColumn column) {
        return column.columnType().contains("mariadb-5.3");
    }
}
