package dev.otter.transport.control.wire;

import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.transport.control.message.Operation;
import dev.otter.transport.control.message.OperationOrder;
import dev.otter.transport.control.message.OperationReport;
import dev.otter.transport.control.message.OperationReport.DifferingRow;
import dev.otter.transport.control.message.OperationReport.DifferingValue;
import dev.otter.transport.control.message.OperationReport.Findings;
import dev.otter.transport.control.message.OperationReport.Progress;
import dev.otter.transport.control.message.OperationReport.State;
import dev.otter.transport.control.message.OperationReport.WaitingStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import otter.wire.control.v1.WireCheckTables;
import otter.wire.control.v1.WireCopyTables;
import otter.wire.control.v1.WireDecideStatement;
import otter.wire.control.v1.WireDifferingRow;
import otter.wire.control.v1.WireDifferingValue;
import otter.wire.control.v1.WireListDifferences;
import otter.wire.control.v1.WireListStatements;
import otter.wire.control.v1.WireOperationOrder;
import otter.wire.control.v1.WireOperationReport;
import otter.wire.control.v1.WireResyncRows;
import otter.wire.control.v1.WireTryRow;
import otter.wire.control.v1.WireUseStandby;
import otter.wire.control.v1.WireWaitingStatement;

/**
 * Operations and what becomes of them, to the wire and back. What is asked for is never cut; texts
 * of what was found are, and of too many rows the first are sent.
 */
public final class OperationWire {
    /** A statement may be long; shown is its beginning. */
    private static final int STATEMENT_CHARS = 4_000;

    /** Most values of one row. */
    private static final int MOST_VALUES = 100;

    /** The found rows and statements of a report take no more. */
    private static final int RESULT_BYTES = 1024 * 1024;

    private OperationWire() {}

    /** What is asked for. */
    public static WireOperationOrder order(OperationOrder order) {
        WireOperationOrder.Builder wire =
                WireOperationOrder.newBuilder().setId(order.id()).setPipeline(order.pipeline());
        switch (order.what()) {
            case Operation.Copy(var tables, var where) ->
                    wire.setCopy(WireCopyTables.newBuilder().addAllTables(tables).setWhere(where));
            case Operation.Check(
                            var tables,
                            var repair,
                            var rowsPerSecond,
                            var lockHotRows,
                            var run) ->
                    wire.setCheck(
                            WireCheckTables.newBuilder()
                                    .addAllTables(tables)
                                    .setRepair(repair)
                                    .setRowsPerSecond(rowsPerSecond)
                                    .setLockHotRows(lockHotRows)
                                    .setRun(run));
            case Operation.Resync(var table, var keys, var divider, var where) ->
                    wire.setResync(
                            WireResyncRows.newBuilder()
                                    .setTable(table)
                                    .addAllKeys(keys)
                                    .setDivider(divider)
                                    .setWhere(where));
            case Operation.Statements() ->
                    wire.setStatements(WireListStatements.getDefaultInstance());
            case Operation.Differences() ->
                    wire.setDifferences(WireListDifferences.getDefaultInstance());
            case Operation.Decide(var statement, var decision) ->
                    wire.setDecide(
                            WireDecideStatement.newBuilder()
                                    .setStatement(statement)
                                    .setDecision(decision.name()));
            case Operation.Standby(var server) ->
                    wire.setStandby(WireUseStandby.newBuilder().setServer(server));
            case Operation.TryRow(var question) ->
                    wire.setTryRow(WireTryRow.newBuilder().setQuestion(question));
        }
        return wire.build();
    }

    /**
     * What is asked for.
     *
     * @throws OtterException CONTROL_PROTOCOL when it is none that this version knows
     */
    public static OperationOrder order(WireOperationOrder wire) {
        try {
            return new OperationOrder(wire.getId(), wire.getPipeline(), what(wire));
        } catch (IllegalArgumentException e) {
            throw unknown("an operation that cannot be followed: " + e.getMessage());
        }
    }

    private static Operation what(WireOperationOrder wire) {
        return switch (wire.getWhatCase()) {
            case COPY ->
                    new Operation.Copy(wire.getCopy().getTablesList(), wire.getCopy().getWhere());
            case CHECK ->
                    new Operation.Check(
                            wire.getCheck().getTablesList(),
                            wire.getCheck().getRepair(),
                            wire.getCheck().getRowsPerSecond(),
                            wire.getCheck().getLockHotRows(),
                            wire.getCheck().getRun());
            case RESYNC -> {
                WireResyncRows resync = wire.getResync();
                yield new Operation.Resync(
                        resync.getTable(),
                        resync.getKeysList(),
                        resync.getDivider(),
                        resync.getWhere());
            }
            case STATEMENTS -> new Operation.Statements();
            case DIFFERENCES -> new Operation.Differences();
            case DECIDE ->
                    new Operation.Decide(
                            wire.getDecide().getStatement(),
                            Operation.Decision.valueOf(wire.getDecide().getDecision()));
            case STANDBY -> new Operation.Standby(wire.getStandby().getServer());
            case TRY_ROW -> new Operation.TryRow(wire.getTryRow().getQuestion());
            case WHAT_NOT_SET -> throw unknown("an operation that this node does not know");
        };
    }

