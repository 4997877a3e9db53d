package dev.otter.engine.pipeline;

import static dev.otter.engine.pipeline.OraclePair.reached;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.engine.load.schedule.GroupLimits;
import dev.otter.model.channel.ApplyMode;
import dev.otter.model.channel.ErrorPolicy;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.testkit.server.ServerSpec;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Random work over all types that H2 knows in Oracle's spelling, with restarts, read back by other
 * means than it was written and compared row by row.
 */
class OracleTypesIT {
    private static final int TRANSACTIONS = 240;
    private static final int RESTARTS = 4;
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS");

    private static OraclePair pair;

    /** How a column is read on both sides, into texts that are equal for equal values. */
    private enum Reading {
        NUMBER,
        REAL,
        SINGLE,
        TEXT,
        /** Text whose empty value is NULL on the target. */
        SHORT_TEXT,
        BYTES,
        SHORT_BYTES,
        MOMENT,
        ZONED,
        SPAN,
        JSON
    }

    /** A column: types of both sides, and values as MySQL reads them. */
    private record Pairing(String mysql, String oracle, Reading reading, List<String> values) {
        static Pairing of(String mysql, String oracle, Reading reading, String... values) {
            return new Pairing(mysql, oracle, reading, List.of(values));
        }

        String value(Random random) {
            return random.nextInt(8) == 0 ? "NULL" : values.get(random.nextInt(values.size()));
        }
    }

    private static final List<Pairing> PAIRINGS =
            List.of(
                    Pairing.of("TINYINT", "NUMBER(3)", Reading.NUMBER, "-128", "127", "0"),
                    Pairing.of("SMALLINT UNSIGNED", "NUMBER(5)", Reading.NUMBER, "65535", "0"),
                    Pairing.of("MEDIUMINT", "NUMBER(7)", Reading.NUMBER, "-8388608", "8388607"),
                    Pairing.of("INT", "NUMBER(12,2)", Reading.NUMBER, "-2147483648", "7"),
                    Pairing.of("BIGINT", "NUMBER(19)", Reading.NUMBER, "-9223372036854775808", "1"),
                    Pairing.of(
                            "BIGINT UNSIGNED",
                            "NUMBER(20)",
                            Reading.NUMBER,
                            "18446744073709551615"),
                    Pairing.of(
                            "DECIMAL(10,2)",
                            "NUMBER(10,2)",
                            Reading.NUMBER,
                            "-99999999.99",
                            "0.01"),
                    Pairing.of(
                            "DECIMAL(38,10)",
                            "NUMBER(38,10)",
                            Reading.NUMBER,
                            "9999999999999999999999999999.9999999999",
                            "-0.0000000001"),
                    Pairing.of(
                            "DECIMAL(20,5)",
                            "NUMBER",
                            Reading.NUMBER,
                            "123456789012345.67891",
                            "0"),
                    Pairing.of(
                            "FLOAT",
                            "BINARY_FLOAT",
                            Reading.SINGLE,
                            "3.402823466e38",
                            "0.1",
                            "1.4e-45"),
                    Pairing.of("FLOAT", "BINARY_DOUBLE", Reading.REAL, "0.1", "-1.5"),
                    Pairing.of(
                            "DOUBLE",
                            "BINARY_DOUBLE",
                            Reading.REAL,
                            "1.7976931348623157e308",
                            "4.9406564584124654e-324",
                            "0.1e0",
                            "1e23"),
                    Pairing.of("BIT(64)", "NUMBER(20)", Reading.NUMBER, "b'0'", "~0", "b'101'"),
                    Pairing.of("BIT(12)", "RAW(2)", Reading.BYTES, "b'0'", "b'101010101010'"),
                    Pairing.of("YEAR", "NUMBER(4)", Reading.NUMBER, "1901", "2155", "0"),
                    Pairing.of(
                            "DATE",
                            "DATE",
                            Reading.MOMENT,
                            "'1000-01-01'",
                            "'9999-12-31'",
                            "'2024-02-29'"),
                    Pairing.of(
                            "DATETIME",
                            "DATE",
                            Reading.MOMENT,
                            "'2024-03-31 02:30:00'",
                            "'1582-10-04 23:59:59'"),
                    Pairing.of(
                            "DATETIME(6)",
                            "TIMESTAMP(6)",
                            Reading.MOMENT,
                            "'2024-02-29 12:34:56.789012'",
                            "'0001-01-01 00:00:00.000001'"),
                    Pairing.of(
                            "TIMESTAMP(3) NULL",
                            "TIMESTAMP(6)",
                            Reading.MOMENT,
                            "'2038-01-19 03:14:07.999'",
                            "'1970-01-02 00:00:00'"),
                    Pairing.of(
                            "TIMESTAMP(6) NULL",
                            "TIMESTAMP(6) WITH TIME ZONE",
                            Reading.ZONED,
                            "'2024-10-27 02:30:00.5'",
                            "'1970-01-02 00:00:01'"),
                    Pairing.of(
                            "TIME(6)",
                            "INTERVAL DAY(2) TO SECOND(6)",
                            Reading.SPAN,
                            "'-838:59:59'",
                            "'838:59:59'",
                            "'-00:00:00.000001'",
                            "'24:00:00'"),
                    Pairing.of(
                            "VARCHAR(200)",
                            "VARCHAR2(200 CHAR)",
                            Reading.SHORT_TEXT,
                            "'数据 😀'",
                            "'it''s ? :1'",
                            "''",
                            "'  '",
                            "CONCAT('a',CHAR(0),'b')"),
                    Pairing.of(
                            "VARCHAR(20) CHARACTER SET latin1",
                            "VARCHAR2(20 CHAR)",
                            Reading.SHORT_TEXT,
                            "'Ärger €'",
                            "'x'"),
                    Pairing.of(
                            "MEDIUMTEXT",
                            "CLOB",
                            Reading.TEXT,
                            "REPEAT('数据',11000)",
                            "''",
                            "'x'",
                            "REPEAT('y',4001)"),
                    Pairing.of("VARBINARY(50)", "RAW(50)", Reading.SHORT_BYTES, "X'00FF10'", "''"),
                    Pairing.of(
                            "BINARY(4)",
                            "RAW(4)",
                            Reading.BYTES,
                            "X'01'",
                            "X'00000000'",
                            "X'FFFFFFFF'"),
                    Pairing.of(
                            "MEDIUMBLOB",
                            "BLOB",
                            Reading.BYTES,
                            "REPEAT(X'00FF',10000)",
                            "''",
                            "X'01'"),
                    Pairing.of(
                            "ENUM('a','ü','')",
                            "VARCHAR2(9 CHAR)",
                            Reading.SHORT_TEXT,
                            "'a'",
                            "'ü'",
                            "''"),
                    Pairing.of(
                            "SET('x','y','z')",
                            "VARCHAR2(9 CHAR)",
                            Reading.SHORT_TEXT,
                            "'x,z'",
                            "''",
                            "'y'"),
                    Pairing.of(
                            "JSON",
                            "CLOB",
                            Reading.JSON,
                            "'{}'",
                            "'{\"b\":1,\"a\":[1,true,null,\"x\"]}'",
                            "'\"数\"'",
                            "'null'"));

