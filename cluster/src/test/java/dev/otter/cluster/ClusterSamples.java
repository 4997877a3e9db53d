package dev.otter.cluster;

import dev.otter.cluster.connection.ConnectionConfig;
import dev.otter.cluster.connection.Login;
import dev.otter.cluster.connection.ServerList;
import dev.otter.cluster.connection.SessionTime;
import dev.otter.cluster.connection.ZooKeeperConnection;
import dev.otter.cluster.membership.Member;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** What tests of this module share. */
public final class ClusterSamples {
    /** Short enough to be waited for. */
    public static final Duration SESSION = Duration.ofSeconds(3);

    /** What Otter's processes show. */
    public static final Login LOGIN = new Login("shared-by-those-of-these-tests");

    private ClusterSamples() {}

    /** Connects with a session of three seconds, as do all of these with the login. */
    public static ZooKeeperConnection connect(String servers) {
        return connect(servers, SESSION);
    }

    public static ZooKeeperConnection connect(String servers, Duration session) {
        return connect(servers, session, Optional.of(LOGIN));
    }

    /** Connects with another login, or none. */
    public static ZooKeeperConnection connect(String servers, Optional<Login> login) {
        return connect(servers, SESSION, login);
    }

    private static ZooKeeperConnection connect(
            String servers, Duration session, Optional<Login> login) {
        return ZooKeeperConnection.connect(
                new ConnectionConfig(
                        ServerList.parse(servers),
                        new SessionTime(session),
                        Duration.ofSeconds(20),
                        login),
                InstantSource.system(),
                RandomGenerator.getDefault());
    }

    /** A node on this machine. */
    public static Member member(int nid, String process) {
        return new Member(
                nid,
                "10.0.0." + nid,
                new Member.Ports(2088, 9090),
                "5.0.0",
                Instant.parse("2026-11-25T10:00:00Z"),
                new Member.ProcessId(process, 4_000 + nid));
    }
}
