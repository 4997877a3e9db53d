package dev.otter.transport.control.wire;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.otter.transport.control.message.Answer;
import dev.otter.transport.control.message.Command;
import dev.otter.transport.control.message.Fault;
import dev.otter.transport.control.message.NodeEvent;
import dev.otter.transport.control.message.NodeStatus;
import dev.otter.transport.control.message.PipelineMinute;
import dev.otter.transport.control.message.PipelineStatus;
import dev.otter.transport.control.message.StatisticsBatch;
import java.util.List;
import java.util.stream.Stream;
import otter.wire.control.v1.WireAnswer;
import otter.wire.control.v1.WireCommand;
import otter.wire.control.v1.WireCopy;
import otter.wire.control.v1.WireEvent;
import otter.wire.control.v1.WireFault;
import otter.wire.control.v1.WireOperationId;
import otter.wire.control.v1.WirePipelineMinute;
import otter.wire.control.v1.WirePipelineStatus;
import otter.wire.control.v1.WireRenewCertificate;
import otter.wire.control.v1.WireReportNow;
import otter.wire.control.v1.WireStatistics;
import otter.wire.control.v1.WireStatus;
import otter.wire.control.v1.WireSwitchLeader;
import otter.wire.control.v1.WireTotals;
import otter.wire.control.v1.WireVerify;

/** Records become wire messages; texts that are too long are cut. */
public final class ToWire {
    private ToWire() {}

    /** Wraps without a copy; the bytes may not change afterwards. */
    public static ByteString bytes(byte[] bytes) {
        return UnsafeByteOperations.unsafeWrap(bytes);
    }

    public static WireFault fault(Fault fault) {
        return WireFault.newBuilder()
                .setCode(Limits.cut(fault.code()))
                .setWhat(Limits.cut(fault.what()))
                .setWhere(Limits.cut(fault.where()))
                .setRemedy(Limits.cut(fault.remedy()))
                .build();
    }

    public static WireAnswer answer(Answer answer) {
        WireAnswer.Builder builder = WireAnswer.newBuilder().setNumber(answer.number());
        answer.fault().ifPresent(f -> builder.setFault(fault(f)));
        return builder.build();
    }

    public static WireCommand command(long number, Command command) {
        WireCommand.Builder builder = WireCommand.newBuilder().setNumber(number);
        switch (command) {
            case Command.RenewCertificate() ->
                    builder.setRenewCertificate(WireRenewCertificate.getDefaultInstance());
            case Command.ReportNow() -> builder.setReportNow(WireReportNow.getDefaultInstance());
            case Command.SwitchLeader(String pipeline) ->
                    builder.setSwitchLeader(WireSwitchLeader.newBuilder().setPipeline(pipeline));
            case Command.Operate(var order) -> builder.setOperate(OperationWire.order(order));
            case Command.CancelOperation(long id) ->
                    builder.setCancelOperation(WireOperationId.newBuilder().setId(id));
            case Command.ForgetOperation(long id) ->
                    builder.setForgetOperation(WireOperationId.newBuilder().setId(id));
        }
        return builder.build();
    }

    public static WireStatus status(NodeStatus status) {
        WireStatus.Builder builder =
                WireStatus.newBuilder()
                        .setTimeMillis(status.time().toEpochMilli())
                        .setVersion(Limits.cut(status.version()))
                        .setUptimeMillis(status.uptime().toMillis())
                        .setHeapUsedBytes(status.load().heapUsedBytes())
                        .setHeapMaxBytes(status.load().heapMaxBytes())
                        .setCpuLoad(status.load().cpu());
        int bytes = 0;
        for (PipelineStatus each : status.pipelines()) {
            WirePipelineStatus pipeline = pipeline(each);
            bytes += pipeline.getSerializedSize();
            if (bytes > Limits.STATUS_BYTES) {
                break;
            }
            builder.addPipelines(pipeline);
        }
        return builder.build();
    }