    @BeforeAll
    static void start() {
        pair = new OraclePair(ServerSpec.mysql80().withRowMetadata(ServerSpec.RowMetadata.FULL));
    }

    @AfterAll
    static void close() {
        pair.close();
    }

    private static String columns(String form) {
        return IntStream.range(0, PAIRINGS.size())
                .mapToObj(i ->
                        form.equals("mysql")
                                ? "c" + i + " " + PAIRINGS.get(i).mysql()
                                : "C" + i + " " + PAIRINGS.get(i).oracle())
                .collect(Collectors.joining(", "));
    }

    @ParameterizedTest
    @CsvSource({"strict,4,11", "strict,1,12", "repair,3,13"})
    void random_work_arrives_once_and_whole(String mode, int appliers, long seed) throws Exception {
        String name = "types_" + mode + appliers;
        create(name);
        PipelineOptions options =
                new PipelineOptions(
                        appliers,
                        ApplyMode.valueOf(mode.toUpperCase(Locale.ROOT)),
                        ErrorPolicy.STOP);
        PipelineSizes sizes = new PipelineSizes(32, 200_000, 8L << 20, GroupLimits.defaults());
        pair.run(name, options, sizes).close();
        Random random = new Random(seed);
        try (Connection connection = pair.source.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET time_zone='+00:00', sql_mode=''");
            connection.setAutoCommit(false);
            for (int restart = 0; restart < RESTARTS; restart++) {
                try (PipelineRun run = pair.run(name, options, sizes)) {
                    for (int i = 0; i < TRANSACTIONS / RESTARTS; i++) {
                        transaction(statement, name, random, restart * 1000 + i);
                        connection.commit();
                    }
                    if (restart == RESTARTS - 1) {
                        reached(run);
                    }
                }
            }
            compare(statement, name);
        }
    }

