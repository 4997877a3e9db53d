package dev.otter.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.engine.verify.RowDifference;
import dev.otter.engine.verify.TableComparison;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.testkit.server.Flavor;
import dev.otter.testkit.server.ServerSpec;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every pair of types that goes together, with edges and random values, from insert to delete. */
class PostgresTypesIT {
    private static final int RANDOM_ROWS = 300;

    /** A column: type of MySQL, type of PostgreSQL, values as MySQL reads them. */
    record Pairing(String mysql, String postgres, List<String> values) {
        static Pairing of(String mysql, String postgres, String... values) {
            return new Pairing(mysql, postgres, List.of(values));
        }
    }

    private static final String[] TEXTS = {
        "''",
        "'a'",
        "'it''s'",
        "'back\\\\slash'",
        "'q\"uote'",
        "'a  '",
        "'  a'",
        "'€ 数据 😀'",
        "'line\\nend\\t'",
        "'\\\\x41'",
        "'NULL'",
        "'$1 ? :x {fn}'",
        "'ñÑéÉ'",
        "REPEAT('x',180)"
    };
    private static final String[] BYTES = {
        "''", "0x00", "0xFF00FF", "'abc'", "0x5C78", "0x2700", "REPEAT(0x0001,60)"
    };
    private static final String[] MOMENTS = {
        "'1000-01-01 00:00:00'",
        "'9999-12-31 23:59:59'",
        "'2024-02-29 12:34:56'",
        "'1969-12-31 23:59:59'",
        "'1582-10-10 01:02:03'"
    };
    private static final String[] FRACTIONS = {
        "'2024-02-29 12:34:56.789012'",
        "'2024-01-01 00:00:00.000001'",
        "'2024-01-01 00:00:00.5'",
        "'2024-01-01 00:00:00.100000'"
    };
    private static final String[] JSON = {
        "'{}'",
        "'[]'",
        "'null'",
        "'\"text\"'",
        "'{\"b\":1,\"a\":[1,2.50,true,{\"k\":null}]}'",
        "'-0.001'",
        "'1e100'",
        "'{\"uni\":\"€ 😀 \\\\\"q\\\\\" \\\\\\\\\"}'",
        "'18446744073709551615'",
        "'[[[[]]]]'",
        "'{\"\":\"\"}'"
    };

    /** More than a TEXT holds, yet small enough for hundreds of rows that are logged whole. */
    private static final Pairing LARGE_TEXT =
            Pairing.of("MEDIUMTEXT", "text", "REPEAT('数据',11000)", "'x'");

