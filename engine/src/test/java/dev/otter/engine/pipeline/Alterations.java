package dev.otter.engine.pipeline;

import dev.otter.engine.database.LogColumn;
import java.util.List;
import java.util.Random;

/** Makes random statements that alter a table and that any server can run on it. */
final class Alterations {
    private static final List<String> TYPES =
            List.of(
                    "INT",
                    "INT UNSIGNED",
                    "BIGINT",
                    "VARCHAR(20)",
                    "VARCHAR(20) CHARACTER SET latin1",
                    "CHAR(5) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin",
                    "TEXT",
                    "VARBINARY(9)",
                    "ENUM('a','b','it''s')",
                    "SET('p','q')",
                    "DECIMAL(9,2)",
                    "DOUBLE",
                    "DATETIME(3)",
                    "FLOAT(30)",
                    "BOOL");

    private final Random random;
    private final boolean renames;
    private int number;

    /**
     * @param renames whether the server knows RENAME COLUMN
     */
    Alterations(Random random, boolean renames) {
        this.random = random;
        this.renames = renames;
    }

    /** The next statement for a table that has these columns, of which {@code id} stays. */
    String next(String database, String table, List<LogColumn> all) {
        List<LogColumn> columns = all.stream().filter(one -> !one.name().equals("id")).toList();
        List<String> names = columns.stream().map(LogColumn::name).toList();
        String name = "`" + database + "`.`" + table + "`";
        String one = names.get(random.nextInt(names.size()));
        return "ALTER TABLE "
                + name
                + " "
                + switch (random.nextInt(10)) {
                    case 0, 1 -> "ADD COLUMN " + fresh() + " " + type() + place(names, "");
                    case 2 -> names.size() < 4 ? "ADD " + fresh() + " " + type() : "DROP " + one;
                    case 3 -> "MODIFY `" + one + "` VARCHAR(40)" + place(names, one);
                    case 4 -> "CHANGE `" + one + "` " + fresh() + " TEXT" + place(names, one);
                    case 5 -> swap(columns);
                    case 6 -> rename(columns, one);
                    case 7 ->
                            "ADD ("
                                    + fresh()
                                    + " "
                                    + type()
                                    + ", "
                                    + fresh()
                                    + " "
                                    + type()
                                    + "), DROP `"
                                    + one
                                    + "`";
                    case 8 -> "CONVERT TO CHARACTER SET " + (random.nextBoolean() ? "utf8" : "gbk");
                    default -> "ADD INDEX (`id`), COMMENT = 'a, b) DROP c', DEFAULT CHARSET=latin2";
                };
    }

    private String fresh() {
        return "n" + number++;
    }

    private String type() {
        return TYPES.get(random.nextInt(TYPES.size()));
    }

    private String place(List<String> names, String itself) {
        String other = names.get(random.nextInt(names.size()));
        return switch (random.nextInt(3)) {
            case 0 -> " FIRST";
            case 1 -> other.equals(itself) ? " AFTER id" : " AFTER `" + other + "`";
            default -> "";
        };
    }

    /** Two columns of one type take each other's name: nothing but the statement tells. */
    private String swap(List<LogColumn> columns) {
        for (int i = 0; i < columns.size(); i++) {
            for (int j = i + 1; j < columns.size(); j++) {
                if (columns.get(i).type().kind() == columns.get(j).type().kind()) {
                    String a = columns.get(i).name();
                    String b = columns.get(j).name();
                    return renames
                            ? "RENAME COLUMN `%s` TO `%s`, RENAME COLUMN `%s` TO `%s`"
                                    .formatted(a, b, b, a)
                            : "CHANGE `%s` `%s` BIGINT, CHANGE `%s` `%s` BIGINT"
                                    .formatted(a, b, b, a);
                }
            }
        }
        return "ADD " + fresh() + " " + type() + ", ADD " + fresh() + " INT FIRST";
    }

    private String rename(List<LogColumn> columns, String one) {
        if (renames) {
            return "RENAME COLUMN `" + one + "` TO " + fresh();
        }
        return columns.size() > 5 ? "DROP `" + one + "`" : "ADD " + fresh() + " " + type();
    }
}
