package dev.otter.testkit.server;

import java.util.List;

/** Who runs this process, for the servers that ask for it. */
final class Account {
    private Account() {}

    static boolean root() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** The option without which a server refuses to run as root. */
    static List<String> serverOptions() {
        return root() ? List.of("--user=root") : List.of();
    }
}
