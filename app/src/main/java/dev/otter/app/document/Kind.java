package dev.otter.app.document;

import dev.otter.model.config.Named;
import dev.otter.model.config.Spelling;
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
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What can be configured, in an order in which nothing names what comes later. */
public enum Kind {
    ZOOKEEPER("ZooKeeper cluster", "zookeepers", "zookeeper-clusters", ZooKeeperConfig.class),
    FAILOVER_GROUP(
            "failover group", "failover-groups", "failover-groups", FailoverGroupConfig.class),
    NODE("node", "nodes", "nodes", NodeConfig.class),
    ENDPOINT("endpoint", "endpoints", "endpoints", EndpointConfig.class),
    TABLE("table", "tables", "tables", TableConfig.class),
    CANAL("canal", "canals", "canals", CanalConfig.class),
    CHANNEL("channel", "channels", "channels", ChannelConfig.class),
    ALARM_RULE("alarm rule", "alarm-rules", "alarm-rules", AlarmRuleConfig.class),
    USER("user", "users", "users", UserConfig.class),
    SYSTEM("system parameters", "system", "system", SystemConfig.class);

    private final String title;
    private final String section;
    private final String path;
    private final Class<? extends Named> type;

    Kind(String title, String section, String path, Class<? extends Named> type) {
        this.title = title;
        this.section = section;
        this.path = path;
        this.type = type;
    }

    /** For messages. */
    public String title() {
        return title;
    }

    /** Its key in the file. */
    public String section() {
        return section;
    }

    /** Its collection in the HTTP interface. */
    public String path() {
        return path;
    }

    /** What is configured of it. */
    public Class<? extends Named> type() {
        return type;
    }

    /** Whether it has a password, which goes in and never comes out. */
    public boolean hasPassword() {
        return this == ENDPOINT || this == USER;
    }

    /** The word for one of it on the command line. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** All words for one of it. */
    public static List<String> words() {
        return Arrays.stream(values()).map(Kind::word).toList();
    }

    /** The kind of a section of the file. */
    public static Optional<Kind> ofSection(String name) {
        return Arrays.stream(values()).filter(kind -> kind.section.equals(name)).findFirst();
    }

    /**
     * The kind that a word means, in singular or plural.
     *
     * @throws OtterException when it means none
     */
    public static Kind parse(String text) {
        String wanted = text.toLowerCase(Locale.ROOT);
        for (Kind kind : values()) {
            if (List.of(kind.word(), kind.section, kind.path).contains(wanted)) {
                return kind;
            }
        }
        String nearest =
                Spelling.nearest(wanted, words())
                        .map(word -> "Did you mean '" + word + "'? ")
                        .orElse("");
        throw new OtterException(
                ErrorCode.CONFIGURATION_INVALID,
                "'" + text + "' is nothing that is configured",
                "",
                nearest + "Allowed: " + String.join(", ", words()) + ".");
    }
}
