package dev.otter.model.config.endpoint;

import dev.otter.model.config.Check;
import dev.otter.model.config.Named;
import java.util.List;

/**
 * Servers that stand in for each other; endpoints that name the group follow its master.
 *
 * @param name unique
 * @param description free text
 * @param master the server in charge; changing it is the switch
 * @param standbys servers that may take over, the preferred first
 */
public record FailoverGroupConfig(
        String name, String description, ServerAddress master, List<ServerAddress> standbys)
        implements Named {
    public FailoverGroupConfig {
        Check.name("a failover group", name);
        description = Check.text("description", description);
        Check.required("master", master);
        standbys = Check.list("standbys", standbys);
        Check.distinct("server", standbys.stream().map(ServerAddress::toString).toList());
        if (standbys.contains(master)) {
            throw new IllegalArgumentException(
                    "server %s is both master and standby; name it once".formatted(master));
        }
    }
}