    private static OtterException unknown(String what) {
        return new OtterException(
                ErrorCode.CONTROL_PROTOCOL,
                "The manager sent " + what,
                "",
                "Bring manager and node to the same version.");
    }

    /** How it is going. */
    public static WireOperationReport report(OperationReport report) {
        Progress progress = report.progress();
        WireOperationReport.Builder wire =
                WireOperationReport.newBuilder()
                        .setId(report.id())
                        .setState(report.state().name())
                        .setWaitsFor(Limits.cut(progress.waitsFor()))
                        .setRowsDone(progress.rowsDone())
                        .setRowsTotal(progress.rowsTotal())
                        .setRowsPerSecond(progress.rowsPerSecond())
                        .setSummary(Limits.cut(report.summary()));
        progress.secondsLeft().ifPresent(wire::setSecondsLeft);
        report.fault().ifPresent(fault -> wire.setFault(ToWire.fault(fault)));
        report.document().ifPresent(wire::setDocument);
        return wire.setLeft(report.findings().left() + add(wire, report.findings())).build();
    }

    /** Adds what fits, and tells how much does not. */
    private static long add(WireOperationReport.Builder wire, Findings findings) {
        int bytes = 0;
        long left = 0;
        for (WaitingStatement each : findings.statements()) {
            WireWaitingStatement statement = statement(each);
            bytes += statement.getSerializedSize();
            if (bytes > RESULT_BYTES) {
                left++;
            } else {
                wire.addWaitingStatements(statement);
            }
        }
        for (DifferingRow each : findings.rows()) {
            WireDifferingRow row = row(each);
            bytes += row.getSerializedSize();
            if (bytes > RESULT_BYTES || wire.getRowsCount() >= Findings.MOST_ROWS) {
                left++;
            } else {
                wire.addRows(row);
            }
        }
        return left;
    }

    private static WireWaitingStatement statement(WaitingStatement statement) {
        return WireWaitingStatement.newBuilder()
                .setId(Limits.cut(statement.id()))
                .setState(Limits.cut(statement.state()))
                .setSince(Limits.cut(statement.since()))
                .setSource(beginning(statement.source()))
                .setTarget(beginning(statement.target()))
                .build();
    }

    private static String beginning(String sql) {
        return sql.length() <= STATEMENT_CHARS ? sql : sql.substring(0, STATEMENT_CHARS - 1) + "…";
    }

    private static WireDifferingRow row(DifferingRow row) {
        WireDifferingRow.Builder wire =
                WireDifferingRow.newBuilder()
                        .setTable(Limits.cut(row.table()))
                        .setKey(Limits.cut(row.key()))
                        .setKind(Limits.cut(row.kind()));
        row.values().stream()
                .limit(MOST_VALUES)
                .forEach(value ->
                        wire.addValues(
                                WireDifferingValue.newBuilder()
                                        .setColumn(Limits.cut(value.column()))
                                        .setSource(Limits.cut(value.source()))
                                        .setTarget(Limits.cut(value.target()))));
        return wire.build();
    }

    /** How it is going. */
    public static OperationReport report(WireOperationReport wire) {
        return new OperationReport(
                wire.getId(),
                state(wire.getState()),
                new Progress(
                        wire.getWaitsFor(),
                        wire.getRowsDone(),
                        wire.getRowsTotal(),
                        wire.getRowsPerSecond(),
                        wire.hasSecondsLeft()
                                ? OptionalLong.of(wire.getSecondsLeft())
                                : OptionalLong.empty()),
                wire.getSummary(),
                wire.hasFault() ? Optional.of(FromWire.fault(wire.getFault())) : Optional.empty(),
                new Findings(rows(wire), statements(wire), wire.getLeft()),
                Optional.of(wire.getDocument()).filter(text -> !text.isEmpty()));
    }

    private static State state(String word) {
        try {
            return State.valueOf(word);
        } catch (IllegalArgumentException e) {
            throw new OtterException(
                    ErrorCode.CONTROL_PROTOCOL,
                    "The node tells of an operation in a state that this manager does not know: "
                            + Limits.cut(word),
                    "",
                    "Bring manager and node to the same version.",
                    e);
        }
    }

    private static List<DifferingRow> rows(WireOperationReport wire) {
        List<DifferingRow> rows = new ArrayList<>();
        for (WireDifferingRow row : wire.getRowsList()) {
            rows.add(
                    new DifferingRow(
                            row.getTable(),
                            row.getKey(),
                            row.getKind(),
                            row.getValuesList().stream()
                                    .map(value ->
                                            new DifferingValue(
                                                    value.getColumn(),
                                                    value.getSource(),
                                                    value.getTarget()))
                                    .toList()));
        }
        return rows;
    }

    private static List<WaitingStatement> statements(WireOperationReport wire) {
        return wire.getWaitingStatementsList().stream()
                .map(statement ->
                        new WaitingStatement(
                                statement.getId(),
                                statement.getState(),
                                statement.getSince(),
                                statement.getSource(),
                                statement.getTarget()))
                .toList();
    }
}