    static final List<Pairing> PAIRINGS =
            List.of(
                    Pairing.of("TINYINT", "smallint", "-128", "127", "0"),
                    Pairing.of("TINYINT UNSIGNED", "integer", "255", "0"),
                    Pairing.of("TINYINT(1)", "boolean", "0", "1"),
                    Pairing.of("SMALLINT UNSIGNED", "integer", "65535", "0"),
                    Pairing.of("MEDIUMINT", "integer", "-8388608", "8388607"),
                    Pairing.of("INT", "integer", "-2147483648", "2147483647"),
                    Pairing.of("INT UNSIGNED", "bigint", "4294967295", "0"),
                    Pairing.of("INT", "numeric(12,2)", "-5", "2147483647"),
                    Pairing.of("MEDIUMINT", "real", "-8388608", "8388607"),
                    Pairing.of("INT", "double precision", "-2147483648", "7"),
                    Pairing.of("BIGINT", "bigint", "-9223372036854775808", "9223372036854775807"),
                    Pairing.of("BIGINT UNSIGNED", "numeric(20)", "18446744073709551615", "0"),
                    Pairing.of("INT(8) UNSIGNED ZEROFILL", "bigint", "7", "12345678"),
                    Pairing.of("DECIMAL(10,2)", "numeric(10,2)", "-99999999.99", "0.01", "0"),
                    Pairing.of("DECIMAL(10,2)", "numeric", "1.50", "-0.10"),
                    Pairing.of(
                            "DECIMAL(65,30)",
                            "numeric(65,30)",
                            "99999999999999999999999999999999999.999999999999999999999999999999",
                            "-0.000000000000000000000000000001"),
                    Pairing.of("DECIMAL(9,0)", "integer", "999999999", "-999999999"),
                    Pairing.of("FLOAT", "real", "3.402823466e38", "-0e0", "0.1", "1.4e-45", "1e10"),
                    Pairing.of("FLOAT", "double precision", "0.1", "-1.5", "16777217"),
                    Pairing.of(
                            "DOUBLE",
                            "double precision",
                            "1.7976931348623157e308",
                            "4.9406564584124654e-324",
                            "-0e0",
                            "0.1e0",
                            "1e23"),
                    Pairing.of("BIT(1)", "boolean", "b'0'", "b'1'"),
                    Pairing.of("BIT(5)", "bit(5)", "b'0'", "b'10101'", "b'11111'"),
                    Pairing.of("BIT(64)", "varbit", "b'0'", "~0", "b'101'"),
                    Pairing.of("BIT(20)", "bytea", "b'0'", "b'11110000111100001111'"),
                    Pairing.of("BIT(33)", "bigint", "b'0'", "b'100000000000000000000000000000001'"),
                    Pairing.of("YEAR", "smallint", "0", "1901", "2155"),
                    Pairing.of("DATE", "date", "'1000-01-01'", "'9999-12-31'", "'2024-02-29'"),
                    Pairing.of("TIME", "time", "'00:00:00'", "'23:59:59'"),
                    Pairing.of("TIME(6)", "time(6)", "'23:59:59.999999'", "'01:02:03.5'"),
                    Pairing.of(
                            "TIME(6)",
                            "interval",
                            "'-838:59:58.999999'",
                            "'838:59:59'",
                            "'-00:00:00.000001'",
                            "'24:00:00'",
                            "'0'"),
                    Pairing.of("DATETIME", "timestamp(0)", MOMENTS),
                    Pairing.of("DATETIME(6)", "timestamp", FRACTIONS),
                    Pairing.of("DATETIME(3)", "timestamp(4)", FRACTIONS),
                    Pairing.of(
                            "TIMESTAMP(6) NULL",
                            "timestamptz",
                            "'1970-01-01 00:00:01'",
                            "'2038-01-19 03:14:07.999999'",
                            "'2024-03-31 02:30:00'"),
                    Pairing.of("TIMESTAMP NULL", "timestamp", "'2024-10-27 02:30:00'"),
                    Pairing.of("CHAR(20)", "char(20)", "''", "'a'", "'€ 数据 😀'", "'a  '"),
                    Pairing.of("VARCHAR(200)", "varchar(200)", TEXTS),
                    Pairing.of("VARCHAR(200)", "text", TEXTS),
                    Pairing.of(
                            "VARCHAR(200) CHARACTER SET latin1", "text", "''", "'é ü €'", "0x8081"),
                    Pairing.of("VARCHAR(40) CHARACTER SET gbk", "text", "'数据库'", "'a'"),
                    Pairing.of("VARCHAR(40) CHARACTER SET utf16", "text", "'数据😀'", "'a'"),
                    Pairing.of("LONGTEXT", "text", TEXTS),
                    LARGE_TEXT,
                    Pairing.of("BINARY(8)", "bytea", "''", "0x00", "0xFF00000000000000", "'a'"),
                    Pairing.of("VARBINARY(200)", "bytea", BYTES),
                    Pairing.of("LONGBLOB", "bytea", BYTES),
                    Pairing.of("ENUM('a','b''c','数')", "text", "'a'", "'b''c'", "'数'"),
                    Pairing.of("ENUM('one','Two')", "colour", "'one'", "'Two'"),
                    Pairing.of("SET('x','y','z')", "text", "''", "'x'", "'x,z'", "'x,y,z'"),
                    Pairing.of("JSON", "jsonb", JSON),
                    Pairing.of("JSON", "json", JSON),
                    Pairing.of("JSON", "text", JSON),
                    Pairing.of(
                            "GEOMETRY",
                            "bytea",
                            "ST_GeomFromText('POINT(1 2)')",
                            "ST_GeomFromText('LINESTRING(0 0,1 1,2 0)')",
                            "ST_GeomFromText('POINT(10 20)',4326)"));

