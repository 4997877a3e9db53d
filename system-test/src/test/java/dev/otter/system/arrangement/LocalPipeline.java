package dev.otter.system.arrangement;

import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.channel.StartPoint;
import dev.otter.model.channel.TlsMode;
import dev.otter.testkit.server.MysqlServer;
import java.util.Optional;

/** A pipeline from now on between two servers of the test kit. */
public final class LocalPipeline {
    private LocalPipeline() {}

    /** All tables of one database, under the same names. */
    public static Pipeline of(
            MysqlServer source, MysqlServer target, String database, PipelineOptions options) {
        return new Pipeline(
                "test",
                endpoint("a", source),
                endpoint("b", target),
                new StartPoint.Now(),
                table -> table.database().equals(database) ? Optional.of(table) : Optional.empty(),
                options);
    }

    private static Endpoint endpoint(String name, MysqlServer server) {
        return new Endpoint(
                name,
                server.spec().flavor().mariadb() ? Endpoint.Type.MARIADB : Endpoint.Type.MYSQL,
                server.host(),
                server.port(),
                "root",
                "",
                TlsMode.DISABLED);
    }
}
