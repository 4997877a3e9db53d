package dev.otter.engine.pipeline;

import dev.otter.binlog.gtid.GtidSet;
import dev.otter.binlog.stream.BinlogFiles;
import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.engine.database.Bookkeeping;
import dev.otter.engine.ddl.PendingIndexes;
import dev.otter.engine.ddl.TargetTurn;
import dev.otter.engine.snapshot.DueIndexes;
import dev.otter.engine.snapshot.RequestedCopies;
import dev.otter.engine.snapshot.Snapshot;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.channel.SnapshotMode;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.Checkpoint;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TableRoute;
import dev.otter.model.table.TableRoutes;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decides at a start whether rows are to be copied. One start, one thread. */
final class FullLoad {
    private final String name;
    private final Pipeline pipeline;
    private final SnapshotMode mode;
    private final MysqlConnection to;
    private final List<Lane> lanes;
    private boolean emptying;

    /**
     * One of the copies of tables that have several targets.
     *
     * @param name under which it is recorded: the pipeline's, with a number from the second on
     * @param route the one target of this copy; none for tables that have fewer
     */
    private record Lane(String name, TableRoute route) {
        static List<Lane> of(String pipeline, TableRoute route) {
            int lanes = route instanceof TableRoutes routes ? routes.mostTargets() : 1;
            List<Lane> all = new ArrayList<>();
            for (int lane = 0; lane < lanes; lane++) {
                int number = lane;
                all.add(
                        new Lane(
                                number == 0 ? pipeline : pipeline + "#" + (number + 1),
                                source ->
                                        route.targets(source).stream().skip(number).findFirst()));
            }
            return all;
        }
    }

    FullLoad(String name, Pipeline pipeline, MysqlConnection to) {
        this.name = name;
        this.pipeline = pipeline;
        this.mode = pipeline.options().snapshot();
        this.to = to;
        this.lanes = Lane.of(name, pipeline.tables());
    }

    /**
     * What earlier runs have left to copy.
     *
     * @param recorded how far it is, for each target that tables can have
     * @param tables the target's tables
     * @param turn the right to change them
     */
    record Rest(List<Snapshot.Recorded> recorded, Snapshot.Target tables, TargetTurn turn) {}

    /**
     * Chunks are read as the source has the rows, and would not go through views.
     *
     * @throws OtterException OPTION_NOT_SUPPORTED when a pipeline with a full load has views
     */
    static void requireNoViews(String name, Pipeline pipeline) {
        AttachedFiles.requireNoFullLoad(name, pipeline);
        if (pipeline.options().snapshot() != SnapshotMode.NEVER
                && !pipeline.options().views().isNone()) {
            throw viewed(name, "");
        }
    }

    private static OtterException viewed(String name, String table) {
        return new OtterException(
                ErrorCode.OPTION_NOT_SUPPORTED,
                "rows are to be changed on the way, which a full load cannot do yet",
                "pipeline " + name + table,
                "Write 'snapshot: never' and copy the rows by hand, or remove columns, expressions"
                        + " and processors from the entries under 'tables'; a full load that has"
                        + " begun must end without them.");
    }

    /**
     * A record of a full load tells positions of one server's log. One that is over is forgotten
     * before another server is read, one that is not keeps the pipeline at its server.
     *
     * @throws OtterException STANDBY_UNUSABLE when it is not over
     */
    void leaveServer(Checkpoint mark) {
        if (lanes.stream()
                .allMatch(lane -> Snapshot.forgottenIfOver(to, lane.name(), mark.position()))) {
            return;
        }
        throw new OtterException(
                ErrorCode.STANDBY_UNUSABLE,
                "another server cannot take over: a full load is not over, whose record tells"
                        + " positions of the log of the server before",
                "pipeline " + name + ", source " + pipeline.from(),
                "Let the server before come back until the load is over. If it is lost, empty the"
                        + " target's tables, delete the pipeline's rows of retl.retl_snapshot and"
                        + " retl.retl_checkpoint, and start again.");
    }

