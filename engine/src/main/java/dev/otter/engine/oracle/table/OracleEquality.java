package dev.otter.engine.oracle.table;

import dev.otter.binlog.row.ColumnType.Kind;
import dev.otter.engine.database.LogColumn;
import dev.otter.engine.database.TableColumn;
import java.util.List;

/**
 * Gives each column of Oracle the column of MySQL by which keys are hashed: one that takes at least
 * what Oracle takes for equal for equal. Oracle compares text byte by byte (and CHAR without
 * trailing spaces), which {@code utf8mb4_bin} widens by trailing spaces only. What may be equal
 * across source types without having the same hash gets a type under which nothing can be hashed,
 * so that the whole table is taken. Stateless.
 */
final class OracleEquality {
    /** A name that is no type of MySQL: values of it are never hashed. */
    private static final String UNTOLD = "untold";

    private OracleEquality() {}

    static TableColumn of(LogColumn source, TableColumn target) {
        Kind kind = source.type().kind();
        return switch (target.dataType()) {
            case "number" -> {
                boolean told = kind.integer() || kind == Kind.DECIMAL;
                yield column(target, told ? "decimal" : UNTOLD, "decimal(65,30)");
            }
            case "binary_float" -> column(target, "float", "float");
            case "binary_double" -> column(target, "double", "double");
            case "date" -> column(target, kind == Kind.DATE ? "date" : UNTOLD, "date");
            case "interval day to second" -> column(target, "time", "time(6)");
            case "timestamp", "timestamp with time zone", "timestamp with local time zone" ->
                    column(target, "datetime", "datetime(6)");
            case "raw" ->
                    source.type().character()
                            ? column(target, "varbinary", "varbinary(65535)")
                            : column(target, UNTOLD, UNTOLD);
            case "varchar2", "nvarchar2", "char", "nchar" -> text(source, target);
            default -> column(target, UNTOLD, UNTOLD);
        };
    }

    private static TableColumn text(LogColumn source, TableColumn target) {
        boolean told = source.type().character() && target.collation().isEmpty();
        return column(
                target, told ? "varchar" : UNTOLD, "varchar(16383)", "utf8mb4", "utf8mb4_bin");
    }

    private static TableColumn column(TableColumn target, String dataType, String columnType) {
        return column(target, dataType, columnType, "", "");
    }

    private static TableColumn column(
            TableColumn target,
            String dataType,
            String columnType,
            String charset,
            String collation) {
        return new TableColumn(
                target.name(),
                target.index(),
                dataType,
                columnType,
                charset,
                collation,
                List.of(),
                target.nullable(),
                target.generated(),
                false,
                false,
                target.hasDefault(),
                false);
    }
}
