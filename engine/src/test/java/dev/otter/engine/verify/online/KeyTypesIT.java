package dev.otter.engine.verify.online;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.binlog.stream.StreamStart;
import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.engine.database.TableCatalog;
import dev.otter.engine.database.TargetTable;
import dev.otter.engine.verify.Connections;
import dev.otter.engine.verify.RowLayout;
import dev.otter.engine.verify.TablePair;
import dev.otter.engine.verify.TableVerifier;
import dev.otter.model.channel.Endpoint;
import dev.otter.testkit.server.Flavor;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import dev.otter.testkit.workload.ServerFeatures;
import dev.otter.testkit.workload.types.EveryType;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * For every type that can be a key, with its edge values: rows are met page by page and by lists of
 * keys, and the log's rows have the same hash as the statements' keys.
 */
class KeyTypesIT {
    private static final String DATABASE = "types";
    private static final Pause NO_STOP = _ -> false;

    @ParameterizedTest
    @EnumSource(names = {"MYSQL_5_7", "MYSQL_8_0"})
    void keys_are_paged_looked_up_and_found_in_the_log(Flavor flavor) throws Exception {
        try (MysqlServer server = MysqlServer.start(ServerSpec.of(flavor))) {
            EveryType types;
            try (Connection connection = server.connect()) {
                types = new EveryType(DATABASE, ServerFeatures.of(connection));
                types.createTables(connection);
                types.edgeRows(connection);
            }
            Endpoint endpoint = Sites.endpoint("a", server.port());
            Set<String> checked = new TreeSet<>();
            Set<String> refused = new TreeSet<>();
            for (TablePair pair :
                    new TableVerifier(endpoint, endpoint, 0, () -> false)
                            .pairs(Sites.whole(DATABASE))) {
                String name = pair.targetName().table();
                (check(server, endpoint, pair) ? checked : refused).add(name);
            }
            assertThat(checked).hasSizeGreaterThan(20);
            assertThat(refused).as("checked: %s", checked).allMatch(name -> odd(name));
        }
    }

    private static boolean odd(String table) {
        return table.contains("enum")
                || table.contains("set")
                || table.contains("text")
                || table.contains("blob");
    }

    private static boolean check(MysqlServer server, Endpoint endpoint, TablePair pair)
            throws Exception {
        RowLayout layout = RowLayout.of(pair);
        TargetTable table =
                Connections.with(
                        endpoint,
                        connection ->
                                TableCatalog.of(connection).table(connection, pair.targetName()));
        Optional<SharedKey> key = SharedKey.of(layout, List.of(table), table).key();
        if (key.isEmpty()) {
            return false;
        }
        assertThat(key.get().sameOrder()).as("%s", pair.title()).isNotEqualTo(uncommon(key));
        RowSource rows =
                new RowSource(layout, new KeySql(layout, key.get().target()), new LongAdder());
        SourcePoint before =
                Connections.with(endpoint, connection -> SourcePoint.read(connection, false));
        List<RowKey> keys = Connections.with(endpoint, connection -> pages(connection, rows, 3));
        assertThat(keys).as(pair.title()).hasSize(count(server, pair)).doesNotHaveDuplicates();
        assertThat(
                        Connections.with(
                                        endpoint,
                                        connection -> {
                                            Connections.raw(connection);
                                            return rows.sums(connection, keys);
                                        })
                                .keySet())
                .as(pair.title())
                .containsExactlyInAnyOrderElementsOf(keys);
        touch(server, pair, layout);
        Watched watched =
                new Watched(
                        List.of(table),
                        Set.of(),
                        TouchHash.of(layout, List.of(table)),
                        before.end());
        Touches touches = new Touches(keys.stream().map(watched::hash).toList(), _ -> false);
        SourcePoint after =
                Connections.with(endpoint, connection -> SourcePoint.read(connection, false));
        new LogScan(
                        endpoint,
                        watched,
                        touches,
                        NO_STOP,
                        new StreamStart.AtFile(before.end().file(), before.end().offset()),
                        before)
                .upTo(after.end());
        TargetPoint nothing =
                new TargetPoint(
                        new dev.otter.model.position.Checkpoint(before.end(), ""),
                        dev.otter.binlog.gtid.GtidSet.empty(),
                        Set.of());
        assertThat(keys)
                .as("%s in the log", pair.title())
                .allMatch(k -> touches.state(watched.hash(k), nothing) == Touches.State.UNSURE);
        return true;
    }

    private static boolean uncommon(Optional<SharedKey> key) {
        return key.get().target().columns().stream()
                .anyMatch(column -> Set.of("uuid", "inet4", "inet6").contains(column.dataType()));
    }

    private static List<RowKey> pages(MysqlConnection connection, RowSource rows, int size) {
        Connections.raw(connection);
        List<RowKey> keys = new ArrayList<>();
        Optional<RowKey> after = Optional.empty();
        while (true) {
            RowSource.Page page = rows.page(connection, after, Optional.empty(), size);
            if (page.rows().isEmpty()) {
                return keys;
            }
            RowSource.Page same = rows.page(connection, after, page.last(), size);
            assertThat(same.rows()).isEqualTo(page.rows());
            keys.addAll(page.rows().keySet());
            after = page.last();
        }
    }

    private static int count(MysqlServer server, TablePair pair) throws Exception {
        try (Connection connection = server.connect();
                var statement = connection.createStatement();
                var found =
                        statement.executeQuery(
                                "SELECT COUNT(*) FROM " + pair.targetName().quoted())) {
            found.next();
            return found.getInt(1);
        }
    }

    /** Writes every row without changing its key. */
    private static void touch(MysqlServer server, TablePair pair, RowLayout layout)
            throws Exception {
        String name = pair.targetName().quoted();
        String other = null;
        for (int column = 0; column < layout.columns(); column++) {
            if (layout.name(column).equals("v")) {
                other = "UPDATE " + name + " SET v = v + 1";
            }
        }
        server.execute(other == null ? "DELETE FROM " + name : other);
    }
}
