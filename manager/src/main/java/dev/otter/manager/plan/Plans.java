package dev.otter.manager.plan;

import dev.otter.document.json.ConfigJson;
import dev.otter.document.plan.NodePlan;
import dev.otter.document.plan.PlannedChannel;
import dev.otter.document.plan.PlannedEndpoint;
import dev.otter.document.plan.PlannedPipeline;
import dev.otter.manager.catalog.Thing;
import dev.otter.manager.secret.Sealer;
import dev.otter.model.config.channel.ChannelConfig;
import dev.otter.model.config.channel.PipelineConfig;
import dev.otter.model.config.cluster.NodeConfig;
import dev.otter.model.config.mapping.MappingConfig;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What all nodes are to run with at one revision of the configuration. Each pipeline's text is made
 * once; a node's document is put together of them when it is asked for. Holds passwords. Immutable,
 * for any thread.
 */
public final class Plans {
    private static final String NO_CHANNELS = "\"channels\":[]}";
    private static final String NO_PIPELINES = "\"pipelines\":[]}";

    private final long revision;
    private final Snapshot snapshot;
    private final ConfigJson json;
    private final List<PipelineText.OfChannel> channels;
    private final SortedMap<Long, NodeConfig> nodes = new TreeMap<>();
    private final Map<Long, NodePlan> heads = new TreeMap<>();
    private final Map<Long, String> digests = new TreeMap<>();
    private final Map<Long, PlannedPlace> pipelines = new LinkedHashMap<>();

    /**
     * @param before made quicker by what these have in common with the new ones
     */
    Plans(
            Snapshot snapshot,
            Surroundings around,
            ConfigJson json,
            Sealer sealer,
            Optional<Plans> before) {
        this.revision = snapshot.revision();
        this.snapshot = snapshot;
        this.json = json;
        this.channels = new Drafting(snapshot, json, sealer, before.map(Plans::former)).channels();
        for (PipelineText.OfChannel channel : channels) {
            channel.pipelines().forEach(text -> pipelines.put(text.place().number(), text.place()));
        }
        for (Thing node : snapshot.nodes()) {
            NodeConfig config = node.as(NodeConfig.class);
            nodes.put(node.id(), config);
            heads.put(node.id(), head(config, snapshot, around));
        }
        outlines()
                .forEach((node, outline) ->
                        digests.put(
                                node,
                                sealer.digest(
                                        outline.toString().getBytes(StandardCharsets.UTF_8))));
    }

    private Drafting.Former former() {
        Map<Long, PipelineText.OfChannel> known = new HashMap<>();
        channels.forEach(channel -> known.put(channel.id(), channel));
        return new Drafting.Former(snapshot, known);
    }

    /** Of which configuration they are. */
    Snapshot snapshot() {
        return snapshot;
    }

    private static NodePlan head(NodeConfig node, Snapshot snapshot, Surroundings around) {
        return new NodePlan(
                node.name(),
                node.port(),
                node.downloadPort(),
                snapshot.servers(node).orElse(around.zookeeper()),
                Math.toIntExact(Math.max(1, around.session().toSeconds())),
                around.secret(),
                List.of());
    }

    /** They stand for the documents: equal outlines have equal documents. By node. */
    private Map<Long, StringBuilder> outlines() {
        Map<Long, StringBuilder> outlines = new TreeMap<>();
        heads.forEach((node, head) -> outlines.put(node, new StringBuilder(json.write(head))));
        for (PipelineText.OfChannel channel : channels) {
            for (PipelineText pipeline : channel.pipelines()) {
                pipeline.fragment()
                        .map(fragment ->
                                "\n%d %s %s"
                                        .formatted(channel.id(), channel.name(), fragment.digest()))
                        .ifPresent(line -> add(outlines, pipeline.place(), line));
            }
        }
        return outlines;
    }

    private static void add(Map<Long, StringBuilder> outlines, PlannedPlace place, String line) {
        for (int node : place.candidates()) {
            StringBuilder outline = outlines.get((long) node);
            if (outline != null) {
                outline.append(line);
            }
        }
    }

    /** Of which revision of the configuration they are. */
    public long revision() {
        return revision;
    }

    /** All configured nodes by number. */
    public SortedMap<Long, NodeConfig> nodes() {
        return new TreeMap<>(nodes);
    }

    /** A node's name; its number when it is not configured. */
    public String nodeName(long node) {
        return Optional.ofNullable(nodes.get(node))
                .map(NodeConfig::name)
                .orElse(String.valueOf(node));
    }

