package dev.otter.engine.postgresql.table;

import dev.otter.binlog.row.ColumnType.Kind;
import dev.otter.engine.database.LogColumn;
import dev.otter.engine.database.TableColumn;
import java.util.List;

/**
 * Gives each column of PostgreSQL the column of MySQL by which keys are hashed: one that takes at
 * least what PostgreSQL takes for equal for equal. PostgreSQL compares text byte by byte (and CHAR
 * without trailing spaces), which {@code utf8mb4_bin} widens by trailing spaces only. What may be
 * equal across source types without having the same hash gets a type under which nothing can be
 * hashed, so that the whole table is taken. Stateless.
 */
final class PostgresEquality {
    /** A name that is no type of MySQL: values of it are never hashed. */
    private static final String UNTOLD = "untold";

    private PostgresEquality() {}

    static TableColumn of(LogColumn source, TableColumn target) {
        Kind kind = source.type().kind();
        return switch (target.dataType()) {
            case "int2", "int4", "int8" ->
                    column(target, kind == Kind.YEAR ? UNTOLD : "bigint", "bigint");
            case "bool" -> column(target, "bigint", "bigint");
            case "numeric" -> column(target, "decimal", "decimal(65,30)");
            case "float4" -> column(target, "float", "float");
            case "float8" -> column(target, "double", "double");
            case "bit", "varbit" -> column(target, kind == Kind.BIT ? "bit" : UNTOLD, "bit(64)");
            case "date" -> column(target, "date", "date");
            case "time", "interval" -> column(target, "time", "time(6)");
            case "timestamp", "timestamptz" -> column(target, "datetime", "datetime(6)");
            case "bytea" -> binary(source, target);
            case "text", "varchar", "bpchar" -> text(source, target);
            default ->
                    target.members().isEmpty()
                            ? column(target, UNTOLD, UNTOLD)
                            : members(source, target);
        };
    }

    private static TableColumn binary(LogColumn source, TableColumn target) {
        return source.type().character()
                ? column(target, "varbinary", "varbinary(65535)")
                : column(target, UNTOLD, UNTOLD);
    }

    private static TableColumn text(LogColumn source, TableColumn target) {
        boolean told = source.type().character() && target.collation().isEmpty();
        return new TableColumn(
                target.name(),
                target.index(),
                told ? "varchar" : UNTOLD,
                "varchar(16383)",
                "utf8mb4",
                "utf8mb4_bin",
                List.of(),
                target.nullable(),
                target.generated(),
                false,
                false,
                target.hasDefault(),
                false);
    }

    private static TableColumn members(LogColumn source, TableColumn target) {
        boolean told = source.type().kind() == Kind.ENUM && !source.members().isEmpty();
        return new TableColumn(
                target.name(),
                target.index(),
                told ? "enum" : UNTOLD,
                "enum",
                "utf8mb4",
                "utf8mb4_bin",
                target.members(),
                target.nullable(),
                target.generated(),
                false,
                false,
                target.hasDefault(),
                false);
    }

    private static TableColumn column(TableColumn target, String dataType, String columnType) {
        return new TableColumn(
                target.name(),
                target.index(),
                dataType,
                columnType,
                "",
                "",
                List.of(),
                target.nullable(),
                target.generated(),
                false,
                false,
                target.hasDefault(),
                false);
    }
}
