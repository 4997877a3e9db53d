package dev.otter.system.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.model.position.LogPosition;
import dev.otter.model.position.TransactionId;
import dev.otter.system.fault.LoggedTransaction.Mark;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The audit must fail on histories that lost, doubled or tore a transaction. */
class AuditTest {
    private static final List<LoggedTransaction> SOURCE = List.of(source(1), source(2), source(3));

    private static TransactionId id(long number) {
        return new TransactionId.AtPosition(new LogPosition("source.000001", 100 * number));
    }

    private static Mark first(long number) {
        return new Mark("audit_first", number);
    }

    private static Mark last(long number) {
        return new Mark("audit_last", number);
    }

    private static LoggedTransaction source(long number) {
        return new LoggedTransaction(
                id(number),
                new LogPosition("source.000001", 100 * number),
                true,
                List.of(first(number), last(number)),
                List.of());
    }

    private static LoggedTransaction target(long end, List<Mark> marks, Long... claims) {
        LogPosition position = new LogPosition("target.000001", 1000 * end);
        return new LoggedTransaction(
                new TransactionId.AtPosition(position),
                position,
                true,
                marks,
                List.of(claims).stream().map(AuditTest::id).toList());
    }

    private static LoggedTransaction whole(long end, Long... claims) {
        List<Mark> marks = new ArrayList<>();
        for (long claim : claims) {
            marks.add(first(claim));
            marks.add(last(claim));
        }
        return target(end, marks, claims);
    }

    @Test
    void whole_groups_in_any_order_are_clean() {
        Audit audit = Audit.of(SOURCE, List.of(whole(1, 3L), whole(2, 1L, 2L)));

        assertThat(audit.clean()).as(audit.report()).isTrue();
        assertThat(audit.figures()).startsWith("source transactions=3, target transactions=2");
    }

    @Test
    void a_transaction_applied_twice_is_doubled() {
        Audit audit = Audit.of(SOURCE, List.of(whole(1, 1L, 2L), whole(2, 2L, 3L)));

        assertThat(audit.clean()).isFalse();
        assertThat(audit.doubled()).hasSize(3).first().asString().contains("@source.000001:200");
    }

    @Test
    void a_transaction_claimed_twice_but_written_once_is_doubled() {
        Audit audit = Audit.of(SOURCE, List.of(whole(1, 1L, 2L, 3L), target(2, List.of(), 3L)));

        assertThat(audit.doubled()).hasSize(1);
    }

    @Test
    void a_transaction_that_is_not_there_is_missing() {
        Audit audit = Audit.of(SOURCE, List.of(whole(1, 1L), whole(2, 3L)));

        assertThat(audit.missing()).containsExactly("@source.000001:200");
        assertThat(audit.clean()).isFalse();
    }

    @Test
    void a_transaction_over_two_target_transactions_is_halved() {
        Audit audit =
                Audit.of(
                        SOURCE,
                        List.of(
                                whole(1, 1L),
                                target(2, List.of(first(2)), 2L),
                                target(3, List.of(last(2), first(3), last(3)), 3L)));

        assertThat(audit.halved()).hasSize(2);
        assertThat(audit.clean()).isFalse();
    }

    @Test
    void a_claim_without_its_rows_is_halved() {
        Audit audit = Audit.of(SOURCE, List.of(whole(1, 1L, 2L), target(2, List.of(), 3L)));

        assertThat(audit.halved()).hasSize(1);
        assertThat(audit.clean()).isFalse();
    }

    @Test
    void rows_without_a_claim_and_claims_without_a_source_are_foreign() {
        Audit audit =
                Audit.of(
                        SOURCE,
                        List.of(
                                whole(1, 1L, 2L, 3L),
                                target(2, List.of()),
                                target(3, List.of(), 9L)));

        assertThat(audit.foreign()).hasSize(2);
        assertThat(audit.clean()).isFalse();
    }
}
