package dev.otter.manager.control;

import dev.otter.manager.catalog.Catalog;
import dev.otter.manager.catalog.Kind;
import dev.otter.manager.catalog.Thing;
import dev.otter.manager.secret.EndpointSecrets;
import dev.otter.model.channel.Channel;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.channel.StartPoint;
import dev.otter.model.config.channel.ChannelConfig;
import dev.otter.model.config.channel.PipelineConfig;
import dev.otter.model.config.endpoint.CanalConfig;
import dev.otter.model.config.endpoint.EndpointConfig;
import dev.otter.model.config.endpoint.FailoverGroupConfig;
import dev.otter.model.config.endpoint.ServerAddress;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.util.List;
import java.util.Optional;

/**
 * Puts together what runs from what is configured: names become endpoints with addresses and
 * passwords. What it gives holds secrets and is only for those who connect. For any thread.
 */
public final class Blueprints {
    private final Catalog catalog;
    private final EndpointSecrets secrets;

    public Blueprints(Catalog catalog, EndpointSecrets secrets) {
        this.catalog = catalog;
        this.secrets = secrets;
    }

    /**
     * A channel as the engine takes it, with the configuration of this moment.
     *
     * @throws OtterException when there is none, or a password is missing
     */
    public Channel channel(long id) {
        ChannelConfig config = catalog.get(Kind.CHANNEL, id).as(ChannelConfig.class);
        List<Pipeline> pipelines = config.pipelines().stream().map(this::pipeline).toList();
        return new Channel(config.name(), pipelines);
    }

    /**
     * A saved endpoint with its password.
     *
     * @throws OtterException when no password is kept for it
     */
    public Endpoint endpoint(Thing thing) {
        EndpointConfig config = thing.as(EndpointConfig.class);
        String password =
                secrets.get(thing.id())
                        .or(() -> config.anonymous() ? Optional.of("") : Optional.empty())
                        .orElseThrow(() ->
                                new OtterException(
                                        ErrorCode.STATE_FORBIDS,
                                        "no password is kept for it",
                                        "endpoint '" + thing.name() + "'",
                                        "Save the endpoint with its password."));
        return endpoint(config, password);
    }

    /** An endpoint with a password, where its host or the master of its group is. */
    public Endpoint endpoint(EndpointConfig config, String password) {
        return config.toEndpoint(address(config), password);
    }

    private Pipeline pipeline(PipelineConfig config) {
        Optional<StartPoint> start =
                config.canal().map(name -> named(Kind.CANAL, name).as(CanalConfig.class).start());
        return config.toPipeline(
                endpoint(named(Kind.ENDPOINT, config.from())),
                endpoint(named(Kind.ENDPOINT, config.to())),
                start);
    }

    private ServerAddress address(EndpointConfig config) {
        return config.host()
                .map(host -> new ServerAddress(host, config.port()))
                .or(config::broker)
                .orElseGet(() ->
                        named(Kind.FAILOVER_GROUP, config.failoverGroup().orElseThrow())
                                .as(FailoverGroupConfig.class)
                                .master());
    }

    private Thing named(Kind kind, String name) {
        return catalog.find(kind, name)
                .orElseThrow(() ->
                        new OtterException(
                                ErrorCode.REFERENCE_MISSING,
                                "there is no %s '%s'".formatted(kind.title(), name),
                                "",
                                "Correct the name, or make it first."));
    }
}
