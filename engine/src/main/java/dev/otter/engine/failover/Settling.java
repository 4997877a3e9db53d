package dev.otter.engine.failover;

import dev.otter.binlog.gtid.GtidSet;
import dev.otter.binlog.gtid.GtidSetBuilder;
import dev.otter.binlog.gtid.GtidSource;
import dev.otter.binlog.stream.BinlogFiles;
import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.engine.database.TableCatalog;
import dev.otter.engine.load.checkpoint.CheckpointTable;
import dev.otter.engine.load.checkpoint.Recovered;
import dev.otter.engine.select.ServerIdentity;
import dev.otter.model.channel.Failover;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.Checkpoint;
import dev.otter.model.position.Fingerprint;
import dev.otter.model.position.LogPosition;
import dev.otter.model.position.TransactionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes a checkpoint fit the server that is read now. When it is another one than before, the place
 * to go on at is found in that server's log, or the server is refused; then checkpoint and server
 * are written to the target in one transaction. The rules and their limits are in
 * docs/adr/0022-a-standby-goes-on-exactly-or-not-at-all.md.
 *
 * <p>One use, one thread; the connections are the caller's.
 */
public final class Settling {
    private static final Logger LOG = LoggerFactory.getLogger(Settling.class);
    private static final int TEXT_MAX = 300;

    private static final String HELP_BY_HAND =
            "Or find the place in its log by hand and start with 'otter sync --use-standby HOST:PORT"
                    + " --standby-position FILE:OFFSET'.";

    private static final String HELP_BY_HAND_OR_NEW =
            "Copy the data anew, or begin under another name at a GTID set that you know.";

    private final Pipeline pipeline;
    private final String name;
    private final SourceTurn turn;
    private final long serverId;
    private final CheckpointTable checkpoints;
    private final SourceLedger ledger;

    /**
     * @param name full name of the pipeline
     * @param pipeline reading from the server of this turn
     * @param turn which server, and why
     * @param serverId replica id to show
     * @param checkpoints of the pipeline
     */
    public Settling(
            String name,
            Pipeline pipeline,
            SourceTurn turn,
            long serverId,
            CheckpointTable checkpoints) {
        this.name = name;
        this.pipeline = pipeline;
        this.turn = turn;
        this.serverId = serverId;
        this.checkpoints = checkpoints;
        this.ledger = new SourceLedger(name);
    }

    /** Fits what else is told in positions of a log, in the target transaction of the move. */
    @FunctionalInterface
    public interface Alongside {
        /**
         * @param otherServer false when an operator has given another position of the same one
         */
        void moved(boolean otherServer);
    }

    /** Keeps which server it is, before a pipeline begins anew. */
    public void first(MysqlConnection from, MysqlConnection to) {
        keep(to, now(from));
    }

    private void keep(MysqlConnection to, ReadSource source) {
        to.query(ledger.statement(source));
        to.query("COMMIT");
    }

    private ReadSource now(MysqlConnection from) {
        return new ReadSource(
                turn.configured(), turn.endpoint().server().toString(), ServerIdentity.of(from));
    }

    /**
     * Fits what an earlier run left to the server that {@code from} leads to.
     *
     * @param recovered with a mark, taken over so that no other process can write any more
     * @param gtids whether that server names its transactions by MySQL GTIDs
     * @param alongside called once the place is found, when there is a move
     * @return the same, or what it is in that server's log
     * @throws OtterException STANDBY_BEHIND, STANDBY_UNUSABLE or STANDBY_POINT_UNCERTAIN; nothing
     *     has changed then
     */
    public Recovered settle(
            MysqlConnection from,
            MysqlConnection to,
            Recovered recovered,
            boolean gtids,
            Alongside alongside) {
        ReadSource now = now(from);
        Optional<ReadSource> before = ledger.read(to);
        if (!moves(before, now)) {
            if (!before.equals(Optional.of(now))) {
                keep(to, now);
            }
            return recovered;
        }
        requireAll(from);
        Checkpoint mark = recovered.mark().orElseThrow();
        Recovered moved =
                turn.byHand().isPresent()
                        ? moved(recovered, byHand(from, turn.byHand().get(), gtids), Map.of())
                        : gtids ? byGtids(from, recovered) : byFingerprints(from, recovered);
        boolean other = !sameServer(before, now);
        checkpoints.move(
                to,
                recovered,
                moved,
                () -> {
                    to.query(ledger.statement(now));
                    alongside.moved(other);
                });
        LOG.warn(
                "{}: reads from {} now, at {}; before it was {}, at {}",
                name,
                turn.endpoint(),
                moved.mark().orElseThrow().position(),
                before.map(ReadSource::address).orElse("the same server"),
                mark.position());
        return moved;
    }

