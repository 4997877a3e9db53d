package dev.otter.transport.control.wire;

import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.transport.control.message.Answer;
import dev.otter.transport.control.message.Command;
import dev.otter.transport.control.message.Fault;
import dev.otter.transport.control.message.NodeEvent;
import dev.otter.transport.control.message.NodeStatus;
import dev.otter.transport.control.message.PipelineMinute;
import dev.otter.transport.control.message.PipelineStatus;
import dev.otter.transport.control.message.StatisticsBatch;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import otter.wire.control.v1.WireAnswer;
import otter.wire.control.v1.WireCommand;
import otter.wire.control.v1.WireCopy;
import otter.wire.control.v1.WireEvent;
import otter.wire.control.v1.WireFault;
import otter.wire.control.v1.WirePipelineMinute;
import otter.wire.control.v1.WirePipelineStatus;
import otter.wire.control.v1.WireStatistics;
import otter.wire.control.v1.WireStatus;
import otter.wire.control.v1.WireTotals;
import otter.wire.control.v1.WireVerify;

/** Wire messages become records. */
public final class FromWire {
    private FromWire() {}

    public static Fault fault(WireFault fault) {
        return new Fault(fault.getCode(), fault.getWhat(), fault.getWhere(), fault.getRemedy());
    }

    public static Answer answer(WireAnswer answer) {
        return new Answer(
                answer.getNumber(),
                answer.hasFault() ? Optional.of(fault(answer.getFault())) : Optional.empty());
    }

    public static Command command(WireCommand command) {
        return switch (command.getBodyCase()) {
            case RENEW_CERTIFICATE -> new Command.RenewCertificate();
            case REPORT_NOW -> new Command.ReportNow();
            case SWITCH_LEADER -> new Command.SwitchLeader(command.getSwitchLeader().getPipeline());
            case OPERATE -> new Command.Operate(OperationWire.order(command.getOperate()));
            case CANCEL_OPERATION ->
                    new Command.CancelOperation(command.getCancelOperation().getId());
            case FORGET_OPERATION ->
                    new Command.ForgetOperation(command.getForgetOperation().getId());
            case BODY_NOT_SET ->
                    throw new OtterException(
                            ErrorCode.CONTROL_PROTOCOL,
                            "The manager sent a command that this node does not know",
                            "",
                            "Bring the node to the manager's version.");
        };
    }

    public static NodeStatus status(WireStatus status) {
        return new NodeStatus(
                Instant.ofEpochMilli(status.getTimeMillis()),
                status.getVersion(),
                Duration.ofMillis(status.getUptimeMillis()),
                new NodeStatus.Load(
                        status.getHeapUsedBytes(), status.getHeapMaxBytes(), status.getCpuLoad()),
                status.getPipelinesList().stream().map(FromWire::pipeline).toList());
    }

    private static PipelineStatus pipeline(WirePipelineStatus pipeline) {
        return new PipelineStatus(
                pipeline.getPipeline(),
                pipeline.getState(),
                pipeline.getReason(),
                Instant.ofEpochMilli(pipeline.getSinceMillis()),
                pipeline.getWaitingStage(),
                pipeline.getEpoch(),
                pipeline.getPosition(),
                flow(pipeline),
                totals(pipeline.getTotals()),
                pipeline.getHeldTablesList(),
                pipeline.hasLastError()
                        ? Optional.of(
                                new PipelineStatus.LastError(
                                        fault(pipeline.getLastError()),
                                        Instant.ofEpochMilli(pipeline.getLastErrorMillis())))
                        : Optional.empty(),
                pipeline.getNoticesList(),
                pipeline.getTriedAlone(),
                pipeline.hasCopy() ? Optional.of(copy(pipeline.getCopy())) : Optional.empty(),
                pipeline.hasVerify()
                        ? Optional.of(verify(pipeline.getVerify()))
                        : Optional.empty());
    }

    private static PipelineStatus.Verify verify(WireVerify verify) {
        return new PipelineStatus.Verify(
                verify.getLooked(),
                verify.getWaiting(),
                verify.getLeftOut(),
                verify.getUndecided(),
                verify.getDifferences(),
                verify.getHealed(),
                verify.getOpen(),
                verify.getTrouble());
    }

    private static PipelineStatus.Copy copy(WireCopy copy) {
        return new PipelineStatus.Copy(
                copy.getTablesDone(),
                copy.getTables(),
                copy.getRowsDone(),
                copy.getRowsEstimated(),
                copy.getRowsPerSecond(),
                copy.hasSecondsLeft()
                        ? OptionalLong.of(copy.getSecondsLeft())
                        : OptionalLong.empty());
    }

    private static PipelineStatus.Flow flow(WirePipelineStatus pipeline) {
        return new PipelineStatus.Flow(
                pipeline.hasLagMillis()
                        ? OptionalLong.of(pipeline.getLagMillis())
                        : OptionalLong.empty(),
                pipeline.getRowsPerSecond(),
                pipeline.getTransactionsPerSecond(),
                pipeline.getBytesPerSecond(),
                pipeline.getGroupsPerSecond(),
                pipeline.getQueueBytes(),
                pipeline.getQueueLimitBytes());
    }

    private static PipelineStatus.Totals totals(WireTotals totals) {
        return new PipelineStatus.Totals(
                totals.getRows(),
                totals.getTransactions(),
                totals.getRetries(),
                totals.getQuarantined());
    }

    public static StatisticsBatch statistics(long store, WireStatistics statistics) {
        return new StatisticsBatch(
                store,
                statistics.getSequence(),
                statistics.getMinutesList().stream().map(FromWire::minute).toList());
    }

    private static PipelineMinute minute(WirePipelineMinute minute) {
        return new PipelineMinute(
                minute.getPipeline(),
                Instant.ofEpochMilli(minute.getMinuteMillis()),
                new PipelineMinute.Rows(
                        minute.getInserts(),
                        minute.getUpdates(),
                        minute.getDeletes(),
                        minute.getSchemaChanges()),
                minute.getBytes(),
                minute.getMeanLagMillis(),
                minute.getMaxLagMillis());
    }

    public static NodeEvent event(WireEvent event) {
        return new NodeEvent(
                Instant.ofEpochMilli(event.getTimeMillis()),
                event.getCode(),
                event.getWhere(),
                event.getText());
    }
}
