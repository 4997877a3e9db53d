package dev.otter.app.demo;

import dev.otter.app.view.Console;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.TlsMode;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerException;
import dev.otter.testkit.server.ServerSpec;

/** The demo's two servers. */
record DemoServers(MysqlServer source, MysqlServer target) implements AutoCloseable {

    /** Starts both on free ports; the first time their program is fetched and unpacked. */
    static DemoServers start(Console console) {
        MysqlServer source = start("source", console);
        try {
            return new DemoServers(source, start("target", console));
        } catch (OtterException e) {
            source.close();
            throw e;
        }
    }

    private static MysqlServer start(String role, Console console) {
        try {
            MysqlServer server = MysqlServer.start(ServerSpec.mysql80());
            console.line(
                    role
                            + ": "
                            + server
                            + " (mysql -h 127.0.0.1 -u root -P "
                            + server.port()
                            + ")");
            return server;
        } catch (ServerException e) {
            throw new OtterException(
                    ErrorCode.ENDPOINT_UNREACHABLE,
                    "the embedded server did not start: " + e.getMessage(),
                    "demo " + role,
                    "",
                    e);
        }
    }

    /** The source, as a pipeline takes it. */
    Endpoint from() {
        return endpoint("source", source);
    }

    /** The target, as a pipeline takes it. */
    Endpoint to() {
        return endpoint("target", target);
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

    @Override
    public void close() {
        source.close();
        target.close();
    }
}