    @ParameterizedTest
    @EnumSource(names = {"MYSQL_8_0", "MYSQL_5_7"})
    void every_pair_of_types_holds_the_same_values(Flavor flavor) throws Exception {
        try (PostgresPair pair = new PostgresPair(ServerSpec.of(flavor))) {
            pair.create("types");
            create(pair);
            try (PipelineRun run = pair.run("types", PipelineOptions.defaults())) {
                edges(pair);
                PostgresPair.reached(run);
                pair.requireEqual("types");

                random(pair, new Random(11));
                PostgresPair.reached(run);
                pair.requireEqual("types");
                assertThat(pair.answer("SELECT count(*) FROM types.every"))
                        .first()
                        .asString()
                        .isNotEqualTo("0");
            }
            noticed(pair);
        }
    }

    /** The judge is one: a value changed in any column is told, with its row and its column. */
    private static void noticed(PostgresPair pair) throws Exception {
        Map<String, String> changed = new TreeMap<>();
        try (Connection connection = pair.target.connect(PostgresPair.DATABASE);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE types.kept AS SELECT * FROM types.every");
            for (int column = 0; column < PAIRINGS.size(); column++) {
                String id = valued(statement, column, changed.keySet());
                statement.execute(
                        "UPDATE types.every SET c%d=NULL WHERE id=%s".formatted(column, id));
                changed.put("id=" + id, "c" + column);
            }

            List<TableComparison> unequal =
                    pair.compare("types", 2 * PAIRINGS.size()).stream()
                            .filter(one -> !one.equal())
                            .toList();

            assertThat(unequal).hasSize(1);
            assertThat(told(unequal.getFirst())).isEqualTo(changed);
            statement.execute("DELETE FROM types.every");
            statement.execute("INSERT INTO types.every SELECT * FROM types.kept");
            statement.execute("DROP TABLE types.kept");
        }
        pair.requireEqual("types");
    }

    /** The first row with a value in a column that is none of those with these keys. */
    private static String valued(Statement statement, int column, Set<String> used)
            throws SQLException {
        try (ResultSet rows =
                statement.executeQuery(
                        "SELECT id FROM types.every WHERE c%d IS NOT NULL ORDER BY id"
                                .formatted(column))) {
            while (rows.next()) {
                if (!used.contains("id=" + rows.getString(1))) {
                    return rows.getString(1);
                }
            }
        }
        throw new AssertionError("no row is left for column " + PAIRINGS.get(column));
    }

    /** By key, the columns that are told to differ. */
    private static Map<String, String> told(TableComparison comparison) {
        Map<String, String> told = new TreeMap<>();
        for (RowDifference difference : comparison.shown()) {
            String columns =
                    difference instanceof RowDifference.Different(String _, var values)
                            ? values.stream()
                                    .map(RowDifference.Value::column)
                                    .collect(Collectors.joining(","))
                            : difference.toString();
            told.put(difference.key(), columns);
        }
        return told;
    }

    private static void create(PostgresPair pair) throws SQLException {
        StringBuilder mysql = new StringBuilder("CREATE TABLE types.every (id INT PRIMARY KEY");
        StringBuilder postgres = new StringBuilder("CREATE TABLE types.every (id int PRIMARY KEY");
        for (int i = 0; i < PAIRINGS.size(); i++) {
            mysql.append(", c").append(i).append(' ').append(PAIRINGS.get(i).mysql());
            String type = PAIRINGS.get(i).postgres();
            postgres.append(", c")
                    .append(i)
                    .append(' ')
                    .append(type.equals("colour") ? "types.colour" : type);
        }
        pair.onSource(mysql + ") CHARACTER SET utf8mb4");
        pair.onTarget("CREATE TYPE types.colour AS ENUM ('Two','one')", postgres + ")");
    }

