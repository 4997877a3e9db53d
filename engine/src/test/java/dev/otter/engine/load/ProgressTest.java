package dev.otter.engine.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.engine.change.SourceTransaction;
import dev.otter.engine.load.checkpoint.Recovered;
import dev.otter.model.position.Checkpoint;
import dev.otter.model.position.LogPosition;
import dev.otter.model.position.TransactionId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final LogPosition START = at(100);

    private static LogPosition at(long offset) {
        return new LogPosition("log.000001", offset);
    }

    private static TransactionId id(long offset) {
        return new TransactionId.AtPosition(at(offset));
    }

    private static Progress progress(Map<Integer, List<TransactionId>> durable) {
        Checkpoint start = new Checkpoint(START, "");
        return new Progress(start, false, new Recovered(1, 5, Optional.of(start), 4, durable));
    }

    @Test
    void a_slot_comes_free_when_what_it_holds_is_out_of_scope_by_now() {
        Progress progress = progress(Map.of(1, List.of(id(200), id(300))));
        assertThat(progress.slotsFree()).isEqualTo(3);

        progress.skipped(Optional.of(id(200)), at(200));
        assertThat(progress.slotsFree()).isEqualTo(3);
        progress.skipped(Optional.of(id(300)), at(300));

        assertThat(progress.slotsFree()).isEqualTo(4);
    }

    @Test
    void it_stays_until_the_mark_has_passed_what_it_holds() {
        Progress progress = progress(Map.of(1, List.of(id(300))));
        SourceTransaction older = new SourceTransaction(1, id(200), at(200), 1, List.of(), 1, 100);
        assertThat(progress.opened(older)).isFalse();

        progress.skipped(Optional.of(id(300)), at(300));
        assertThat(progress.slotsFree()).isEqualTo(3);
        progress.closed(1);

        assertThat(progress.slotsFree()).isEqualTo(4);
        assertThat(progress.checkpoint().position()).isEqualTo(at(300));
    }

    @Test
    void what_the_mark_has_passed_holds_no_slot() {
        Progress progress = progress(Map.of(1, List.of(id(50), id(100)), 2, List.of(id(101))));

        assertThat(progress.slotsFree()).isEqualTo(3);
        assertThat(progress.applied(id(100))).isFalse();
        assertThat(progress.applied(id(101))).isTrue();
    }
}
