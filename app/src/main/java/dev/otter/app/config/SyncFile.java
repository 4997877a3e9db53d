package dev.otter.app.config;

import dev.otter.model.channel.Channel;
import dev.otter.model.channel.Pipeline;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A configuration file that has been read and found sound.
 *
 * @param path where it was read from
 * @param channels at least one
 */
public record SyncFile(Path path, List<Channel> channels) {
    public SyncFile {
        channels = List.copyOf(channels);
    }

    /** A pipeline and the channel it belongs to. */
    public record Entry(String channel, Pipeline pipeline) {
        /** The name under which the pipeline is shown, {@code channel/pipeline}. */
        public String name() {
            return channel + "/" + pipeline.name();
        }
    }

    /** All pipelines in the order of the file. */
    public List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        for (Channel channel : channels) {
            for (Pipeline pipeline : channel.pipelines()) {
                entries.add(new Entry(channel.name(), pipeline));
            }
        }
        return List.copyOf(entries);
    }
}
