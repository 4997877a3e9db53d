package dev.otter.engine.pipeline;

import dev.otter.binlog.gtid.GtidSet;
import dev.otter.binlog.stream.BinlogFiles;
import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.engine.database.Bookkeeping;
import dev.otter.engine.snapshot.Snapshot;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.channel.SnapshotMode;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.Checkpoint;
import java.util.Optional;

/** Decides at a start whether rows are to be copied. One start, one thread. */
final class FullLoad {
    private final String name;
    private final Pipeline pipeline;
    private final SnapshotMode mode;
    private final MysqlConnection from;
    private final MysqlConnection to;
    private boolean emptying;

    FullLoad(String name, Pipeline pipeline, MysqlConnection from, MysqlConnection to) {
        this.name = name;
        this.pipeline = pipeline;
        this.mode = pipeline.options().snapshot();
        this.from = from;
        this.to = to;
    }

    /** Makes the tables that the target lacks, as long as nothing was begun. */
    void prepare() {
        if (mode == SnapshotMode.NEVER) {
            return;
        }
        Bookkeeping.ensure(to);
        String begun =
                "SELECT 1 FROM `retl`.`retl_checkpoint` WHERE `pipeline`=_utf8mb4'"
                        + name.replace("\\", "\\\\").replace("'", "\\'")
                        + "' AND `low_water_mark`<>'' LIMIT 1";
        if (to.query(begun).size() == 0) {
            Snapshot.prepare(from, to, pipeline.tables(), name);
        }
    }

    /**
     * The checkpoint, unless the source's log behind it is gone and the operator has consented to
     * begin anew with a full load.
     *
     * @throws OtterException COPY_NEEDS_CONSENT when he has not
     */
    Optional<Checkpoint> usable(Optional<Checkpoint> mark, boolean gtids) {
        if (mode != SnapshotMode.WHEN_NEEDED || mark.isEmpty() || kept(mark.get(), gtids)) {
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

    private boolean kept(Checkpoint mark, boolean gtids) {
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
    void request() {
        if (mode != SnapshotMode.NEVER) {
            to.query("BEGIN");
            Snapshot.request(from, to, pipeline.tables(), name, emptying);
        }
    }
}
