package dev.otter.manager.catalog;

import dev.otter.model.config.Check;
import dev.otter.model.config.Named;
import dev.otter.model.config.access.SystemConfig;
import dev.otter.model.config.access.UserConfig;
import dev.otter.model.config.alarm.AlarmRuleConfig;
import dev.otter.model.config.channel.ChannelConfig;
import dev.otter.model.config.channel.PipelineConfig;
import dev.otter.model.config.cluster.NodeConfig;
import dev.otter.model.config.cluster.ZooKeeperConfig;
import dev.otter.model.config.endpoint.CanalConfig;
import dev.otter.model.config.endpoint.EndpointConfig;
import dev.otter.model.config.endpoint.FailoverGroupConfig;
import dev.otter.model.config.endpoint.TableConfig;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * That a configuration names something else.
 *
 * @param kind kind of what is named
 * @param name its name as written
 */
record Reference(Kind kind, String name) {

    /** All that a configuration names, each once. */
    static Set<Reference> of(Named config) {
        Set<Reference> found = new LinkedHashSet<>();
        switch (config) {
            case ChannelConfig channel -> channel.pipelines().forEach(p -> add(found, p));
            case TableConfig table -> found.add(new Reference(Kind.ENDPOINT, table.endpoint()));
            case CanalConfig canal -> found.add(new Reference(Kind.ENDPOINT, canal.endpoint()));
            case EndpointConfig endpoint ->
                    endpoint.failoverGroup()
                            .ifPresent(name -> found.add(new Reference(Kind.FAILOVER_GROUP, name)));
            case NodeConfig node ->
                    node.zookeeper()
                            .ifPresent(name -> found.add(new Reference(Kind.ZOOKEEPER, name)));
            case AlarmRuleConfig rule -> found.add(new Reference(Kind.CHANNEL, rule.channel()));
            case FailoverGroupConfig _, ZooKeeperConfig _, UserConfig _, SystemConfig _ -> {}
            default -> throw new IllegalStateException(config.getClass() + " is of no kind");
        }
        return found;
    }

    private static void add(Set<Reference> found, PipelineConfig pipeline) {
        found.add(new Reference(Kind.ENDPOINT, pipeline.from()));
        found.add(new Reference(Kind.ENDPOINT, pipeline.to()));
        pipeline.canal().ifPresent(name -> found.add(new Reference(Kind.CANAL, name)));
        pipeline.nodes().select().forEach(name -> found.add(new Reference(Kind.NODE, name)));
        pipeline.nodes().load().forEach(name -> found.add(new Reference(Kind.NODE, name)));
    }

    /** The name in the form in which equal names are equal texts. */
    String key() {
        return Check.key(name);
    }
}
