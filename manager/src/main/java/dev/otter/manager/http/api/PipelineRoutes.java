package dev.otter.manager.http.api;

import dev.otter.document.json.ConfigJson;
import dev.otter.manager.catalog.Catalog;
import dev.otter.manager.catalog.Kind;
import dev.otter.manager.catalog.Thing;
import dev.otter.manager.http.Access;
import dev.otter.manager.http.Answer;
import dev.otter.manager.http.Request;
import dev.otter.manager.http.Route;
import dev.otter.manager.http.Shape;
import dev.otter.manager.http.Verb;
import dev.otter.model.config.channel.ChannelConfig;
import dev.otter.model.config.channel.PipelineConfig;
import dev.otter.model.config.mapping.MappingConfig;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Pipelines and mappings, which are parts of their channel: a change of one is a change of the
 * channel, with its version, history and rules.
 */
public final class PipelineRoutes {
    private static final String CHANNEL = Paths.ROOT + "/channels/{id}";
    private static final String ALL = CHANNEL + "/pipelines";
    private static final String ONE = ALL + "/{pipeline}";
    private static final String MAPPINGS = ONE + "/mappings";
    private static final String TAG = "pipelines";

    private final Catalog catalog;
    private final ConfigJson json;

    public PipelineRoutes(Catalog catalog, ConfigJson json) {
        this.catalog = catalog;
        this.json = json;
    }

    /** All of them. */
    public List<Route> all() {
        List<Route> routes = new ArrayList<>(pipelines());
        routes.addAll(mappings());
        return routes;
    }

    private List<Route> pipelines() {
        Shape none = new Shape.None();
        Shape pipeline = new Shape.Of(PipelineConfig.class);
        return List.of(
                new Route(
                        Verb.GET,
                        ALL,
                        Access.READ,
                        Route.Doc.of(
                                TAG, "Pipelines of a channel", none, new Shape.ListOf(pipeline)),
                        request -> {
                            Thing channel = channel(request);
                            return Answer.ok(config(channel).pipelines())
                                    .version(channel.version());
                        }),
                new Route(
                        Verb.POST,
                        ALL,
                        Access.ADMINISTER,
                        Route.Doc.of(TAG, "Add a pipeline to a channel", pipeline, pipeline)
                                .with("If-Match"),
                        this::add),
                new Route(
                        Verb.GET,
                        ONE,
                        Access.READ,
                        Route.Doc.of(TAG, "Read a pipeline", none, pipeline),
                        request -> {
                            Thing channel = channel(request);
                            return Answer.ok(pipeline(channel, request)).version(channel.version());
                        }),
                new Route(
                        Verb.PUT,
                        ONE,
                        Access.ADMINISTER,
                        Route.Doc.of(TAG, "Replace a pipeline", pipeline, pipeline)
                                .with("If-Match"),
                        request -> {
                            PipelineConfig wanted = request.body(PipelineConfig.class);
                            return change(request, wanted.name(), _ -> wanted);
                        }),
                new Route(
                        Verb.DELETE,
                        ONE,
                        Access.ADMINISTER,
                        Route.Doc.of(TAG, "Remove a pipeline", none, none).with("If-Match"),
                        this::remove));
    }

