package dev.otter.manager.fleet;

import dev.otter.manager.access.RandomText;
import dev.otter.manager.live.EnrolmentSecret;
import dev.otter.manager.store.Database;
import dev.otter.transport.control.server.NodeRegistry;
import dev.otter.transport.control.server.NodeStanding;
import dev.otter.transport.identity.KeyFingerprint;
import dev.otter.transport.identity.NodeId;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * Approved keys and enrolment secrets of nodes, in the store. Of a secret only a hash is kept; it
 * is good for one enrolment within a day. For any thread.
 */
public final class StoredNodes implements NodeRegistry {
    private static final Duration SECRET_LIFE = Duration.ofDays(1);
    private static final String NO_HASH = RandomText.hash("");

    private final Database database;
    private final InstantSource clock;
    private final RandomText random;

    public StoredNodes(Database database, InstantSource clock, SecureRandom random) {
        this.database = database;
        this.clock = clock;
        this.random = new RandomText(random);
    }

    @Override
    public NodeStanding standing(NodeId node) {
        return database.read(handle -> {
            if (!exists(handle, node.number())) {
                return wasDeleted(handle, node.number())
                        ? new NodeStanding.Deleted()
                        : new NodeStanding.Unknown();
            }
            return new NodeStanding.Registered(
                    handle.createQuery("SELECT fingerprint FROM node_key WHERE node_id = ?")
                            .bind(0, node.number())
                            .mapTo(String.class)
                            .findOne()
                            .map(KeyFingerprint::new));
        });
    }

    private static boolean exists(Handle handle, long node) {
        return count(handle, "SELECT COUNT(*) FROM node WHERE id = ?", node) > 0;
    }

    private static boolean wasDeleted(Handle handle, long node) {
        String query = "SELECT COUNT(*) FROM history WHERE kind = 'NODE' AND thing_id = ?";
        return count(handle, query, node) > 0;
    }

    private static long count(Handle handle, String query, long node) {
        return handle.createQuery(query).bind(0, node).mapTo(Long.class).one();
    }

    /** A right secret is used up by the question, so that of two who know it one gets in. */
    @Override
    public boolean admits(NodeId node, String secret) {
        String offered = RandomText.hash(secret);
        return database.inTransaction(handle -> {
            Optional<String> kept =
                    handle.createQuery(
                                    "SELECT secret_hash FROM enrolment_secret WHERE node_id = ? AND"
                                            + " expires_at > ?")
                            .bind(0, node.number())
                            .bind(1, clock.millis())
                            .mapTo(String.class)
                            .findOne();
            boolean right = RandomText.equal(kept.orElse(NO_HASH), offered) && kept.isPresent();
            return right && forgetSecret(handle, node.number()) == 1;
        });
    }

    @Override
    public void approve(NodeId node, KeyFingerprint key) {
        database.useTransaction(handle -> {
            handle.execute("DELETE FROM node_key WHERE node_id = ?", node.number());
            handle.execute(
                    "INSERT INTO node_key (node_id, fingerprint, approved_at) VALUES (?, ?, ?)",
                    node.number(),
                    key.hex(),
                    clock.millis());
            forgetSecret(handle, node.number());
        });
    }

    /** No key is the node's any more, and no secret lets it in. */
    public void revoke(long node) {
        database.useTransaction(handle -> {
            handle.execute("DELETE FROM node_key WHERE node_id = ?", node);
            forgetSecret(handle, node);
        });
    }

    /** Makes a secret for a node that exists. */
    public EnrolmentSecret newSecret(long node) {
        String secret = random.next();
        Instant end = clock.instant().plus(SECRET_LIFE).truncatedTo(ChronoUnit.MILLIS);
        database.useTransaction(handle -> {
            forgetSecret(handle, node);
            handle.execute(
                    "INSERT INTO enrolment_secret (node_id, secret_hash, expires_at) VALUES (?, ?,"
                            + " ?)",
                    node,
                    RandomText.hash(secret),
                    end.toEpochMilli());
        });
        return new EnrolmentSecret(secret, end);
    }

    private static int forgetSecret(Handle handle, long node) {
        return handle.execute("DELETE FROM enrolment_secret WHERE node_id = ?", node);
    }
}