    private static void create(String name) throws SQLException {
        pair.create(name);
        pair.onSource(
                "CREATE TABLE %s.t (id INT PRIMARY KEY, u INT UNIQUE, %s)"
                        .formatted(name, columns("mysql")),
                ("CREATE TABLE %1$s.entry (id INT, part VARCHAR(9), item INT,"
                                + " PRIMARY KEY (id, part),"
                                + " FOREIGN KEY (item) REFERENCES %1$s.t (id))")
                        .formatted(name),
                "CREATE TABLE %s.ledger (n INT, what VARCHAR(20))".formatted(name));
        pair.target.execute(
                "CREATE TABLE %s.T (ID NUMBER(10) PRIMARY KEY, U NUMBER(10) UNIQUE, %s)"
                        .formatted(name, columns("oracle")),
                ("CREATE TABLE %1$s.ENTRY (ID NUMBER(10), PART VARCHAR2(9 CHAR),"
                                + " ITEM NUMBER(10), PRIMARY KEY (ID, PART),"
                                + " FOREIGN KEY (ITEM) REFERENCES %1$s.T (ID))")
                        .formatted(name),
                "CREATE TABLE %s.LEDGER (N NUMBER(10), WHAT VARCHAR2(20 CHAR))".formatted(name));
    }

    private static void transaction(Statement statement, String name, Random random, int number)
            throws SQLException {
        int steps = 1 + random.nextInt(6);
        for (int step = 0; step < steps; step++) {
            int id = random.nextInt(40);
            switch (random.nextInt(6)) {
                case 0, 1 ->
                        statement.executeUpdate(
                                "INSERT IGNORE INTO %s.t VALUES (%d, %d, %s)"
                                        .formatted(
                                                name, id, 1000 + random.nextInt(60), row(random)));
                case 2 ->
                        statement.executeUpdate(
                                "UPDATE %s.t SET c%d=NULL WHERE id<%d"
                                        .formatted(name, column(random), id / 8));
                case 3 -> {
                    int column = column(random);
                    statement.executeUpdate(
                            "UPDATE IGNORE %s.t SET c%d=%s, u=%d WHERE id=%d"
                                    .formatted(
                                            name,
                                            column,
                                            PAIRINGS.get(column).value(random),
                                            1000 + random.nextInt(60),
                                            id));
                }
                case 4 -> {
                    statement.executeUpdate(
                            "DELETE FROM %s.entry WHERE item=%d".formatted(name, id));
                    statement.executeUpdate("DELETE FROM %s.t WHERE id=%d".formatted(name, id));
                }
                default ->
                        statement.executeUpdate(
                                "INSERT IGNORE INTO %1$s.entry SELECT %2$d, 'p%3$d', MIN(id) FROM %1$s.t"
                                        .formatted(name, random.nextInt(50), random.nextInt(3)));
            }
        }
        statement.executeUpdate(
                "INSERT INTO %1$s.ledger VALUES (%2$d, 'x'), (%2$d, 'x')".formatted(name, number));
        if (random.nextBoolean()) {
            statement.executeUpdate(
                    "DELETE FROM %s.ledger WHERE n=%d LIMIT 1".formatted(name, number));
        }
    }

    private static int column(Random random) {
        return random.nextInt(PAIRINGS.size());
    }

    private static String row(Random random) {
        return PAIRINGS.stream().map(one -> one.value(random)).collect(Collectors.joining(","));
    }

