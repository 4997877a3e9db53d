package dev.otter.system.room;

import dev.otter.app.process.Processes;
import dev.otter.app.process.Standalone;
import dev.otter.manager.http.HttpConfig;
import dev.otter.manager.settings.ManagerSettings;
import dev.otter.manager.store.StoreConfig;
import dev.otter.testkit.compare.CompareOptions;
import dev.otter.testkit.compare.Comparison;
import dev.otter.testkit.compare.TableComparer;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import dev.otter.testkit.workload.Pace;
import dev.otter.testkit.workload.RunConfig;
import dev.otter.testkit.workload.RunLimit;
import dev.otter.testkit.workload.WorkloadRun;
import dev.otter.testkit.workload.shop.Shop;
import dev.otter.testkit.workload.shop.ShopConfig;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Two databases with the same shop, and a manager with a node that know nothing of them yet. */
record ConsoleSite(MysqlServer source, MysqlServer target, Shop shop, Standalone standalone)
        implements AutoCloseable {
    private static final String HERE = "127.0.0.1";
    private static final String DATABASE = "shop";
    private static final double TRANSACTIONS_PER_SECOND = 60;
    private static final int CUSTOMERS = 1_000;

    static ConsoleSite start(Path folder) throws SQLException {
        ServerSpec spec = ServerSpec.mysql80().withRowMetadata(ServerSpec.RowMetadata.FULL);
        MysqlServer source = MysqlServer.start(spec.withServerId(41));
        MysqlServer target = MysqlServer.start(spec.withServerId(42));
        String plugin = "caching_sha2_password";
        source.createUser(
                "otter", "secret", plugin, "SELECT, REPLICATION SLAVE, REPLICATION CLIENT ON *.*");
        target.createUser(
                "otter",
                "secret",
                plugin,
                "SELECT, REPLICATION SLAVE, REPLICATION CLIENT ON *.*",
                "SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, DROP, INDEX ON shop.*",
                "SELECT, INSERT, UPDATE, DELETE, CREATE ON retl.*");
        Shop shop = new Shop(new ShopConfig(DATABASE, 7));
        for (MysqlServer server : List.of(source, target)) {
            try (Connection connection = server.connect()) {
                shop.createSchema(connection);
                shop.seed(connection, CUSTOMERS);
            }
        }
        extra(source, "right");
        extra(target, "wrong");
        Standalone standalone =
                Standalone.start(
                        settings(folder),
                        folder.resolve("node"),
                        new Processes(InstantSource.system(), new SecureRandom()));
        return new ConsoleSite(source, target, shop, standalone);
    }

    /**
     * A table that nobody writes to; one of its rows is the target's own until it is copied anew.
     */
    private static void extra(MysqlServer server, String first) throws SQLException {
        server.execute(
                "CREATE TABLE shop.extra (id INT PRIMARY KEY, v VARCHAR(20) NOT NULL)",
                "INSERT INTO shop.extra WITH RECURSIVE n (id) AS"
                        + " (SELECT 1 UNION ALL SELECT id + 1 FROM n WHERE id < 200)"
                        + " SELECT id, IF(id = 1, '"
                        + first
                        + "', 'same') FROM n");
    }

    private static ManagerSettings settings(Path folder) {
        return new ManagerSettings(
                HttpConfig.at(HERE, 0),
                StoreConfig.file(folder.resolve("otter")),
                folder.resolve("manager.key"),
                new ManagerSettings.Control(HERE, 0, 8 << 20, folder.resolve("authority")),
                new ManagerSettings.ZooKeeper(
                        Optional.empty(),
                        Duration.ofSeconds(60),
                        new ManagerSettings.Embedded(HERE, 0, HERE, folder.resolve("zookeeper")),
                        ManagerSettings.KeeperLogin.OWN),
                new ManagerSettings.Monitor(false, Duration.ofSeconds(120), false),
                new ManagerSettings.Mail("", 465, Optional.empty(), Optional.empty()),
                List.of());
    }

    String console() {
        return "http://" + HERE + ":" + standalone.manager().port();
    }

    /** Whether a pipeline reads the source's log; what is written from then on is seen. */
    boolean reading() {
        return standalone.node().pipelines().stream().anyMatch(duty -> duty.engine().isPresent());
    }

    /**
     * Lets the shop's customers in; at a pace that leaves something of the machine to a browser.
     */
    WorkloadRun open() throws SQLException {
        return shop.start(
                source::connect,
                RunConfig.of("shop", 2, RunLimit.untilStopped())
                        .withPace(Pace.perSecond(TRANSACTIONS_PER_SECOND)));
    }

    Comparison compare() throws SQLException {
        return new TableComparer(source::connect, target::connect, CompareOptions.strict())
                .compareDatabases(DATABASE);
    }

    @Override
    public void close() {
        standalone.close();
        target.close();
        source.close();
    }
}