    /**
     * What is still to be copied, whatever the option says now: what was begun is ended.
     *
     * @throws OtterException OPTION_NOT_SUPPORTED when there are views on such a table
     */
    Rest rest(MysqlConnection from, Snapshot.Target tables, TargetTurn turn) {
        requested(tables).take(from, to);
        Set<TableName> unfinished = new LinkedHashSet<>();
        lanes.forEach(lane -> unfinished.addAll(Snapshot.unfinished(to, lane.name())));
        for (TableName table : unfinished) {
            if (pipeline.options().views().find(table).isPresent()) {
                throw viewed(name, ", table " + table);
            }
            if (pipeline.options().views().files(table).isPresent()) {
                throw AttachedFiles.withFullLoad("pipeline " + name + ", table " + table);
            }
        }
        List<Snapshot.Recorded> recorded = new ArrayList<>();
        for (Lane lane : lanes) {
            recorded.add(Snapshot.recorded(from, to, tables, lane.name(), turn));
        }
        return new Rest(List.copyOf(recorded), tables, turn);
    }

    /** Indexes that copied tables are still to get. */
    PendingIndexes indexes() {
        List<DueIndexes> due =
                lanes.stream()
                        .map(lane ->
                                new DueIndexes(
                                        lane.name(), () -> Endpoints.connect(pipeline.from())))
                        .toList();
        return (target, tables) -> {
            boolean any = false;
            for (DueIndexes one : due) {
                any |= one.build(target, tables);
            }
            return any;
        };
    }

    private RequestedCopies requested(Snapshot.Target tables) {
        return new RequestedCopies(
                name,
                pipeline.tables(),
                table ->
                        pipeline.options().views().find(table).isPresent()
                                || pipeline.options().views().files(table).isPresent(),
                tables);
    }

    /**
     * Makes tables that the target lacks: all, as long as nothing was begun, else those that
     * somebody wants to have copied.
     */
    void prepare(MysqlConnection from, Snapshot.Target tables) {
        Bookkeeping.ensure(to);
        requested(tables).makeMissing(from, to);
        if (mode == SnapshotMode.NEVER) {
            return;
        }
        String begun =
                "SELECT 1 FROM `retl`.`retl_checkpoint` WHERE `pipeline`=_utf8mb4'"
                        + name.replace("\\", "\\\\").replace("'", "\\'")
                        + "' AND `low_water_mark`<>'' LIMIT 1";
        if (to.query(begun).size() == 0) {
            lanes.forEach(lane -> Snapshot.prepare(from, to, lane.route(), lane.name()));
        }
    }

    /**
     * The checkpoint, unless the source's log behind it is gone and the operator has consented to
     * begin anew with a full load.
     *
     * @throws OtterException COPY_NEEDS_CONSENT when he has not
     */
    Optional<Checkpoint> usable(MysqlConnection from, Optional<Checkpoint> mark, boolean gtids) {
        if (mode != SnapshotMode.WHEN_NEEDED || mark.isEmpty() || kept(from, mark.get(), gtids)) {
            return mark;
        }
        if (!pipeline.options().fullLoadConsent()) {
            throw new OtterException(
                    ErrorCode.COPY_NEEDS_CONSENT,
                    "the source does not have the log behind "
                            + mark.get().position()
                            + " any more; only a full load can go on, which empties the target's"
                            + " tables in scope first",
                    "pipeline " + name,
                    "Start once with --consent-to-full-load to let that happen.");
        }
        emptying = true;
        return Optional.empty();
    }

    private static boolean kept(MysqlConnection from, Checkpoint mark, boolean gtids) {
        BinlogFiles files = new BinlogFiles(from);
        if (gtids) {
            return GtidSet.parse(mark.gtids()).contains(files.purged());
        }
        return files.list().stream().anyMatch(f -> f.name().equals(mark.position().file()));
    }

    /**
     * Records the full load of a pipeline that begins, in a transaction that the caller ends with
     * the checkpoint.
     */
    void request(MysqlConnection from) {
        if (mode != SnapshotMode.NEVER) {
            to.query("BEGIN");
            for (Lane lane : lanes) {
                Snapshot.request(from, to, lane.route(), lane.name(), emptying);
            }
        }
    }
}
