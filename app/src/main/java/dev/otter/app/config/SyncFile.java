package dev.otter.app.config;

import dev.otter.model.channel.Channel;
import dev.otter.model.channel.Pipeline;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A configuration file that has been read and found sound.
 *
 * @param path where it was read from
 * @param entries all pipelines in the order of the file, at least one
 */
public record SyncFile(Path path, List<Entry> entries) {
    public SyncFile {
        entries = List.copyOf(entries);
    }

    /**
     * A pipeline of the file.
     *
     * @param channel the channel that it belongs to
     * @param pipeline what it is to do
     * @param places where its parts stand
     */
    public record Entry(String channel, Pipeline pipeline, Places places) {
        /** The name under which the pipeline is shown, {@code channel/pipeline}. */
        public String name() {
            return channel + "/" + pipeline.name();
        }

        /** The same, the operator consenting to a full load that empties tables. */
        public Entry consenting() {
            return new Entry(
                    channel,
                    new Pipeline(
                            pipeline.name(),
                            pipeline.from(),
                            pipeline.to(),
                            pipeline.start(),
                            pipeline.tables(),
                            pipeline.options().consenting()),
                    places);
        }
    }

    /** The channels in the order of the file. */
    public List<Channel> channels() {
        Map<String, List<Pipeline>> pipelines = new LinkedHashMap<>();
        for (Entry entry : entries) {
            pipelines
                    .computeIfAbsent(entry.channel(), _ -> new ArrayList<>())
                    .add(entry.pipeline());
        }
        return pipelines.entrySet().stream()
                .map(channel -> new Channel(channel.getKey(), channel.getValue()))
                .toList();
    }
}
