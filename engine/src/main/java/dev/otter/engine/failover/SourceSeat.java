package dev.otter.engine.failover;

import dev.otter.binlog.gtid.GtidSet;
import dev.otter.binlog.stream.BinlogFiles;
import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.MysqlEndpoint;
import dev.otter.binlog.wire.WireException;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.Failover;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.LogPosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which of an endpoint's servers a pipeline reads, and which it tries next. Never goes back to a
 * server by itself as long as the one in use lives.
 *
 * <p>{@link #open} belongs to the pipeline's thread; the other methods may be called from any.
 */
public final class SourceSeat {
    private static final Logger LOG = LoggerFactory.getLogger(SourceSeat.class);
    private static final Duration PROBE = Duration.ofSeconds(5);

    /** A standby that is asked for gets this long to catch up while nothing new is applied. */
    private static final Duration CATCH_UP = Duration.ofSeconds(30);

    private final String pipeline;
    private final Endpoint configured;
    private final Function<Endpoint, MysqlEndpoint> wire;
    private volatile Endpoint active;
    private volatile boolean dead;
    private volatile Wish wish;
    private volatile String refused = "";
    private boolean opened;

    /**
     * What an operator asked for.
     *
     * @param until a standby that is a little behind is waited for until then, by the clock of
     *     {@link System#nanoTime}
     */
    private record Wish(Endpoint endpoint, Optional<LogPosition> position, long until) {}

    /** Opens whatever reads from a server. */
    @FunctionalInterface
    public interface Opening<S> {
        /**
         * @throws OtterException STANDBY_BEHIND, STANDBY_UNUSABLE or STANDBY_POINT_UNCERTAIN when
         *     that server cannot take over
         */
        S at(SourceTurn turn);
    }

    /**
     * @param pipeline full name of the pipeline
     * @param configured the endpoint as it is configured
     * @param known which server an earlier run read
     * @param wire how an endpoint is connected to
     */
    public SourceSeat(
            String pipeline,
            Endpoint configured,
            Optional<ReadSource> known,
            Function<Endpoint, MysqlEndpoint> wire) {
        this.pipeline = pipeline;
        this.configured = configured;
        this.wire = wire;
        this.active =
                known.filter(source -> source.configured().equals(own()))
                        .flatMap(source -> find(source.address()))
                        .orElse(configured);
    }

    private String own() {
        return configured.server().toString();
    }

    private List<Endpoint> servers() {
        List<Endpoint> servers = new ArrayList<>();
        servers.add(configured);
        configured
                .failover()
                .map(Failover::standbys)
                .orElse(List.of())
                .forEach(standby -> servers.add(configured.at(standby)));
        return servers;
    }

    private Optional<Endpoint> find(String address) {
        return servers().stream()
                .filter(server -> server.server().toString().equals(address))
                .findFirst();
    }

    /** The server in use. */
    public Endpoint active() {
        return active;
    }

    /** What is worth telling about it; empty when it is the configured one and nobody asked. */
    public List<String> notices() {
        List<String> notices = new ArrayList<>();
        Endpoint now = active;
        if (!now.server().equals(configured.server())) {
            notices.add("reading from standby " + now.server() + " instead of " + own());
        }
        if (!refused.isEmpty()) {
            notices.add(refused);
        }
        return notices;
    }

    /** A server gives no more signs of life, or gives them again; counts when it is in use. */
    public synchronized void dead(String address, boolean now) {
        if (active.server().toString().equals(address)) {
            dead = now;
        }
    }

    /**
     * The next opening is to be at this server; when that cannot be, the one in use is kept.
     *
     * @param address {@code host:port} of the endpoint or of one of its standbys
     * @param position where to go on in its log, when an operator has looked it up
     * @throws OtterException CONFIGURATION_INVALID when the endpoint has no such server
     */
    public void ask(String address, Optional<LogPosition> position) {
        Endpoint endpoint =
                find(address)
                        .orElseThrow(() ->
                                new OtterException(
                                        ErrorCode.CONFIGURATION_INVALID,
                                        address + " is not a server of this endpoint",
                                        "pipeline " + pipeline + ", source " + configured,
                                        "Its servers are "
                                                + servers().stream().map(Endpoint::server).toList()
                                                + "; add it to its standbys."));
        wish = new Wish(endpoint, position, System.nanoTime() + CATCH_UP.toNanos());
        refused = "";
    }

    /** Whether the server in use is to be left: it is dead, or another one was asked for. */
    public boolean restless() {
        return dead || wish != null;
    }

    /**
     * Opens at the server that was asked for, at the one in use, or, when that is dead, at the best
     * standby.
     *
     * @throws OtterException that of the opening; NO_STANDBY when the one in use is dead and none
     *     can take over yet; STANDBY_POINT_UNCERTAIN when none ever can without help
     */
    public <S> S open(Opening<S> opening) {
        Wish asked = wish;
        if (asked != null) {
            wish = null;
            try {
                return taken(asked.endpoint(), opening, asked.position());
            } catch (OtterException | WireException e) {
                refused =
                        "the switch to " + asked.endpoint().server() + " failed: " + e.getMessage();
                LOG.warn("pipeline {}: {}", pipeline, refused);
                boolean behind =
                        e instanceof OtterException coded
                                && coded.code() == ErrorCode.STANDBY_BEHIND;
                if (behind && opened && System.nanoTime() - asked.until() < 0) {
                    keep(asked);
                    throw e;
                }
                if (!opened) {
                    throw e;
                }
            }
        }
        return dead ? openStandby(opening) : taken(active, opening, Optional.empty());
    }

    /** Unless something else was asked for meanwhile. */
    private synchronized void keep(Wish asked) {
        if (wish == null) {
            wish = asked;
        }
    }

    private <S> S taken(Endpoint endpoint, Opening<S> opening, Optional<LogPosition> position) {
        S result = opening.at(new SourceTurn(endpoint, own(), position));
        opened = true;
        synchronized (this) {
            if (!endpoint.server().equals(active.server())) {
                active = endpoint;
                dead = false;
            }
        }
        return result;
    }

    private <S> S openStandby(Opening<S> opening) {
        List<String> reasons = new ArrayList<>();
        boolean mayCome = false;
        OtterException uncertain = null;
        for (Endpoint standby : inOrder(reasons)) {
            try {
                return taken(standby, opening, Optional.empty());
            } catch (OtterException e) {
                reasons.add(e.getMessage());
                switch (e.code()) {
                    case STANDBY_BEHIND -> mayCome = true;
                    case STANDBY_POINT_UNCERTAIN -> uncertain = e;
                    case STANDBY_UNUSABLE, ENDPOINT_UNREACHABLE, ACCESS_DENIED -> {}
                    case SOURCE_NOT_READY, PRIVILEGE_MISSING, REPLICA_WITHOUT_LOG -> {}
                    default -> throw e;
                }
            } catch (WireException e) {
                reasons.add(standby.server() + ": " + e.getMessage());
            }
        }
        if (uncertain != null && !mayCome) {
            throw uncertain;
        }
        throw new OtterException(
                ErrorCode.NO_STANDBY,
                "source "
                        + active.server()
                        + " is dead and no standby can take over yet: "
                        + String.join("; ", reasons),
                "pipeline " + pipeline,
                "Nothing is lost: it goes on with the first server that can be read from without"
                        + " a gap, "
                        + active.server()
                        + " included.");
    }

    /** A server and what it has executed, null when that cannot be compared. */
    private record Reached(Endpoint endpoint, GtidSet executed) {}

    /** All but the one in use that answer, the furthest first; without GTIDs as configured. */
    private List<Endpoint> inOrder(List<String> reasons) {
        List<Reached> reached = new ArrayList<>();
        for (Endpoint server : servers()) {
            if (server.server().equals(active.server())) {
                continue;
            }
            try (MysqlConnection connection =
                    MysqlConnection.connect(wire.apply(server).withTimeouts(PROBE, PROBE))) {
                boolean gtids =
                        !connection.serverVersion().mariaDb()
                                && connection.query("SELECT @@gtid_mode").string(0, 0).equals("ON");
                Reached found =
                        new Reached(server, gtids ? new BinlogFiles(connection).executed() : null);
                int at = 0;
                while (at < reached.size() && !further(found, reached.get(at))) {
                    at++;
                }
                reached.add(at, found);
            } catch (WireException e) {
                reasons.add(server.server() + ": " + e.getMessage());
            }
        }
        return reached.stream().map(Reached::endpoint).toList();
    }

    private static boolean further(Reached one, Reached other) {
        if (one.executed() == null || other.executed() == null) {
            return false;
        }
        return one.executed().subtract(other.executed()).size()
                > other.executed().subtract(one.executed()).size();
    }
}