    private List<Route> mappings() {
        Shape pipeline = new Shape.Of(PipelineConfig.class);
        Shape mappings = new Shape.ListOf(new Shape.Of(MappingConfig.class));
        return List.of(
                new Route(
                        Verb.GET,
                        MAPPINGS,
                        Access.READ,
                        Route.Doc.of(
                                "mappings", "Mappings of a pipeline", new Shape.None(), mappings),
                        request -> {
                            Thing channel = channel(request);
                            return Answer.ok(pipeline(channel, request).tables())
                                    .version(channel.version());
                        }),
                new Route(
                        Verb.PUT,
                        MAPPINGS,
                        Access.ADMINISTER,
                        Route.Doc.of(
                                        "mappings",
                                        "Replace all mappings of a pipeline",
                                        mappings,
                                        pipeline)
                                .with("If-Match"),
                        request -> {
                            List<MappingConfig> wanted = mappings(request);
                            return change(
                                    request,
                                    request.path("pipeline"),
                                    known -> known.withTables(wanted));
                        }),
                new Route(
                        Verb.POST,
                        MAPPINGS,
                        Access.ADMINISTER,
                        Route.Doc.of(
                                        "mappings",
                                        "Add mappings behind those of a pipeline, all or none",
                                        mappings,
                                        pipeline)
                                .with("If-Match"),
                        request -> {
                            List<MappingConfig> more = mappings(request);
                            return change(
                                    request,
                                    request.path("pipeline"),
                                    known -> {
                                        List<MappingConfig> tables =
                                                new ArrayList<>(known.tables());
                                        tables.addAll(more);
                                        return known.withTables(tables);
                                    });
                        }));
    }

    private List<MappingConfig> mappings(Request request) {
        return List.of(json.read(request.body(), MappingConfig[].class));
    }

    private Answer add(Request request) {
        PipelineConfig wanted = request.body(PipelineConfig.class);
        long version = request.version();
        Thing changed =
                catalog.change(
                        request.who().name(),
                        tx -> {
                            ChannelConfig channel = config(tx.get(Kind.CHANNEL, request.id()));
                            List<PipelineConfig> pipelines = new ArrayList<>(channel.pipelines());
                            pipelines.add(wanted);
                            return tx.replace(
                                    Kind.CHANNEL,
                                    request.id(),
                                    version,
                                    Request.value(() -> channel.withPipelines(pipelines)));
                        });
        return Answer.created(
                        Paths.ROOT + "/channels/" + changed.id() + "/pipelines/" + wanted.name(),
                        wanted)
                .version(changed.version());
    }

    private Answer change(Request request, String newName, UnaryOperator<PipelineConfig> change) {
        long version = request.version();
        Thing changed =
                catalog.change(
                        request.who().name(),
                        tx -> {
                            Thing channel = tx.get(Kind.CHANNEL, request.id());
                            PipelineConfig before = pipeline(channel, request);
                            List<PipelineConfig> pipelines =
                                    new ArrayList<>(config(channel).pipelines());
                            ChannelConfig wanted =
                                    Request.value(() -> {
                                        pipelines.set(
                                                pipelines.indexOf(before), change.apply(before));
                                        return config(channel).withPipelines(pipelines);
                                    });
                            return tx.replace(Kind.CHANNEL, request.id(), version, wanted);
                        });
        return Answer.ok(config(changed).pipeline(newName).orElseThrow())
                .version(changed.version());
    }

    private Answer remove(Request request) {
        long version = request.version();
        Thing changed =
                catalog.change(
                        request.who().name(),
                        tx -> {
                            Thing channel = tx.get(Kind.CHANNEL, request.id());
                            List<PipelineConfig> pipelines =
                                    new ArrayList<>(config(channel).pipelines());
                            pipelines.remove(pipeline(channel, request));
                            return tx.replace(
                                    Kind.CHANNEL,
                                    request.id(),
                                    version,
                                    config(channel).withPipelines(pipelines));
                        });
        return Answer.done().version(changed.version());
    }

    private Thing channel(Request request) {
        return catalog.get(Kind.CHANNEL, request.id());
    }

    private static ChannelConfig config(Thing channel) {
        return channel.as(ChannelConfig.class);
    }

    private static PipelineConfig pipeline(Thing channel, Request request) {
        String name = request.path("pipeline");
        return config(channel)
                .pipeline(name)
                .orElseThrow(() ->
                        new OtterException(
                                ErrorCode.NOT_FOUND,
                                "channel '%s' has no pipeline '%s'".formatted(channel.name(), name),
                                "",
                                "Look it up in the channel."));
    }
}
