package dev.otter.cluster.ensemble;

import dev.otter.cluster.connection.ServerAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what a server answers to {@code srvr}:
 *
 * <pre>
 * Zookeeper version: 3.9.4-7246445ec281f3dbf53dc54e970c914f39713903, built on 2025-08-19 19:53 UTC
 * Latency min/avg/max: 0/0.3333/4
 * Received: 8
 * Sent: 7
 * Connections: 1
 * Outstanding: 0
 * Zxid: 0x3
 * Mode: standalone
 * Node count: 5
 * </pre>
 */
final class SrvrAnswer {
    private static final Pattern VERSION = Pattern.compile("Zookeeper version: ([0-9][0-9.]*)");
    private static final Pattern LATENCY =
            Pattern.compile("Latency min/avg/max: ([0-9.]+)/([0-9.]+)/([0-9.]+)");

    private SrvrAnswer() {}

    static ServerHealth health(ServerAddress server, String answer) {
        if (answer.contains("not currently serving requests")) {
            return new ServerHealth.NotServing(server);
        }
        Matcher version = VERSION.matcher(answer);
        Matcher latency = LATENCY.matcher(answer);
        if (!version.find() || !latency.find()) {
            return new ServerHealth.Silent(
                    server, "it answered something else than ZooKeeper does");
        }
        return new ServerHealth.Serving(
                server,
                version.group(1),
                text(answer, "Mode"),
                number(answer, "Connections"),
                number(answer, "Outstanding"),
                new ServerHealth.Latency(
                        Double.parseDouble(latency.group(1)),
                        Double.parseDouble(latency.group(2)),
                        Double.parseDouble(latency.group(3))),
                number(answer, "Node count"));
    }

    private static String text(String answer, String key) {
        Matcher line = Pattern.compile("(?m)^" + key + ": (\\S+)\\s*$").matcher(answer);
        return line.find() ? line.group(1) : "";
    }

    private static long number(String answer, String key) {
        String text = text(answer, key);
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    }
}
