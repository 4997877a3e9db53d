package dev.otter.manager;

import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.StartPoint;
import dev.otter.model.channel.TlsMode;
import dev.otter.model.config.access.Role;
import dev.otter.model.config.access.UserConfig;
import dev.otter.model.config.channel.CandidateNodes;
import dev.otter.model.config.channel.ChannelConfig;
import dev.otter.model.config.channel.PipelineConfig;
import dev.otter.model.config.cluster.NodeConfig;
import dev.otter.model.config.endpoint.CanalConfig;
import dev.otter.model.config.endpoint.EndpointConfig;
import dev.otter.model.config.mapping.MappingConfig;
import java.util.List;
import java.util.Optional;

/** Configurations for tests. */
public final class Samples {
    private Samples() {}

    public static EndpointConfig endpoint(String name, String host) {
        return new EndpointConfig(
                name,
                "",
                Endpoint.Type.MYSQL,
                Optional.of(host),
                3306,
                Optional.empty(),
                "otter",
                TlsMode.PREFERRED);
    }

    public static PipelineConfig pipeline(String name, String from, String to, String... tables) {
        return PipelineConfig.of(
                name, from, to, List.of(tables).stream().map(MappingConfig::parse).toList());
    }

    public static PipelineConfig withCanal(PipelineConfig pipeline, String canal) {
        return new PipelineConfig(
                pipeline.name(),
                pipeline.description(),
                pipeline.from(),
                pipeline.to(),
                Optional.of(canal),
                Optional.empty(),
                pipeline.tables(),
                pipeline.parallelism(),
                pipeline.apply(),
                pipeline.onError(),
                pipeline.rows(),
                pipeline.ddl(),
                pipeline.twoWay(),
                pipeline.nodes(),
                pipeline.resync(),
                pipeline.dryRun(),
                pipeline.snapshot(),
                pipeline.copyLimits(),
                pipeline.verify());
    }

    public static PipelineConfig withNodes(PipelineConfig pipeline, CandidateNodes nodes) {
        return new PipelineConfig(
                pipeline.name(),
                pipeline.description(),
                pipeline.from(),
                pipeline.to(),
                pipeline.canal(),
                pipeline.start(),
                pipeline.tables(),
                pipeline.parallelism(),
                pipeline.apply(),
                pipeline.onError(),
                pipeline.rows(),
                pipeline.ddl(),
                pipeline.twoWay(),
                nodes,
                pipeline.resync(),
                pipeline.dryRun(),
                pipeline.snapshot(),
                pipeline.copyLimits(),
                pipeline.verify());
    }

    public static ChannelConfig channel(String name, PipelineConfig... pipelines) {
        return new ChannelConfig(name, "", List.of(pipelines));
    }

    public static CanalConfig canal(String name, String endpoint) {
        return new CanalConfig(
                name, "", endpoint, new StartPoint.Now(), Optional.empty(), null, List.of());
    }

    public static NodeConfig node(String name) {
        return new NodeConfig(name, "", "10.0.0.1", 2088, 9090, Optional.empty(), Optional.empty());
    }

    public static UserConfig user(String name, Role role) {
        return new UserConfig(name, "", "", role, false);
    }
}
