package dev.otter.testkit.zookeeper;

import java.util.List;

/**
 * A release of ZooKeeper whose jars lie beside this class; Maven puts them there. They are never on
 * our own class path: the server has nothing in common with a client under test.
 */
public enum ZooKeeperRelease {
    /** The newest. */
    CURRENT(
            "current",
            "zookeeper.jar",
            "zookeeper-jute.jar",
            "audience-annotations.jar",
            "metrics-core.jar",
            "snappy-java.jar",
            "slf4j-api.jar",
            "logback-classic.jar",
            "logback-core.jar"),
    /** One that is too old for us: 3.4, as Otter 4 used it. */
    OLD("old", "zookeeper.jar", "slf4j-api.jar", "slf4j-simple.jar");

    private final String folder;
    private final String jars;

    ZooKeeperRelease(String folder, String... jars) {
        this.folder = folder;
        this.jars = String.join(" ", jars);
    }

    String folder() {
        return folder;
    }

    List<String> jars() {
        return List.of(jars.split(" "));
    }
}