    private static void compare(Statement source, String name) throws SQLException {
        List<String> there = new ArrayList<>();
        try (Connection connection = pair.target.connector().connect();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT * FROM %s.T ORDER BY ID".formatted(name))) {
            while (rows.next()) {
                there.add(target(rows));
            }
        }
        List<String> here = new ArrayList<>();
        String select =
                IntStream.range(0, PAIRINGS.size())
                        .mapToObj(i ->
                                switch (PAIRINGS.get(i).reading()) {
                                    case NUMBER -> "c" + i + "+0";
                                    case REAL, SINGLE -> "c" + i + "*1e0";
                                    case MOMENT, ZONED ->
                                            "DATE_FORMAT(c" + i + ",'%Y-%m-%d %H:%i:%s.%f')";
                                    case SPAN -> "CAST(c" + i + " AS CHAR)";
                                    // Of a BIT alone HEX tells the number.
                                    case BYTES, SHORT_BYTES -> "LOWER(HEX(CONCAT(c" + i + ",'')))";
                                    default -> "CAST(c" + i + " AS CHAR)";
                                })
                        .collect(Collectors.joining(","));
        try (ResultSet rows =
                source.executeQuery(
                        "SELECT id,u,%s FROM %s.t ORDER BY id".formatted(select, name))) {
            while (rows.next()) {
                here.add(source(rows));
            }
        }
        assertThat(here).hasSizeGreaterThan(5);
        assertThat(there).containsExactlyElementsOf(here);
        for (String table : List.of("ENTRY", "LEDGER")) {
            List<String> wanted = new ArrayList<>();
            int columns = table.equals("ENTRY") ? 3 : 2;
            try (ResultSet rows =
                    source.executeQuery(
                            "SELECT * FROM %s.%s ORDER BY 1,2"
                                    .formatted(name, table.toLowerCase(Locale.ROOT)))) {
                while (rows.next()) {
                    List<String> row = new ArrayList<>();
                    for (int column = 1; column <= columns; column++) {
                        row.add(String.valueOf(rows.getString(column)));
                    }
                    wanted.add(String.join("|", row));
                }
            }
            assertThat(pair.target.rows("SELECT * FROM %s.%s ORDER BY 1,2".formatted(name, table)))
                    .containsExactlyElementsOf(wanted);
        }
    }

    private static String source(ResultSet row) throws SQLException {
        StringBuilder text =
                new StringBuilder(row.getString(1)).append('|').append(row.getString(2));
        for (int i = 0; i < PAIRINGS.size(); i++) {
            String value = row.getString(i + 3);
            text.append("\n").append(PAIRINGS.get(i).mysql()).append('=');
            text.append(value == null ? null : source(PAIRINGS.get(i).reading(), value));
        }
        return text.toString();
    }

    private static String source(Reading reading, String value) {
        return switch (reading) {
            case NUMBER -> new BigDecimal(value).stripTrailingZeros().toPlainString();
            case REAL -> Double.toString(Double.parseDouble(value));
            case SINGLE -> Float.toString((float) Double.parseDouble(value));
            case SHORT_TEXT, SHORT_BYTES -> value.isEmpty() ? "null" : value;
            case SPAN -> span(value).toString();
            case JSON -> value.replace(" ", "");
            case TEXT, BYTES, MOMENT, ZONED -> value;
        };
    }

    private static Duration span(String printed) {
        boolean negative = printed.startsWith("-");
        String[] parts = (negative ? printed.substring(1) : printed).split("[:.]");
        Duration length =
                Duration.ofHours(Long.parseLong(parts[0]))
                        .plusMinutes(Long.parseLong(parts[1]))
                        .plusSeconds(Long.parseLong(parts[2]))
                        .plusNanos(1000 * Long.parseLong(parts[3]));
        return negative ? length.negated() : length;
    }

    private static String target(ResultSet row) throws SQLException {
        StringBuilder text =
                new StringBuilder(row.getString(1)).append('|').append(row.getString(2));
        for (int i = 0; i < PAIRINGS.size(); i++) {
            text.append("\n").append(PAIRINGS.get(i).mysql()).append('=');
            boolean there = row.getObject(i + 3) != null;
            text.append(there ? target(row, i + 3, PAIRINGS.get(i).reading()) : null);
        }
        return text.toString();
    }

    private static String target(ResultSet row, int column, Reading reading) throws SQLException {
        return switch (reading) {
            case NUMBER -> row.getBigDecimal(column).stripTrailingZeros().toPlainString();
            case REAL -> Double.toString(row.getDouble(column));
            case SINGLE -> Float.toString(row.getFloat(column));
            case TEXT, SHORT_TEXT -> row.getString(column);
            case BYTES, SHORT_BYTES -> HexFormat.of().formatHex(row.getBytes(column));
            case MOMENT -> row.getObject(column, LocalDateTime.class).format(MOMENT);
            case ZONED ->
                    row.getObject(column, OffsetDateTime.class)
                            .withOffsetSameInstant(ZoneOffset.UTC)
                            .format(MOMENT);
            case SPAN -> row.getObject(column, Duration.class).toString();
            case JSON -> row.getString(column).replace(" ", "");
        };
    }
}
