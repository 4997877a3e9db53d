package dev.otter.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.engine.database.LogColumn;
import dev.otter.model.channel.DdlAction;
import dev.otter.model.channel.DdlRules;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.channel.TlsMode;
import dev.otter.model.table.TableName;
import dev.otter.testkit.server.Flavor;
import dev.otter.testkit.server.ServerSpec;
import dev.otter.testkit.server.ServerSpec.RowImage;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A pipeline that was stopped while its tables were altered many times, with rows between the
 * statements, reads all of it from a log that does not name columns ({@code
 * binlog_row_metadata=MINIMAL}, or MySQL 5.7), with whole rows or parts of them in it; both servers
 * end with the same tables and rows.
 *
 * <p>{@code otter.oldlog.alterations} (50), {@code otter.oldlog.seed} (11); {@code
 * otter.oldlog.all=true} for both row images on both versions.
 */
class OldLogIT {
    private static final int ALTERATIONS = Integer.getInteger("otter.oldlog.alterations", 50);
    private static final String DATABASE = "oldlog";
    private static final PipelineOptions APPLY =
            PipelineOptions.defaults().with(DdlRules.all(DdlAction.APPLY));

    private ServerPair pair;
    private final Random random = new Random(Long.getLong("otter.oldlog.seed", 11));

    static Stream<Arguments> logs() {
        Stream<Arguments> usual =
                Stream.of(
                        Arguments.of(Flavor.MYSQL_5_7, RowImage.FULL),
                        Arguments.of(Flavor.MYSQL_8_0, RowImage.MINIMAL));
        Stream<Arguments> rest =
                Stream.of(
                        Arguments.of(Flavor.MYSQL_5_7, RowImage.MINIMAL),
                        Arguments.of(Flavor.MYSQL_8_0, RowImage.FULL));
        return Boolean.getBoolean("otter.oldlog.all") ? Stream.concat(usual, rest) : usual;
    }

    @ParameterizedTest
    @MethodSource("logs")
    void what_was_altered_while_nobody_read_arrives(Flavor flavor, RowImage image)
            throws Exception {
        ServerSpec spec = ServerSpec.of(flavor).withRowImage(image);
        try (ServerPair servers = new ServerPair(spec, ServerSpec.of(flavor))) {
            pair = servers;
            pair.both("CREATE DATABASE oldlog DEFAULT CHARACTER SET utf8mb4");
            try (PipelineRun run = pair.run(DATABASE, APPLY)) {
                pair.source.execute(
                        "CREATE TABLE oldlog.t (id INT PRIMARY KEY AUTO_INCREMENT, a INT, b INT, c"
                                + " VARCHAR(20), d TEXT CHARACTER SET utf8)",
                        "CREATE TABLE oldlog.u (id INT PRIMARY KEY AUTO_INCREMENT, a"
                                + " ENUM('x','y'), b BIGINT UNSIGNED, c BIGINT, d BIGINT)"
                                + " CHARSET=gbk",
                        "INSERT INTO oldlog.t (a, b, c) VALUES (1, 2, '3'), (4, 5, '6')",
                        "INSERT INTO oldlog.u (a, b, c) VALUES ('x', 2, 3), ('y', 5, 6)");
                ServerPair.await(run);
            }
            int done = alter(flavor);
            assertThat(done).isEqualTo(ALTERATIONS);
            try (PipelineRun run = pair.run(DATABASE, APPLY)) {
                boolean reached = run.await(run.sourceEnd(), Duration.ofMinutes(2));
                assertThat(reached).as("%s", run.status()).isTrue();
            }
            pair.requireEqual(DATABASE);
        }
    }

    /** Some of the statements do not fit the rows that are there; the source refuses those. */
    private int alter(Flavor flavor) throws Exception {
        Alterations alterations = new Alterations(random, flavor == Flavor.MYSQL_8_0);
        int done = 0;
        try (Connection connection = pair.source.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("USE oldlog");
            for (int i = 0; i < 6 * ALTERATIONS && done < ALTERATIONS; i++) {
                String table = i % 2 == 0 ? "t" : "u";
                try {
                    statement.execute(alterations.next(DATABASE, table, columns(table)));
                    done++;
                } catch (SQLException _) {
                    continue;
                }
                rows(statement, table);
            }
        }
        return done;
    }

    private List<LogColumn> columns(String table) {
        Endpoint endpoint =
                new Endpoint(
                        "a",
                        Endpoint.Type.MYSQL,
                        "127.0.0.1",
                        pair.source.port(),
                        "root",
                        "",
                        TlsMode.DISABLED);
        try (MysqlConnection connection = Endpoints.connect(endpoint)) {
            return new SourceShapes(endpoint, connection, Preflight.usesGtids(connection))
                    .shapes(List.of(new TableName(DATABASE, table)))
                    .values()
                    .iterator()
                    .next()
                    .columns();
        }
    }

    private void rows(Statement statement, String table) throws SQLException {
        StringJoiner names = new StringJoiner(", ");
        StringJoiner values = new StringJoiner(", ");
        List<String> changed = new ArrayList<>();
        try (ResultSet columns =
                statement.executeQuery(
                        "SELECT COLUMN_NAME, DATA_TYPE FROM information_schema.COLUMNS WHERE"
                                + " TABLE_SCHEMA='oldlog' AND COLUMN_NAME<>'id' AND TABLE_NAME='"
                                + table
                                + "'")) {
            while (columns.next()) {
                String name = "`" + columns.getString(1) + "`";
                names.add(name);
                values.add(value(columns.getString(2)));
                changed.add(name + " = " + value(columns.getString(2)));
            }
        }
        statement.execute("INSERT INTO " + table + " (" + names + ") VALUES (" + values + ")");
        statement.execute(
                "UPDATE "
                        + table
                        + " SET "
                        + changed.get(random.nextInt(changed.size()))
                        + " ORDER BY id DESC LIMIT 2");
        if (random.nextInt(4) == 0) {
            statement.execute("DELETE FROM " + table + " ORDER BY id LIMIT 1");
        }
    }

    private String value(String type) {
        int number = 1 + random.nextInt(90);
        return switch (type) {
            case "enum", "set" -> "1";
            case "datetime" -> "'2026-01-02 03:04:" + (number % 50 + 10) + "'";
            case "tinyint", "int", "bigint", "decimal", "float", "double" -> "" + number;
            default -> "'" + number + "'";
        };
    }
}
