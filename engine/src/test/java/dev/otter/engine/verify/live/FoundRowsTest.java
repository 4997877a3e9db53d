package dev.otter.engine.verify.live;

import static dev.otter.engine.verify.live.Shops.T;
import static dev.otter.engine.verify.live.Shops.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.engine.verify.RowDifference;
import dev.otter.engine.verify.online.Finding;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;

class FoundRowsTest {
    private final VerifyBoard board = new VerifyBoard(InstantSource.fixed(Instant.EPOCH));

    private static Finding changed(int id, String now) {
        return new Finding(
                List.of(T),
                T,
                List.of(new Finding.KeyValue("id", Integer.toString(id))),
                Finding.Kind.CHANGED,
                new RowDifference.Different(
                        "id=" + id, List.of(new RowDifference.Value("v", "'a'", now))));
    }

    @Test
    void a_row_that_differs_again_and_again_is_told_once_until_it_was_equal() {
        assertThat(board.found(key(1), changed(1, "'b'"))).isTrue();
        assertThat(board.found(key(1), changed(1, "'c'"))).isFalse();
        assertThat(board.status().differences()).isEqualTo(1);
        assertThat(board.status().open().getFirst().difference())
                .isEqualTo(changed(1, "'c'").difference());

        board.equal(T, List.of(key(1), key(2)));

        assertThat(board.status().open()).isEmpty();
        assertThat(board.status().healed()).isEqualTo(1);
        assertThat(board.status().repaired()).isZero();
        assertThat(board.found(key(1), changed(1, "'b'"))).isTrue();
        assertThat(board.status().differences()).isEqualTo(2);
    }

    @Test
    void what_was_sent_again_and_is_equal_then_was_repaired() {
        board.found(key(1), changed(1, "'b'"));
        board.open().sent(T, key(1));
        board.equal(T, List.of(key(1)));

        assertThat(board.status().repaired()).isEqualTo(1);
    }

    @Test
    void the_newest_are_kept_and_the_others_counted() {
        for (int id = 0; id < 1_000; id++) {
            board.found(key(id), changed(id, "'b'"));
        }

        assertThat(board.status().open()).hasSize(200);
        assertThat(board.status().open().getLast().difference().key()).isEqualTo("id=999");
        assertThat(board.status().openLeft()).isEqualTo(800);
        assertThat(board.status().differences()).isEqualTo(1_000);
    }

    @Test
    void long_values_leave_room_for_fewer() {
        String giant = "x".repeat(40_000);
        for (int id = 0; id < 10; id++) {
            board.found(key(id), changed(id, giant));
        }

        assertThat(board.status().open()).hasSize(3);
    }
}
