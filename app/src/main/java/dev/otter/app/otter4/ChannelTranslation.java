package dev.otter.app.otter4;

import dev.otter.app.document.Kind;
import dev.otter.app.otter4.Finding.Outcome;
import dev.otter.model.channel.ApplyMode;
import dev.otter.model.channel.ErrorPolicy;
import dev.otter.model.channel.RowMode;
import dev.otter.model.config.channel.CandidateNodes;
import dev.otter.model.config.channel.ChannelConfig;
import dev.otter.model.config.channel.DdlPolicy;
import dev.otter.model.config.channel.PipelineConfig;
import dev.otter.model.config.channel.RowPolicy;
import dev.otter.model.config.channel.TwoWay;
import dev.otter.model.config.endpoint.CanalConfig;
import dev.otter.model.config.endpoint.EndpointConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Channels with their pipelines. For one thread. */
final class ChannelTranslation {
    private static final int REMEDY_SHORTEST = 10;
    private static final int REMEDY_USUAL = 60;

    private final Otter4Store store;
    private final Harvest harvest;
    private final SiteTranslation site;
    private final MappingTranslation mappings;
    private final CanalTranslation canals;
    private final Map<Long, String> pipelines = new HashMap<>();

    ChannelTranslation(
            Otter4Store store,
            Harvest harvest,
            SiteTranslation site,
            MappingTranslation mappings,
            CanalTranslation canals) {
        this.store = store;
        this.harvest = harvest;
        this.site = site;
        this.mappings = mappings;
        this.canals = canals;
    }

    /** Names of pipelines as {@code channel/pipeline}, by their numbers there. */
    Map<Long, String> pipelines() {
        return pipelines;
    }

    void run() {
        Names names = new Names(harvest.report());
        for (Row row : store.table("CHANNEL")) {
            Subject subject = new Subject("channel", row.text("NAME"));
            String name = names.give(subject);
            Parameters parameters =
                    new Parameters(subject, row.text("PARAMETERS"), harvest.report());
            List<PipelineConfig> found = new ArrayList<>();
            Names inside = new Names(harvest.report());
            for (Row pipeline : store.of("PIPELINE", "CHANNEL_ID", row.id())) {
                found.addAll(pipelines(name, inside, pipeline, parameters));
            }
            harvest.keep(
                            Kind.CHANNEL,
                            subject,
                            () -> new ChannelConfig(name, row.text("DESCRIPTION"), found))
                    .ifPresent(channel ->
                            channel.obstacles()
                                    .forEach(why ->
                                            harvest.report().add(Outcome.TO_DO, subject, why)));
            tell(parameters);
        }
        canals.rest();
    }

    private List<PipelineConfig> pipelines(
            String channel, Names names, Row row, Parameters ofChannel) {
        Subject subject = new Subject("pipeline", channel + "/" + row.text("NAME"));
        Parameters parameters = new Parameters(subject, row.text("PARAMETERS"), harvest.report());
        List<MappingTranslation.Part> parts = mappings.parts(subject, row.id());
        if (parts.isEmpty()) {
            harvest.report()
                    .add(
                            Outcome.LEFT_OUT,
                            subject,
                            "no mapping was carried over that would say its source and target");
            return List.of();
        }
        if (parts.size() > 1) {
            harvest.report()
                    .add(
                            Outcome.CHANGED,
                            subject,
                            "it becomes %d pipelines: each has one source, one target, and sends a"
                                            .formatted(parts.size())
                                    + " table once");
        }
        List<PipelineConfig> found = new ArrayList<>();
        for (MappingTranslation.Part part : parts) {
            String name =
                    found.isEmpty()
                            ? names.give(new Subject("pipeline", row.text("NAME")))
                            : names.near(row.text("NAME"));
            pipeline(name, row, part, ofChannel, parameters).ifPresent(found::add);
        }
        if (!found.isEmpty()) {
            pipelines.put(row.id(), channel + "/" + found.getFirst().name());
            harvest.report()
                    .add(Outcome.CARRIED, subject, "pipeline '" + pipelines.get(row.id()) + "'");
        }
        new PipelineParameters(parameters).tell();
        return found;
    }

