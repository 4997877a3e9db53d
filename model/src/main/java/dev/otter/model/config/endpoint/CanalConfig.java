package dev.otter.model.config.endpoint;

import dev.otter.model.channel.StartPoint;
import dev.otter.model.config.Check;
import dev.otter.model.config.Named;
import dev.otter.model.table.TablePattern;
import java.util.List;
import java.util.Optional;

/**
 * Settings of the reader of a source's log, used by one pipeline.
 *
 * @param name unique; never changes
 * @param description free text
 * @param endpoint whose log is read
 * @param start where to begin when the target has no checkpoint
 * @param replicaId the number by which the reader is known to the source; left out, one is chosen
 * @param heartbeat signs of life that the source is asked for
 * @param exclude tables that are dropped before anything else is looked at
 */
public record CanalConfig(
        String name,
        String description,
        String endpoint,
        StartPoint start,
        Optional<Long> replicaId,
        Heartbeat heartbeat,
        List<TablePattern> exclude)
        implements Named {
    private static final long REPLICA_ID_MAX = 0xFFFF_FFFFL;

    public CanalConfig {
        Check.name("a canal", name);
        description = Check.text("description", description);
        Check.name("an endpoint", endpoint);
        start = Check.orElse(start, new StartPoint.Now());
        replicaId = Check.absent(replicaId);
        heartbeat = Check.orElse(heartbeat, Heartbeat.off());
        exclude = Check.list("exclude", exclude);
        replicaId.ifPresent(id -> {
            if (id < 1 || id > REPLICA_ID_MAX) {
                throw new IllegalArgumentException(
                        "replica-id is %d, must be 1 to %d and no other server's"
                                .formatted(id, REPLICA_ID_MAX));
            }
        });
    }
}
