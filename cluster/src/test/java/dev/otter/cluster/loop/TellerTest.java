package dev.otter.cluster.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class TellerTest {
    private final List<Integer> told = new CopyOnWriteArrayList<>();
    private final CountDownLatch busy = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    @Test
    void each_event_is_told_in_order() throws InterruptedException {
        try (Teller<Integer> teller = Teller.ofEach("each", this::slow)) {
            tellWhileBusy(teller);

            await().until(() -> told.equals(List.of(1, 2, 3, 4)));
        }
    }

    @Test
    void of_states_that_wait_only_the_newest_is_told() throws InterruptedException {
        try (Teller<Integer> teller = Teller.ofNewest("newest", this::slow)) {
            tellWhileBusy(teller);

            await().until(() -> told.equals(List.of(1, 4)));
        }
    }

    @Test
    void a_listener_that_throws_is_told_the_next_event_all_the_same() {
        try (Teller<Integer> teller = Teller.ofEach("broken", this::broken)) {
            teller.tell(1);
            teller.tell(2);

            await().until(() -> told.equals(List.of(1, 2)));
        }
    }

    @Test
    void what_is_queued_is_told_after_the_end_and_nothing_more() {
        released.countDown();
        Teller<Integer> teller = Teller.ofEach("closed", this::slow);
        teller.tell(1);
        teller.close();
        teller.tell(2);

        await().until(() -> told.size() == 1);
        assertThat(told).containsExactly(1);
    }

    /** Stays with the first event until it is released. */
    private void slow(Integer event) {
        told.add(event);
        busy.countDown();
        try {
            released.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void broken(Integer event) {
        told.add(event);
        throw new IllegalStateException("broken on purpose");
    }

    private void tellWhileBusy(Teller<Integer> teller) throws InterruptedException {
        teller.tell(1);
        busy.await();
        teller.tell(2);
        teller.tell(3);
        teller.tell(4);
        released.countDown();
    }
}