    private Optional<PipelineConfig> pipeline(
            String name,
            Row row,
            MappingTranslation.Part part,
            Parameters ofChannel,
            Parameters parameters) {
        EndpointConfig source =
                site.endpoints().values().stream()
                        .filter(endpoint -> endpoint.name().equals(part.from()))
                        .findFirst()
                        .orElseThrow();
        long client = parameters.number("mainstemClientId").orElse(row.id());
        Optional<CanalConfig> canal =
                parameters
                        .text("destinationName")
                        .flatMap(canalName -> canals.canal(canalName, client, source));
        try {
            return Optional.of(
                    new PipelineConfig(
                            name,
                            row.text("DESCRIPTION"),
                            part.from(),
                            part.to(),
                            canal.map(CanalConfig::name),
                            Optional.empty(),
                            part.tables(),
                            null,
                            ApplyMode.REPAIR,
                            parameters.flag("skipLoadException", false)
                                    ? ErrorPolicy.QUARANTINE
                                    : ErrorPolicy.STOP,
                            rows(ofChannel, parameters),
                            ddl(parameters).rules(),
                            twoWay(ofChannel, parameters),
                            nodes(row, parameters),
                            !parameters.flag("skipFreedom", false),
                            parameters.flag("dryRun", false),
                            null,
                            null,
                            null));
        } catch (IllegalArgumentException e) {
            harvest.report()
                    .add(Outcome.LEFT_OUT, parameters.subject(), String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private static RowPolicy rows(Parameters channel, Parameters pipeline) {
        String mode = channel.text("syncMode").orElse("F");
        String consistency = channel.text("syncConsistency").orElse("B");
        return new RowPolicy(
                mode.startsWith("R") ? RowMode.ROW : RowMode.FIELD,
                consistency.startsWith("M") ? RowPolicy.Values.DATABASE : RowPolicy.Values.LOG,
                pipeline.flag("skipNoRow", false)
                        ? RowPolicy.Vanished.DROP
                        : RowPolicy.Vanished.USE_LOG);
    }

    private static DdlPolicy ddl(Parameters parameters) {
        if (!parameters.flag("ddlSync", true)) {
            return DdlPolicy.IGNORE;
        }
        return parameters.flag("skipDdlException", false)
                ? DdlPolicy.APPLY_OR_SKIP
                : DdlPolicy.APPLY;
    }

    private static TwoWay twoWay(Parameters channel, Parameters pipeline) {
        boolean loopback =
                channel.flag("enableRemedy", false)
                        && !channel.text("remedyAlgorithm").orElse("L").startsWith("I");
        long seconds = channel.number("remedyDelayThresoldForMedia").orElse((long) REMEDY_USUAL);
        return new TwoWay(
                pipeline.flag("home", false),
                loopback ? TwoWay.Remedy.LOOPBACK : TwoWay.Remedy.NONE,
                seconds <= 0 ? REMEDY_SHORTEST : Math.toIntExact(Math.min(seconds, 86_400)),
                pipeline.text("channelInfo").orElse(""));
    }

    private CandidateNodes nodes(Row pipeline, Parameters parameters) {
        return new CandidateNodes(
                nodes(pipeline, parameters.subject(), "SELECT"),
                nodes(pipeline, parameters.subject(), "LOAD"),
                parameters.flag("useExternalIp", false));
    }

    private List<String> nodes(Row pipeline, Subject subject, String location) {
        List<String> names = new ArrayList<>();
        for (Row relation : store.of("PIPELINE_NODE_RELATION", "PIPELINE_ID", pipeline.id())) {
            if (relation.text("LOCATION").equalsIgnoreCase(location)) {
                String name = site.nodes().get(relation.number("NODE_ID"));
                if (name == null) {
                    harvest.report()
                            .add(
                                    Outcome.LEFT_OUT,
                                    subject,
                                    location + " node",
                                    relation.text("NODE_ID"),
                                    "that node was not carried over");
                } else if (!names.contains(name)) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    private static void tell(Parameters parameters) {
        parameters.carried("syncMode", "rows.mode of its pipelines");
        if (parameters.text("syncConsistency").orElse("B").startsWith("S")) {
            parameters.leftOut("syncConsistency", "STORE never worked; values come from the log");
        }
        parameters.carried("syncConsistency", "rows.values of its pipelines");
        boolean remedy = parameters.flag("enableRemedy", false);
        boolean crossing = parameters.text("remedyAlgorithm").orElse("L").startsWith("I");
        if (remedy && crossing) {
            parameters.toDo(
                    "remedyAlgorithm", "INTERSECTION never worked; choose loopback or none");
        }
        parameters.carried("enableRemedy", "two-way.remedy of its pipelines");
        parameters.carried("remedyAlgorithm", "two-way.remedy of its pipelines");
        parameters.carried("remedyDelayThresoldForMedia", "two-way.remedy-seconds");
        parameters.known("channelId");
        parameters.rest();
    }
}
