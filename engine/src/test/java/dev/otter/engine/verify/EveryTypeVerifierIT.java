package dev.otter.engine.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.TlsMode;
import dev.otter.model.table.TableName;
import dev.otter.testkit.server.Flavor;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import dev.otter.testkit.workload.ServerFeatures;
import dev.otter.testkit.workload.types.EveryType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every type with its edge values is equal on two servers, and one changed cell is found. */
class EveryTypeVerifierIT {
    private static final String DATABASE = "types";

    /** 5.7 reads two kinds of literals otherwise: geographic points, and binary inside JSON. */
    private static final Set<String> STORED_OTHERWISE = Set.of("types.geometries", "types.json");

    private final List<MysqlServer> servers = new ArrayList<>();

    @AfterEach
    void close() {
        servers.forEach(MysqlServer::close);
    }

    @ParameterizedTest
    @EnumSource(names = {"MYSQL_5_7", "MYSQL_8_0"})
    void equal_values_of_every_type_are_equal(Flavor flavor) throws Exception {
        MysqlServer source = start(flavor);
        MysqlServer target = start(Flavor.MYSQL_8_0);
        EveryType types = fill(source, target);

        List<TableComparison> comparisons = compare(source, target);

        assertThat(comparisons).hasSize(types.tables().size());
        assertThat(
                        comparisons.stream()
                                .filter(comparison -> !comparison.equal())
                                .filter(comparison ->
                                        flavor == Flavor.MYSQL_8_0
                                                || !STORED_OTHERWISE.contains(
                                                        comparison.pair().title()))
                                .map(comparison -> comparison.pair().title() + comparison.shown()))
                .isEmpty();
    }

    @Test
    void one_changed_cell_in_any_table_is_found() throws Exception {
        MysqlServer source = start(Flavor.MYSQL_8_0);
        MysqlServer target = start(Flavor.MYSQL_8_0);
        fill(source, target);
        for (TableComparison comparison : compare(source, target)) {
            TableShape shape = comparison.pair().sources().getFirst();
            String table = shape.name().quoted();
            for (ColumnShape column : shape.columns()) {
                String name = TableName.quote(column.name());
                boolean plain = !shape.key().contains(column.name()) && column.nullable();
                if (!plain || !nullable(target, table, name)) {
                    continue;
                }

                TableComparison changed =
                        verifier(source, target).compare(comparison.pair(), new VerifyProgress());

                assertThat(changed.equal()).as(table + "." + name).isFalse();
                assertThat(changed.shown())
                        .allSatisfy(difference ->
                                assertThat(difference).isInstanceOf(RowDifference.Different.class));
                break;
            }
        }
    }

    /** Makes one cell NULL that is not; false when there is none, or it is computed. */
    private static boolean nullable(MysqlServer server, String table, String column)
            throws SQLException {
        try (Connection connection = server.connect();
                var statement = connection.createStatement()) {
            statement.execute("SET SESSION sql_mode = ''");
            return statement.executeUpdate(
                            "UPDATE %s SET %s = NULL WHERE %s IS NOT NULL LIMIT 1"
                                    .formatted(table, column, column))
                    == 1;
        } catch (SQLException e) {
            if (e.getErrorCode() == 3105) {
                return false;
            }
            throw e;
        }
    }

    private MysqlServer start(Flavor flavor) {
        MysqlServer server = MysqlServer.start(ServerSpec.of(flavor));
        servers.add(server);
        return server;
    }

    private static EveryType fill(MysqlServer source, MysqlServer target) throws SQLException {
        try (Connection from = source.connect();
                Connection to = target.connect()) {
            EveryType types =
                    new EveryType(DATABASE, ServerFeatures.of(from).and(ServerFeatures.of(to)));
            for (Connection connection : List.of(from, to)) {
                types.createTables(connection);
                types.edgeRows(connection);
            }
            return types;
        }
    }

    private static List<TableComparison> compare(MysqlServer source, MysqlServer target)
            throws InterruptedException {
        TableVerifier verifier = verifier(source, target);
        List<TableComparison> comparisons = new ArrayList<>();
        for (TablePair pair :
                verifier.pairs(name ->
                        name.database().equals(DATABASE) ? Optional.of(name) : Optional.empty())) {
            comparisons.add(verifier.compare(pair, new VerifyProgress()));
        }
        return comparisons;
    }

    private static TableVerifier verifier(MysqlServer source, MysqlServer target) {
        return new TableVerifier(endpoint("a", source), endpoint("b", target), 3, () -> false);
    }

    private static Endpoint endpoint(String name, MysqlServer server) {
        return new Endpoint(
                name,
                Endpoint.Type.MYSQL,
                server.host(),
                server.port(),
                "root",
                "",
                TlsMode.DISABLED);
    }
}
