package dev.otter.engine.pipeline;

import dev.otter.binlog.gtid.GtidSet;
import dev.otter.binlog.stream.BinlogFiles;
import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.engine.database.TableCatalog;
import dev.otter.engine.ddl.PendingIndexes;
import dev.otter.engine.snapshot.CopyLane;
import dev.otter.engine.snapshot.CopyTarget;
import dev.otter.engine.snapshot.DueIndexes;
import dev.otter.engine.snapshot.LaneTarget;
import dev.otter.engine.snapshot.RecordSession;
import dev.otter.engine.snapshot.RequestedCopies;
import dev.otter.engine.snapshot.Snapshot;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.channel.SnapshotMode;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.Checkpoint;
import dev.otter.model.table.TableName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decides at a start whether rows are to be copied, to whatever target. One start, one thread. */
final class FullLoad {
    private final String name;
    private final Pipeline pipeline;
    private final SnapshotMode mode;
    private final CopyTarget target;
    private final List<LaneTarget> lanes;
    private boolean emptying;

    FullLoad(String name, Pipeline pipeline, CopyTarget target) {
        this.name = name;
        this.pipeline = pipeline;
        this.mode = pipeline.options().snapshot();
        this.target = target;
        this.lanes =
                CopyLane.of(name, pipeline.tables()).stream()
                        .map(lane -> new LaneTarget(lane, target.lane(lane)))
                        .toList();
    }

    /**
     * What earlier runs have left to copy.
     *
     * @param copies how far each is, one for each target that tables can have
     * @param target where rows go
     */
    record Rest(List<Copy> copies, CopyTarget target) {}

    /**
     * What is left of one of the copies of tables that have several targets.
     *
     * @param recorded how far it is
     * @param target where its rows go
     */
    record Copy(Snapshot.Recorded recorded, CopyTarget target) {}

    /**
     * A record of a full load tells positions of one server's log. One that is over is forgotten
     * before another server is read, one that is not keeps the pipeline at its server.
     *
     * @param to a session on the target
     * @throws OtterException STANDBY_UNUSABLE when it is not over
     */
    void leaveServer(RecordSession to, Checkpoint mark) {
        if (lanes.stream()
                .allMatch(lane ->
                        Snapshot.forgottenIfOver(
                                to, lane.target().sql(), lane.lane().record(), mark.position()))) {
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
     * @param to a session on the target; it may have the right to change tables afterwards
     * @throws OtterException FILES_NOT_POSSIBLE when such a table has files
     */
    Rest rest(MysqlConnection from, RecordSession to) {
        if (target.takesRequests()) {
            requested().take(from, to);
        }
        for (TableName table : unfinished(to)) {
            if (pipeline.options().views().files(table).isPresent()) {
                throw AttachedFiles.withFullLoad("pipeline " + name + ", table " + table);
            }
        }
        List<Copy> copies = new ArrayList<>();
        for (LaneTarget lane : lanes) {
            copies.add(
                    new Copy(
                            Snapshot.recorded(from, to, lane.target(), lane.lane().record()),
                            lane.target()));
        }
        return new Rest(List.copyOf(copies), target);
    }

    /** Source tables of which not all rows are durable in all of their targets. */
    Set<TableName> unfinished(RecordSession to) {
        Set<TableName> unfinished = new LinkedHashSet<>();
        for (LaneTarget lane : lanes) {
            unfinished.addAll(Snapshot.unfinished(to, lane.target().sql(), lane.lane().record()));
        }
        return unfinished;
    }

    /** Indexes that copied tables of MySQL are still to get. */
    PendingIndexes indexes() {
        return new DueIndexes(lanes.stream().map(lane -> lane.lane().record()).toList());
    }

    private RequestedCopies requested() {
        return new RequestedCopies(name, pipeline.tables(), pipeline.options().views(), lanes);
    }

    /**
     * Makes tables that the target lacks: all, as long as nothing was begun, else those that
     * somebody wants to have copied. The bookkeeping tables are there.
     *
     * @param to a session on the target
     */
    void prepare(MysqlConnection from, RecordSession to) {
        requested().makeMissing(from, to);
        if (mode == SnapshotMode.NEVER) {
            return;
        }
        // A text without characters may be none at all, so that its length is asked for.
        String begun =
                "SELECT slot FROM "
                        + target.sql().table("retl_checkpoint")
                        + " WHERE pipeline="
                        + target.sql().text(name)
                        + " AND LENGTH(low_water_mark)>0";
        if (to.rows(begun).isEmpty()) {
            requireApart(from);
            for (LaneTarget lane : lanes) {
                Snapshot.prepare(from, lane.target(), lane.lane().route(), name);
            }
        }
    }

    private void requireApart(MysqlConnection from) {
        if (lanes.size() > 1) {
            TableCatalog.of(from).names(from).forEach(table -> Preflight.targets(pipeline, table));
            CopyLane.requireApart(
                    from, lanes.stream().map(LaneTarget::lane).toList(), "pipeline " + name);
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
     * Records the full load of a pipeline that begins, in a transaction of the session that this
     * opens and the caller ends with the checkpoint.
     *
     * @return whether a transaction was opened
     */
    boolean request(MysqlConnection from, RecordSession to) {
        if (mode == SnapshotMode.NEVER) {
            return false;
        }
        requireApart(from);
        to.begin();
        for (LaneTarget lane : lanes) {
            Snapshot.request(
                    from, to, lane.target(), lane.lane().route(), lane.lane().record(), emptying);
        }
        return true;
    }
}