    /** Its GTIDs are complete also where its log is not. */
    private void requireAll(MysqlConnection from) {
        ReplicationFilters.of(from)
                .leavesOut(pipeline.tables(), TableCatalog.of(from).names(from))
                .ifPresent(filter -> {
                    throw refuse(
                            ErrorCode.STANDBY_UNUSABLE,
                            "its settings may leave tables in scope out of its log ("
                                    + filter
                                    + ")",
                            "Take the filter away on standbys, and copy anew there what it left"
                                    + " out; or leave those tables out of the pipeline.");
                });
    }

    private boolean moves(Optional<ReadSource> before, ReadSource now) {
        return !sameServer(before, now) || turn.byHand().isPresent();
    }

    private static boolean sameServer(Optional<ReadSource> before, ReadSource now) {
        return before.isEmpty() || before.get().identity().equals(now.identity());
    }

    private static Recovered moved(
            Recovered recovered, Checkpoint mark, Map<Integer, List<TransactionId>> durable) {
        return new Recovered(
                recovered.epoch(),
                recovered.lastGroup() + 1,
                Optional.of(mark),
                recovered.slots(),
                durable);
    }

    private Checkpoint byHand(MysqlConnection from, LogPosition position, boolean gtids) {
        if (gtids) {
            throw refuse(
                    ErrorCode.STANDBY_UNUSABLE,
                    "it names transactions by GTIDs, so it is not read from a position",
                    "Leave the position away: the place is found by the GTIDs themselves.");
        }
        boolean kept =
                new BinlogFiles(from)
                        .list().stream()
                                .anyMatch(f ->
                                        f.name().equals(position.file())
                                                && f.bytes() >= position.offset());
        if (!kept) {
            throw refuse(
                    ErrorCode.STANDBY_UNUSABLE,
                    "its log has no position " + position,
                    "Give one that SHOW BINARY LOGS and SHOW BINLOG EVENTS show on it.");
        }
        return new Checkpoint(position, "");
    }

    private Recovered byGtids(MysqlConnection from, Recovered recovered) {
        Checkpoint mark = recovered.mark().orElseThrow();
        if (mark.gtids().isEmpty()) {
            throw refuse(
                    ErrorCode.STANDBY_POINT_UNCERTAIN,
                    "it names transactions by GTIDs, and the server before did not",
                    HELP_BY_HAND_OR_NEW);
        }
        GtidSet read = GtidSet.parse(mark.gtids());
        GtidSetBuilder durable = new GtidSetBuilder(read);
        recovered.durable().values().stream().flatMap(List::stream).forEach(id -> add(durable, id));
        BinlogFiles files = new BinlogFiles(from);
        GtidSet lacking = durable.build().subtract(files.executed());
        if (!lacking.isEmpty()) {
            throw refuse(
                    ErrorCode.STANDBY_BEHIND,
                    "it lacks "
                            + lacking.size()
                            + " transactions that the target already has: "
                            + shortened(lacking.toString()),
                    "It is used as soon as it has them. If they are lost for good, compare with"
                            + " 'otter check' and begin the pipeline anew under another name.");
        }
        GtidSet gone = files.purged().subtract(read);
        if (!gone.isEmpty()) {
            throw refuse(
                    ErrorCode.STANDBY_UNUSABLE,
                    "it has deleted the log of "
                            + gone.size()
                            + " transactions that the target lacks: "
                            + shortened(gone.toString()),
                    "Keep logs longer on standbys (binlog_expire_logs_seconds).");
        }
        Checkpoint there =
                new Checkpoint(new LogPosition(files.list().getFirst().name(), 4), mark.gtids());
        return moved(recovered, there, recovered.durable());
    }

    private static void add(GtidSetBuilder set, TransactionId id) {
        if (id instanceof TransactionId.Gtid gtid) {
            set.add(new GtidSource(gtid.source(), gtid.tag()), gtid.number());
        }
    }

    private Recovered byFingerprints(MysqlConnection from, Recovered recovered) {
        Checkpoint mark = recovered.mark().orElseThrow();
        if (!mark.gtids().isEmpty()) {
            throw refuse(
                    ErrorCode.STANDBY_UNUSABLE,
                    "it does not name transactions by GTIDs, and the server before did",
                    "Switch gtid_mode on there.");
        }
        if (mark.tail().isEmpty()) {
            throw refuse(
                    ErrorCode.STANDBY_POINT_UNCERTAIN,
                    "no transaction is known by which the place could be found in its log: without"
                            + " GTIDs that needs standbys of the endpoint in the configuration, and"
                            + " a transaction in scope that was applied since",
                    HELP_BY_HAND);
        }
        requireOrder(from);
        List<Map.Entry<Integer, Fingerprint>> above = above(recovered, mark);
        StandbyLog log = new StandbyLog(pipeline.tables(), mark.tail(), above);
        long oldest = mark.tail().stream().mapToLong(Fingerprint::seconds).min().orElseThrow();
        Duration overlap =
                pipeline.from().failover().map(Failover::overlap).orElse(Failover.OVERLAP);
        log.look(from, serverId, Instant.ofEpochSecond(oldest), overlap);
        requireFound(from, log, mark);
        Map<Integer, List<TransactionId>> durable = new HashMap<>();
        log.applied()
                .forEach(one ->
                        durable.computeIfAbsent(one.slot(), _ -> new ArrayList<>()).add(one.id()));
        return moved(recovered, new Checkpoint(log.place(), "", mark.tail()), durable);
    }