    private static Connection session(PostgresPair pair) throws SQLException {
        Connection connection = pair.source.connect();
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET SESSION sql_mode='STRICT_ALL_TABLES', time_zone='+00:00'");
        }
        return connection;
    }

    private static String names() {
        StringBuilder names = new StringBuilder("id");
        for (int i = 0; i < PAIRINGS.size(); i++) {
            names.append(",c").append(i);
        }
        return names.toString();
    }

    /**
     * As many rows as the column with most values has, one of NULLs, and changes of each column.
     */
    private static void edges(PostgresPair pair) throws SQLException {
        int most = PAIRINGS.stream().mapToInt(p -> p.values().size()).max().orElseThrow();
        try (Connection connection = session(pair);
                Statement statement = connection.createStatement()) {
            for (int row = 0; row < most; row++) {
                int at = row;
                statement.execute(
                        "INSERT INTO types.every (%s) VALUES (%d,%s)"
                                .formatted(
                                        names(),
                                        row,
                                        PAIRINGS.stream()
                                                .map(p -> p.values().get(at % p.values().size()))
                                                .collect(Collectors.joining(","))));
            }
            statement.execute("INSERT INTO types.every (id) VALUES (1000)");
            statement.execute(
                    "INSERT INTO types.every (id, c%d) VALUES (1001, REPEAT('数据',70000))"
                            .formatted(PAIRINGS.indexOf(LARGE_TEXT)));
            connection.setAutoCommit(false);
            for (int i = 0; i < PAIRINGS.size(); i++) {
                List<String> values = PAIRINGS.get(i).values();
                for (int row = 0; row < most; row++) {
                    statement.execute(
                            "UPDATE types.every SET c%d=%s WHERE id=%d"
                                    .formatted(i, values.get((row + i + 1) % values.size()), row));
                }
                connection.commit();
            }
        }
    }

    private static void random(PostgresPair pair, Random random) throws SQLException {
        List<Integer> live = new ArrayList<>();
        try (Connection connection = session(pair);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (int row = 0; row < RANDOM_ROWS; row++) {
                int id = 2000 + row;
                statement.execute(
                        "INSERT INTO types.every (%s) VALUES (%d,%s)"
                                .formatted(
                                        names(),
                                        id,
                                        PAIRINGS.stream()
                                                .map(p -> value(p, random))
                                                .collect(Collectors.joining(","))));
                live.add(id);
                for (int i = 0; i < 3; i++) {
                    change(statement, live, random);
                }
                if (random.nextInt(4) == 0) {
                    connection.commit();
                }
            }
            connection.commit();
        }
    }

    private static void change(Statement statement, List<Integer> live, Random random)
            throws SQLException {
        int id = live.get(random.nextInt(live.size()));
        int column = random.nextInt(PAIRINGS.size());
        switch (random.nextInt(8)) {
            case 0 -> {
                statement.execute("DELETE FROM types.every WHERE id=" + id);
                live.remove(Integer.valueOf(id));
                if (live.isEmpty()) {
                    statement.execute("INSERT INTO types.every (id) VALUES (" + id + ")");
                    live.add(id);
                }
            }
            case 1 -> {
                int renamed = 100_000 + random.nextInt(1_000_000);
                statement.execute(
                        "UPDATE types.every SET id=%d WHERE id=%d".formatted(renamed, id));
                live.remove(Integer.valueOf(id));
                live.add(renamed);
            }
            default ->
                    statement.execute(
                            "UPDATE types.every SET c%d=%s WHERE id=%d"
                                    .formatted(column, value(PAIRINGS.get(column), random), id));
        }
    }

    private static String value(Pairing pairing, Random random) {
        return random.nextInt(10) == 0
                ? "NULL"
                : pairing.values().get(random.nextInt(pairing.values().size()));
    }
}
