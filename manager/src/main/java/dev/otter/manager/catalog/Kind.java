package dev.otter.manager.catalog;

import dev.otter.model.config.Named;
import dev.otter.model.config.access.SystemConfig;
import dev.otter.model.config.access.UserConfig;
import dev.otter.model.config.alarm.AlarmRuleConfig;
import dev.otter.model.config.channel.ChannelConfig;
import dev.otter.model.config.cluster.NodeConfig;
import dev.otter.model.config.cluster.ZooKeeperConfig;
import dev.otter.model.config.endpoint.CanalConfig;
import dev.otter.model.config.endpoint.EndpointConfig;
import dev.otter.model.config.endpoint.FailoverGroupConfig;
import dev.otter.model.config.endpoint.TableConfig;

/** The kinds of things that are configured, each with its table in the store. */
public enum Kind {
    CHANNEL("channel", "channels", "channel", ChannelConfig.class),
    ENDPOINT("endpoint", "endpoints", "endpoint", EndpointConfig.class),
    TABLE("table", "tables", "table_pattern", TableConfig.class),
    CANAL("canal", "canals", "canal", CanalConfig.class),
    FAILOVER_GROUP(
            "failover group", "failover-groups", "failover_group", FailoverGroupConfig.class),
    NODE("node", "nodes", "node", NodeConfig.class),
    ZOOKEEPER(
            "ZooKeeper cluster", "zookeeper-clusters", "zookeeper_cluster", ZooKeeperConfig.class),
    ALARM_RULE("alarm rule", "alarm-rules", "alarm_rule", AlarmRuleConfig.class),
    USER("user", "users", "user_account", UserConfig.class),
    SYSTEM("system parameters", "system", "system_parameter", SystemConfig.class);

    private final String title;
    private final String path;
    private final String table;
    private final Class<? extends Named> type;

    Kind(String title, String path, String table, Class<? extends Named> type) {
        this.title = title;
        this.path = path;
        this.table = table;
        this.type = type;
    }

    /** For messages. */
    public String title() {
        return title;
    }

    /** Its collection's name in the HTTP interface. */
    public String path() {
        return path;
    }

    /** Its table in the store. */
    String table() {
        return table;
    }

    /** What is configured of it. */
    public Class<? extends Named> type() {
        return type;
    }

    /** The kind of a configuration record. */
    public static Kind of(Named config) {
        for (Kind kind : values()) {
            if (kind.type.isInstance(config)) {
                return kind;
            }
        }
        throw new IllegalStateException(config.getClass() + " is of no kind");
    }
}