    private static WirePipelineStatus pipeline(PipelineStatus pipeline) {
        WirePipelineStatus.Builder builder =
                WirePipelineStatus.newBuilder()
                        .setPipeline(Limits.cut(pipeline.pipeline()))
                        .setState(Limits.cut(pipeline.state()))
                        .setReason(Limits.cut(pipeline.reason()))
                        .setSinceMillis(pipeline.since().toEpochMilli())
                        .setWaitingStage(Limits.cut(pipeline.waitingStage()))
                        .setEpoch(pipeline.epoch())
                        .setPosition(Limits.cut(pipeline.position()))
                        .setTotals(totals(pipeline.totals()))
                        .addAllHeldTables(
                                bounded(pipeline.heldTables(), PipelineStatus.MOST_HELD_TABLES))
                        .addAllNotices(bounded(pipeline.notices(), PipelineStatus.MOST_NOTICES))
                        .setTriedAlone(pipeline.triedAlone());
        flow(pipeline.flow(), builder);
        pipeline.copy().ifPresent(copy -> builder.setCopy(copy(copy)));
        pipeline.verify().ifPresent(verify -> builder.setVerify(verify(verify)));
        pipeline.lastError()
                .ifPresent(e ->
                        builder.setLastError(fault(e.fault()))
                                .setLastErrorMillis(e.time().toEpochMilli()));
        return builder.build();
    }

    private static void flow(PipelineStatus.Flow flow, WirePipelineStatus.Builder builder) {
        flow.lagMillis().ifPresent(builder::setLagMillis);
        builder.setRowsPerSecond(flow.rowsPerSecond())
                .setTransactionsPerSecond(flow.transactionsPerSecond())
                .setBytesPerSecond(flow.bytesPerSecond())
                .setGroupsPerSecond(flow.groupsPerSecond())
                .setQueueBytes(flow.queueBytes())
                .setQueueLimitBytes(flow.queueLimitBytes());
    }

    private static WireTotals totals(PipelineStatus.Totals totals) {
        return WireTotals.newBuilder()
                .setRows(totals.rows())
                .setTransactions(totals.transactions())
                .setRetries(totals.retries())
                .setQuarantined(totals.quarantined())
                .build();
    }

    private static WireVerify verify(PipelineStatus.Verify verify) {
        return WireVerify.newBuilder()
                .setLooked(verify.looked())
                .setWaiting(verify.waiting())
                .setLeftOut(verify.leftOut())
                .setUndecided(verify.undecided())
                .setDifferences(verify.differences())
                .setHealed(verify.healed())
                .setOpen(verify.open())
                .setTrouble(Limits.cut(verify.trouble()))
                .build();
    }

    private static WireCopy copy(PipelineStatus.Copy copy) {
        WireCopy.Builder builder =
                WireCopy.newBuilder()
                        .setTablesDone(copy.tablesDone())
                        .setTables(copy.tables())
                        .setRowsDone(copy.rowsDone())
                        .setRowsEstimated(copy.rowsEstimated())
                        .setRowsPerSecond(copy.rowsPerSecond());
        copy.secondsLeft().ifPresent(builder::setSecondsLeft);
        return builder.build();
    }

    private static List<String> bounded(List<String> texts, int most) {
        if (texts.size() <= most) {
            return texts.stream().map(Limits::cut).toList();
        }
        int told = most - 1;
        return Stream.concat(
                        texts.stream().limit(told).map(Limits::cut),
                        Stream.of("and " + (texts.size() - told) + " more"))
                .toList();
    }

    public static WireStatistics statistics(StatisticsBatch batch) {
        WireStatistics.Builder builder = WireStatistics.newBuilder().setSequence(batch.sequence());
        batch.minutes().forEach(m -> builder.addMinutes(minute(m)));
        return builder.build();
    }

    private static WirePipelineMinute minute(PipelineMinute minute) {
        return WirePipelineMinute.newBuilder()
                .setPipeline(Limits.cut(minute.pipeline()))
                .setMinuteMillis(minute.minute().toEpochMilli())
                .setInserts(minute.rows().inserts())
                .setUpdates(minute.rows().updates())
                .setDeletes(minute.rows().deletes())
                .setSchemaChanges(minute.rows().schemaChanges())
                .setBytes(minute.bytes())
                .setMeanLagMillis(minute.meanLagMillis())
                .setMaxLagMillis(minute.maxLagMillis())
                .build();
    }

    public static WireEvent event(NodeEvent event) {
        return WireEvent.newBuilder()
                .setTimeMillis(event.time().toEpochMilli())
                .setCode(Limits.cut(event.code()))
                .setWhere(Limits.cut(event.where()))
                .setText(Limits.cut(event.text()))
                .build();
    }
}
