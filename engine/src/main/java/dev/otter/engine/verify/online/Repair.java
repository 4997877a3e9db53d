package dev.otter.engine.verify.online;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.engine.load.checkpoint.CheckpointTable;
import dev.otter.engine.resync.ResyncDesk;
import dev.otter.engine.verify.Connections;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.LogPosition;
import dev.otter.model.table.TableName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Sends rows that differ through the running pipeline once more: asks for them on the source and
 * waits until the pipeline has followed. Whether they are equal then is for a comparison to tell.
 * For one thread.
 */
public final class Repair {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);

    private final Endpoint source;
    private final Endpoint target;
    private final String pipeline;
    private final Duration patience;
    private final Pause pause;

    /**
     * @param pipeline full name of the pipeline, which must run, here or anywhere
     * @param patience how long the pipeline may take to catch up
     * @param pause how it waits; once it says that it is to end, it ends with {@link
     *     CancellationException}
     */
    public Repair(
            Endpoint source, Endpoint target, String pipeline, Duration patience, Pause pause) {
        this.source = source;
        this.target = target;
        this.pipeline = pipeline;
        this.patience = patience;
        this.pause = pause;
    }

    /**
     * Writes a row that asks for nothing on the source and waits until the pipeline has passed it.
     *
     * @throws OtterException REPAIR_NOT_POSSIBLE when it does not in time, RESYNC_NOT_ASKED when
     *     the account may not write requests
     */
    public void requireRunning() throws InterruptedException {
        LogPosition end =
                Connections.with(
                        source,
                        connection -> {
                            ResyncDesk desk = desk(connection);
                            desk.open();
                            desk.probe();
                            return end(connection);
                        });
        if (!passed(end)) {
            throw new OtterException(
                    ErrorCode.REPAIR_NOT_POSSIBLE,
                    "the pipeline has not read what was written on the source "
                            + patience.toSeconds()
                            + " s ago",
                    "pipeline " + pipeline,
                    "Start the pipeline, or wait until it has caught up, and repair then.");
        }
    }

    private ResyncDesk desk(MysqlConnection connection) {
        return new ResyncDesk(connection, "source " + source);
    }

    private static LogPosition end(MysqlConnection connection) {
        return SourcePoint.read(connection, false).end();
    }

    /**
     * Asks for rows and waits until they were sent.
     *
     * @throws OtterException REPAIR_NOT_POSSIBLE when the pipeline does not follow in time
     */
    public void send(List<Finding> findings) throws InterruptedException {
        Map<TableName, List<Map<String, String>>> byTable = new LinkedHashMap<>();
        for (Finding finding : findings) {
            // A row of several tables is looked for in all of them, whichever is named.
            byTable.computeIfAbsent(finding.sources().getFirst(), _ -> new ArrayList<>())
                    .add(
                            finding.key().stream()
                                    .collect(
                                            Collectors.toMap(
                                                    Finding.KeyValue::column,
                                                    Finding.KeyValue::literal)));
        }
        LogPosition end =
                Connections.with(
                        source,
                        connection -> {
                            byTable.forEach(desk(connection)::askByExpressions);
                            return end(connection);
                        });
        if (!passed(end) || !sent(end)) {
            throw new OtterException(
                    ErrorCode.REPAIR_NOT_POSSIBLE,
                    "the pipeline has not sent the rows that were asked for within "
                            + patience.toSeconds()
                            + " s",
                    "pipeline " + pipeline,
                    "See why it waits ('otter sync' shows it); it sends them when it can.");
        }
    }

    private boolean passed(LogPosition end) throws InterruptedException {
        return await(connection ->
                TargetPoint.read(connection, new CheckpointTable(pipeline, 1), pipeline)
                                .mark()
                                .position()
                                .compareTo(end)
                        >= 0);
    }

    private boolean sent(LogPosition end) throws InterruptedException {
        String file = literal(end.file());
        String open =
                "SELECT COUNT(*) FROM `retl`.`retl_resync` WHERE `pipeline`="
                        + literal(pipeline)
                        + " AND (`log_file`<"
                        + file
                        + " OR (`log_file`="
                        + file
                        + " AND `log_offset`<"
                        + end.offset()
                        + "))";
        return await(connection -> connection.query(open).number(0, 0) == 0);
    }

    private static String literal(String text) {
        return "_utf8mb4'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    private boolean await(Predicate<MysqlConnection> done) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!Connections.<Boolean>with(target, done::test)) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            if (pause.await(LOOK_AGAIN)) {
                throw new CancellationException("the repair was stopped");
            }
        }
        return true;
    }
}
