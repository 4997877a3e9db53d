package dev.otter.manager.catalog;

import dev.otter.model.config.Check;
import dev.otter.model.config.channel.ChannelConfig;
import dev.otter.model.config.channel.PipelineConfig;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Numbers of pipelines, in one transaction. For one thread. */
record PipelineTable(Handle handle) {
    private static final String SELECT = "SELECT number, channel_id, name FROM pipeline";

    /** Gives those pipelines of a channel a number that have none. */
    void number(long channel, ChannelConfig config) {
        List<NumberedPipeline> known = of(channel);
        for (PipelineConfig pipeline : config.pipelines()) {
            String key = Check.key(pipeline.name());
            if (known.stream().noneMatch(other -> Check.key(other.name()).equals(key))) {
                handle.createUpdate(
                                "INSERT INTO pipeline (number, channel_id, name, name_key)"
                                        + " VALUES (?, ?, ?, ?)")
                        .bind(0, next())
                        .bind(1, channel)
                        .bind(2, pipeline.name())
                        .bind(3, key)
                        .execute();
            }
        }
    }

    /** Those of a channel, also the removed ones. */
    List<NumberedPipeline> of(long channel) {
        return read(
                handle.createQuery(SELECT + " WHERE channel_id = ? ORDER BY number")
                        .bind(0, channel));
    }

    /** Those of all channels, also the removed ones, by number. */
    List<NumberedPipeline> all() {
        return read(handle.createQuery(SELECT + " ORDER BY number"));
    }

    private static List<NumberedPipeline> read(Query query) {
        List<NumberedPipeline> pipelines = new ArrayList<>();
        query.map((row, _) ->
                        new NumberedPipeline(
                                row.getLong("number"),
                                row.getLong("channel_id"),
                                row.getString("name")))
                .forEach(pipelines::add);
        return pipelines;
    }

    /** The transaction holds the lock of the whole configuration, so nobody else takes it. */
    private long next() {
        return handle.createQuery("SELECT COALESCE(MAX(number), 0) FROM pipeline")
                        .mapTo(Long.class)
                        .one()
                + 1;
    }
}
