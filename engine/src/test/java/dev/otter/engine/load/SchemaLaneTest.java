package dev.otter.engine.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.engine.change.Delivery;
import dev.otter.engine.change.LoggedStatement;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTransaction;
import dev.otter.engine.database.ForeignKey.Rule;
import dev.otter.engine.load.checkpoint.Recovered;
import dev.otter.engine.load.schedule.AccessSet;
import dev.otter.engine.load.schedule.PendingQueue;
import dev.otter.engine.load.schedule.PendingTransaction;
import dev.otter.engine.load.table.SampleTables;
import dev.otter.model.position.Checkpoint;
import dev.otter.model.position.LogPosition;
import dev.otter.model.position.TransactionId;
import dev.otter.model.table.TableName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a change of schema waits for, and what waits for it. */
class SchemaLaneTest {
    private static final int SLOTS = 4;
    private static final String SQL = "ALTER TABLE parent ADD c INT";

    private final SampleTables tables = new SampleTables(Rule.RESTRICT);
    private final Progress progress =
            new Progress(
                    new Checkpoint(at(0), ""),
                    false,
                    new Recovered(1, 0, Optional.of(new Checkpoint(at(0), "")), SLOTS, Map.of()));
    private final SchemaLane lane = new SchemaLane("test", _ -> List.of(), progress, new Mailbox());

    private static LogPosition at(int number) {
        return new LogPosition("log.000001", 100L * number);
    }

    private static SourceTransaction transaction(int number, List<RowChanges> changes) {
        return new SourceTransaction(
                number,
                new TransactionId.AtPosition(at(number)),
                at(number),
                1,
                changes,
                changes.size(),
                1);
    }

    private SourceTransaction rows(int number, TableName table) {
        RowChanges row =
                table.equals(SampleTables.PARENT)
                        ? tables.insert(table, number, 1)
                        : tables.insert(table, number, 1, number, 1);
        return transaction(number, List.of(row));
    }

    private static Delivery.SchemaChange change(int number, boolean within) {
        return new Delivery.SchemaChange(
                SQL,
                List.of(SampleTables.PARENT),
                List.of(SampleTables.PARENT),
                false,
                transaction(number, List.of()),
                new LoggedStatement(
                        LoggedStatement.Kind.TABLE_SHAPE, List.of(SampleTables.PARENT), SQL),
                within);
    }

    private void taken(SourceTransaction transaction) {
        assertThat(progress.opened(transaction)).isFalse();
        lane.opened(transaction);
    }

    @Test
    void it_waits_for_what_came_before_it_and_touches_its_tables() {
        SourceTransaction before = rows(1, SampleTables.PARENT);
        taken(before);
        lane.open(change(2, false));

        lane.turn();
        assertThat(lane.runs()).isFalse();
        lane.closed(before);
        lane.turn();
        assertThat(lane.runs()).isTrue();
    }

    @Test
    void it_waits_for_no_other_table() {
        taken(rows(1, SampleTables.CHILD));
        lane.open(change(2, false));

        lane.turn();

        assertThat(lane.runs()).isTrue();
    }

    @Test
    void rows_of_its_tables_wait_until_all_that_it_leads_to_is_durable() {
        SourceTransaction behind = rows(2, SampleTables.PARENT);
        lane.open(change(1, false));
        assertThat(lane.holdsBack(behind)).isTrue();
        lane.turn();
        assertThat(lane.holdsBack(behind)).isTrue();
        lane.decided(List.of("DELETE FROM parent"));
        assertThat(lane.holdsBack(behind)).isTrue();
        assertThat(lane.turn()).isPresent();
        assertThat(lane.holdsBack(behind)).isTrue();
        assertThat(lane.free()).isFalse();

        lane.durable();

        assertThat(lane.holdsBack(behind)).isFalse();
        assertThat(lane.free()).isTrue();
    }

    @Test
    void rows_of_other_tables_do_not_wait() {
        lane.open(change(1, false));

        assertThat(lane.holdsBack(rows(2, SampleTables.CHILD))).isFalse();
    }

    /** The transaction's end would carry the mark past it. */
    @Test
    void all_waits_for_one_that_stands_within_a_transaction() {
        lane.open(change(1, true));

        assertThat(lane.within()).isTrue();
        assertThat(lane.holdsBack(rows(1, SampleTables.CHILD))).isTrue();
        lane.turn();
        lane.decided(List.of());
        assertThat(lane.within()).isFalse();
    }

    @Test
    void a_slot_is_kept_for_one_that_all_in_the_queue_has_passed() {
        PendingQueue queue = new PendingQueue();
        lane.open(change(1, false));
        assertThat(lane.slotsFor(queue)).isEqualTo(SLOTS);

        queue.add(
                new PendingTransaction(
                        rows(2, SampleTables.CHILD), new AccessSet.Collector().build()));

        assertThat(lane.slotsFor(queue)).isEqualTo(SLOTS - 1);
    }

    @Test
    void its_end_is_progress() {
        lane.open(change(1, false));
        lane.turn();
        assertThat(progress.mark().position()).isEqualTo(at(0));

        lane.decided(List.of());

        assertThat(progress.mark().position()).isEqualTo(at(1));
    }
}
