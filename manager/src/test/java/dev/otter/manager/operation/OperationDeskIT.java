package dev.otter.manager.operation;

import dev.otter.manager.store.Database;
import dev.otter.manager.store.StoreConfig;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** In MySQL 8.0. */
class OperationDeskIT extends OperationDeskContract {
    private static MysqlServer server;

    @BeforeAll
    static void start() {
        server = MysqlServer.start(ServerSpec.mysql80());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    Database open() throws Exception {
        server.execute("DROP DATABASE IF EXISTS otter", "CREATE DATABASE otter");
        return Database.open(new StoreConfig(server.jdbcUrl("otter"), "root", ""));
    }
}