    /** All configured pipelines, by channel, in the order of the configuration. */
    public List<PlannedPlace> pipelines() {
        return List.copyOf(pipelines.values());
    }

    /** The pipeline with that number. */
    public Optional<PlannedPlace> pipeline(long number) {
        return Optional.ofNullable(pipelines.get(number));
    }

    /** The pipeline of that name. */
    public Optional<PlannedPlace> pipeline(long channel, String name) {
        return pipelines.values().stream()
                .filter(place -> place.channel() == channel && place.name().equalsIgnoreCase(name))
                .findAny();
    }

    /**
     * A pipeline with its ends as they are now, and with these tables instead of its own.
     *
     * @throws OtterException NOT_FOUND when it is gone, STATE_FORBIDS when a password is missing
     */
    public PlannedPipeline with(PlannedPlace place, List<MappingConfig> tables) {
        PipelineConfig config =
                snapshot.channels().stream()
                        .filter(channel -> channel.id() == place.channel())
                        .flatMap(channel ->
                                channel.as(ChannelConfig.class).pipeline(place.name()).stream())
                        .findAny()
                        .orElseThrow(() ->
                                new OtterException(
                                        ErrorCode.NOT_FOUND,
                                        "the pipeline is not configured any more",
                                        "pipeline '" + place.title() + "'",
                                        "Look it up in the list."));
        return new PlannedPipeline(
                place.number(),
                config.withTables(tables),
                end(config.from(), place),
                end(config.to(), place),
                config.canal().flatMap(snapshot::canal),
                place.candidates());
    }

    private PlannedEndpoint end(String name, PlannedPlace place) {
        return snapshot.endpoint(name)
                .orElseThrow(() ->
                        new OtterException(
                                ErrorCode.STATE_FORBIDS,
                                "no password is kept for endpoint '%s'".formatted(name),
                                "pipeline '" + place.title() + "'",
                                "Save the endpoint with its password."));
    }

    /** The channels' names by their ids. */
    public Map<Long, String> channels() {
        Map<Long, String> names = new LinkedHashMap<>();
        channels.forEach(channel -> names.put(channel.id(), channel.name()));
        return names;
    }

    /** What keeps a channel from being started, each with its cure; empty when nothing does. */
    public List<String> obstacles(long channel) {
        return channels.stream()
                .filter(known -> known.id() == channel)
                .findAny()
                .map(PipelineText.OfChannel::obstacles)
                .orElse(List.of());
    }

    /** Stands for a node's document, without telling anything of it, by the node's number. */
    Map<Long, String> digests() {
        return digests;
    }

    /** A node's document as {@link NodePlan} reads it; empty when there is no such node. */
    Optional<byte[]> document(long node) {
        return Optional.ofNullable(heads.get(node)).map(head -> document(node, head));
    }

    private byte[] document(long node, NodePlan head) {
        List<byte[]> parts = new ArrayList<>();
        parts.add(opened(json.write(head), NO_CHANNELS));
        boolean first = true;
        for (PipelineText.OfChannel channel : channels) {
            List<byte[]> texts =
                    channel.pipelines().stream()
                            .filter(pipeline -> pipeline.concerns(node))
                            .map(pipeline -> pipeline.fragment().orElseThrow().json())
                            .toList();
            if (!texts.isEmpty()) {
                parts.add(first ? new byte[0] : comma());
                first = false;
                add(parts, channel, texts);
            }
        }
        parts.add("]}".getBytes(StandardCharsets.UTF_8));
        ByteArrayOutputStream document =
                new ByteArrayOutputStream(parts.stream().mapToInt(part -> part.length).sum());
        parts.forEach(document::writeBytes);
        return document.toByteArray();
    }

    private void add(List<byte[]> parts, PipelineText.OfChannel channel, List<byte[]> texts) {
        PlannedChannel empty = new PlannedChannel(channel.id(), channel.name(), List.of());
        parts.add(opened(json.write(empty), NO_PIPELINES));
        for (int i = 0; i < texts.size(); i++) {
            parts.add(i == 0 ? new byte[0] : comma());
            parts.add(texts.get(i));
        }
        parts.add("]}".getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] comma() {
        return new byte[] {','};
    }

    /** The text up to where its last, empty list begins. */
    private static byte[] opened(String text, String end) {
        if (!text.endsWith(end)) {
            throw new IllegalStateException("the document does not end with " + end);
        }
        return text.substring(0, text.length() - "]}".length()).getBytes(StandardCharsets.UTF_8);
    }
}
