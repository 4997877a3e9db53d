package dev.otter.testkit.server;

import java.nio.file.Files;
import java.nio.file.Path;

/** Starts a server, notes its process id and dies without a chance to clean up. */
final class StartsAndHalts {
    private StartsAndHalts() {}

    static void main(String[] arguments) throws Exception {
        MysqlServer server = MysqlServer.start(ServerSpec.of(Flavor.MYSQL_5_7));
        Files.writeString(Path.of(arguments[0]), Long.toString(server.pid()));
        Runtime.getRuntime().halt(9);
    }
}