    /** What was applied behind the mark, in the order of the log before. */
    private List<Map.Entry<Integer, Fingerprint>> above(Recovered recovered, Checkpoint mark) {
        record Above(int slot, TransactionId.AtPosition id) {}
        List<Above> found = new ArrayList<>();
        recovered
                .durable()
                .forEach((slot, ids) ->
                        ids.forEach(id -> {
                            switch (id) {
                                case TransactionId.AtPosition at -> {
                                    if (at.end().compareTo(mark.position()) > 0) {
                                        found.add(new Above(slot, at));
                                    }
                                }
                                case TransactionId.Gtid gtid -> throw unclear(gtid);
                            }
                        }));
        found.sort(Comparator.comparing(one -> one.id().end()));
        List<Map.Entry<Integer, Fingerprint>> above = new ArrayList<>();
        for (Above one : found) {
            Fingerprint print =
                    one.id()
                            .print()
                            .orElseThrow(() ->
                                    refuse(
                                            ErrorCode.STANDBY_POINT_UNCERTAIN,
                                            "a transaction that was applied out of order, "
                                                    + one.id().text()
                                                    + ", has no fingerprint: the endpoint had no"
                                                    + " standbys then",
                                            HELP_BY_HAND));
            above.add(Map.entry(one.slot(), print));
        }
        return above;
    }

    /** Whether it lies above the mark only the log of the server before could tell. */
    private OtterException unclear(TransactionId.Gtid gtid) {
        return refuse(
                ErrorCode.STANDBY_POINT_UNCERTAIN,
                "a transaction that was applied, "
                        + gtid.text()
                        + ", is known by its GTID, from a time when the source had another"
                        + " gtid_mode, and cannot be looked for",
                HELP_BY_HAND);
    }

    /** A replica that commits in another order than its source has no place that means "up to". */
    private void requireOrder(MysqlConnection from) {
        if (from.serverVersion().mariaDb()) {
            return;
        }
        boolean replica = from.serverVersion().mysqlAtLeast(8, 0, 26);
        String prefix = replica ? "replica" : "slave";
        var settings =
                from.query(
                        "SELECT @@"
                                + prefix
                                + "_parallel_workers, @@"
                                + prefix
                                + "_preserve_commit_order");
        if (settings.number(0, 0) > 1 && settings.number(0, 1) == 0) {
            throw refuse(
                    ErrorCode.STANDBY_UNUSABLE,
                    "it applies with several workers and without "
                            + prefix
                            + "_preserve_commit_order, so its log may be in another order",
                    "Set " + prefix + "_preserve_commit_order=ON on standbys, or use GTIDs.");
        }
    }

    private void requireFound(MysqlConnection from, StandbyLog log, Checkpoint mark) {
        if (log.times() > 1) {
            throw refuse(
                    ErrorCode.STANDBY_POINT_UNCERTAIN,
                    "the last "
                            + mark.tail().size()
                            + " applied transactions stand "
                            + log.times()
                            + " times in its log, all alike",
                    HELP_BY_HAND);
        }
        if (log.times() == 1 && log.missing() == 0) {
            return;
        }
        Optional<ReplicaState> replica = ReplicaState.of(from);
        boolean mayCome = replica.map(ReplicaState::pending).orElse(false);
        if (log.times() == 1 || mayCome || log.endsWithinTail()) {
            throw refuse(
                    ErrorCode.STANDBY_BEHIND,
                    "its log does not hold all transactions that the target already has"
                            + (mayCome ? "; it has received more than it has applied" : ""),
                    "It is used as soon as it has them. " + HELP_BY_HAND);
        }
        throw refuse(
                ErrorCode.STANDBY_POINT_UNCERTAIN,
                "the last "
                        + mark.tail().size()
                        + " applied transactions do not stand in its log as they stood in the one"
                        + " before, at "
                        + mark.position(),
                "Look whether it has the same binlog_row_image, and whether its log reaches back"
                        + " far enough. "
                        + HELP_BY_HAND);
    }

    private static String shortened(String text) {
        return text.length() <= TEXT_MAX ? text : text.substring(0, TEXT_MAX) + "…";
    }

    private OtterException refuse(ErrorCode code, String what, String remedy) {
        return new OtterException(
                code,
                "server " + turn.endpoint().server() + " cannot take over: " + what,
                "pipeline " + name + ", source " + turn.endpoint(),
                remedy);
    }
}
