package dev.otter.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.model.channel.DdlAction;
import dev.otter.model.channel.DdlRules;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TableRoute;
import dev.otter.testkit.compare.CompareOptions;
import dev.otter.testkit.compare.Comparison;
import dev.otter.testkit.compare.TableComparer;
import dev.otter.testkit.compare.TablePair;
import dev.otter.testkit.server.Flavor;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Statements of all kinds run on the source with rows between them, of {@code ddl/statements.sql};
 * afterwards both servers define the same tables with the same rows.
 */
class DdlStatementsIT {
    private static final PipelineOptions APPLY =
            PipelineOptions.defaults().with(DdlRules.all(DdlAction.APPLY_OR_SKIP));

    /** Where they run, and under which names the tables arrive. */
    enum Case {
        SAME_NAMES(Flavor.MYSQL_8_0, false),
        OTHER_NAMES(Flavor.MYSQL_8_0, true),
        OLD_SERVER(Flavor.MYSQL_5_7, false);

        private final Flavor flavor;
        private final boolean gtid;

        Case(Flavor flavor, boolean gtid) {
            this.flavor = flavor;
            this.gtid = gtid;
        }

        private ServerSpec spec() {
            return ServerSpec.of(flavor).withGtid(gtid);
        }

        private TableName target(TableName source) {
            if (this != OTHER_NAMES) {
                return source;
            }
            String table = source.table();
            return new TableName(
                    "dw", table.startsWith("ren_") ? "neu_" + table.substring(4) : table);
        }

        private TableRoute route() {
            return table ->
                    table.database().equals("shop") ? Optional.of(target(table)) : Optional.empty();
        }

        private boolean runs(String line) {
            boolean newer = line.startsWith("8.0 ") && this == OLD_SERVER;
            boolean query = line.contains("selected") && gtid;
            return !line.isBlank() && !line.startsWith("#") && !newer && !query;
        }
    }

    @ParameterizedTest
    @EnumSource(Case.class)
    void both_servers_end_with_the_same_tables(Case one) throws Exception {
        try (ServerPair pair = new ServerPair(one.spec())) {
            pair.source.execute("CREATE DATABASE shop DEFAULT CHARACTER SET latin1");
            pair.target.execute(
                    "CREATE DATABASE "
                            + one.target(new TableName("shop", "x")).database()
                            + " DEFAULT CHARACTER SET utf8");
            List<String> refused = new ArrayList<>();
            try (PipelineRun run = pair.run("ddl", APPLY, one.route(), pair.target.port());
                    Connection connection = pair.source.connect();
                    Statement statement = connection.createStatement()) {
                statement.execute("USE shop");
                for (String line : lines().stream().filter(one::runs).toList()) {
                    try {
                        statement.execute(line.replaceFirst("^8.0 ", ""));
                    } catch (SQLException e) {
                        refused.add(line + " -- " + e.getMessage());
                    }
                }
                assertThat(refused).as("the source itself refuses").isEmpty();
                boolean reached = run.await(run.sourceEnd(), java.time.Duration.ofMinutes(2));
                assertThat(passedOver(pair)).isEmpty();
                assertThat(reached).as("%s", run.status()).isTrue();
            }
            requireSame(pair, one);
        }
    }

    private static List<String> lines() throws IOException {
        try (InputStream in = DdlStatementsIT.class.getResourceAsStream("/ddl/statements.sql")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private static List<String> passedOver(ServerPair pair) throws SQLException {
        return pair.onTarget(
                "SELECT CONCAT(source_statement, ' -> ', statement, ' -- ', note) FROM"
                        + " retl.retl_ddl WHERE state <> 'done'");
    }

    private static void requireSame(ServerPair pair, Case one) throws SQLException {
        Map<String, String> wanted = definitions(pair.source, "shop", one);
        Map<String, String> found =
                definitions(pair.target, one.target(new TableName("shop", "x")).database(), null);
        assertThat(found.keySet()).isEqualTo(wanted.keySet());
        wanted.forEach((table, text) -> assertThat(found.get(table)).isEqualTo(text));
        List<TablePair> pairs = new ArrayList<>();
        for (String table : tables(pair.source, "shop")) {
            TableName target = one.target(new TableName("shop", table));
            pairs.add(new TablePair("shop", table, target.database(), target.table()));
        }
        Comparison comparison =
                new TableComparer(
                                pair.source::connect, pair.target::connect, CompareOptions.strict())
                        .compareTables(pairs);
        assertThat(comparison.equal()).as(comparison.report()).isTrue();
    }

    private static List<String> tables(MysqlServer server, String database) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT TABLE_NAME FROM information_schema.TABLES WHERE"
                                        + " TABLE_SCHEMA='"
                                        + database
                                        + "' AND TABLE_TYPE='BASE TABLE'")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    /** Definitions by the names on the target; of the target itself when there is no case. */
    private static Map<String, String> definitions(MysqlServer server, String database, Case one)
            throws SQLException {
        Map<String, String> definitions = new TreeMap<>();
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET NAMES utf8mb4");
            for (String table : tables(server, database)) {
                String name =
                        one == null ? table : one.target(new TableName(database, table)).table();
                try (ResultSet rows =
                        statement.executeQuery(
                                "SHOW CREATE TABLE " + new TableName(database, table).quoted())) {
                    rows.next();
                    definitions.put(
                            name,
                            rows.getString(2)
                                    .replaceFirst(" AUTO_INCREMENT=\\d+", "")
                                    .replace("`ren_", "`neu_"));
                }
            }
        }
        return definitions;
    }
}
