package dev.otter.transport.control.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.model.error.OtterException;
import dev.otter.transport.control.message.Command;
import dev.otter.transport.control.message.Fault;
import dev.otter.transport.control.message.Operation;
import dev.otter.transport.control.message.OperationOrder;
import dev.otter.transport.control.message.OperationReport;
import dev.otter.transport.control.message.OperationReport.DifferingRow;
import dev.otter.transport.control.message.OperationReport.DifferingValue;
import dev.otter.transport.control.message.OperationReport.Findings;
import dev.otter.transport.control.message.OperationReport.Progress;
import dev.otter.transport.control.message.OperationReport.State;
import dev.otter.transport.control.message.OperationReport.WaitingStatement;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import otter.wire.control.v1.WireCommand;
import otter.wire.control.v1.WireOperationOrder;
import otter.wire.control.v1.WireOperationReport;

class OperationWireTest {
    static List<Operation> operations() {
        return List.of(
                new Operation.Copy(List.of(), ""),
                new Operation.Copy(List.of("shop.orders", "shop.x_*"), "id > 5"),
                new Operation.Check(List.of("shop.*"), true, 5_000, true),
                new Operation.Check(List.of(), false, 0, false, "schedule 7"),
                new Operation.Differences(),
                new Operation.Resync("shop.orders", List.of("1", "2"), "|", ""),
                new Operation.Resync("shop.orders", List.of(), ",", "x".repeat(10_000)),
                new Operation.Statements(),
                new Operation.Decide("gtid:7", Operation.Decision.SKIP),
                new Operation.Standby("b:3306"),
                new Operation.TryRow("{\"table\":\"shop.t\"}"));
    }

    @ParameterizedTest
    @MethodSource("operations")
    void an_order_comes_back_as_it_was(Operation what) {
        Command command = new Command.Operate(new OperationOrder(17, 7, what));

        assertThat(FromWire.command(ToWire.command(1, command))).isEqualTo(command);
    }

    @Test
    void so_do_the_other_commands() {
        for (Command command :
                List.of(new Command.CancelOperation(5), new Command.ForgetOperation(-6))) {
            assertThat(FromWire.command(ToWire.command(1, command))).isEqualTo(command);
        }
    }

    @Test
    void an_operation_of_a_newer_manager_is_refused_in_words() {
        WireCommand newer =
                WireCommand.newBuilder()
                        .setOperate(WireOperationOrder.newBuilder().setId(1))
                        .build();

        assertThatThrownBy(() -> FromWire.command(newer))
                .isInstanceOf(OtterException.class)
                .hasMessageContaining("OTR-4111");
    }

    @Test
    void a_report_comes_back_as_it_was() {
        OperationReport running =
                new OperationReport(
                        3,
                        State.RUNNING,
                        new Progress("reads", 1, 2, 3.5, OptionalLong.of(4)),
                        "",
                        Optional.empty(),
                        Findings.NONE);
        OperationReport over =
                new OperationReport(
                        4,
                        State.FAILED,
                        Progress.NONE,
                        "different",
                        Optional.of(new Fault("OTR-3601", "what", "where", "remedy")),
                        new Findings(
                                List.of(
                                        new DifferingRow(
                                                "shop.t",
                                                "id=1",
                                                "changed",
                                                List.of(new DifferingValue("v", "a", "b")))),
                                List.of(new WaitingStatement("x:1", "asked", "now", "ALTER", "")),
                                5));
        OperationReport answer = over.with(Optional.of("{}"));
        for (OperationReport report : List.of(running, over, answer)) {
            assertThat(OperationWire.report(OperationWire.report(report))).isEqualTo(report);
        }
    }

    @Test
    void a_result_of_any_size_fits_into_a_message_and_tells_what_is_left_out() {
        String text = "漢".repeat(10_000);
        DifferingRow row =
                new DifferingRow(
                        text,
                        text,
                        "changed",
                        Collections.nCopies(4_000, new DifferingValue(text, text, text)));
        OperationReport report =
                new OperationReport(
                        1,
                        State.DONE,
                        Progress.NONE,
                        text,
                        Optional.empty(),
                        new Findings(
                                Collections.nCopies(2_000, row),
                                Collections.nCopies(
                                        10, new WaitingStatement(text, text, text, text, text)),
                                7));

        WireOperationReport wire = OperationWire.report(report);

        assertThat(wire.getSerializedSize()).isLessThan(Limits.MESSAGE_BYTES);
        assertThat(wire.getWaitingStatementsCount()).isEqualTo(10);
        assertThat(wire.getRowsCount()).isPositive();
        assertThat(wire.getRowsCount() + wire.getLeft()).isEqualTo(2_007);
    }

    @Test
    void of_many_small_rows_the_first_thousand_are_sent() {
        OperationReport report =
                new OperationReport(
                        1,
                        State.DONE,
                        Progress.NONE,
                        "",
                        Optional.empty(),
                        new Findings(
                                Collections.nCopies(
                                        1_200, new DifferingRow("t", "id=1", "extra", List.of())),
                                List.of(),
                                0));

        OperationReport told = OperationWire.report(OperationWire.report(report));

        assertThat(told.findings().rows()).hasSize(Findings.MOST_ROWS);
        assertThat(told.findings().left()).isEqualTo(200);
    }

    @Test
    void what_is_too_long_to_be_sent_whole_is_refused() {
        assertThatThrownBy(() -> new Operation.Copy(List.of("a.b"), "x".repeat(10_001)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(
                        () -> new Operation.Resync("a.b", Collections.nCopies(1_001, "1"), ",", ""))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Operation.Resync("a.b", List.of("1"), ",", "id=1"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Operation.Copy(List.of(), "id=1"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
