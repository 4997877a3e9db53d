package dev.otter.cluster.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.zookeeper.KeeperException;
import org.junit.jupiter.api.Test;

class WakeLoopTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LONG = Duration.ofHours(1);

    private interface Work {
        Duration run() throws KeeperException;
    }

    private static WakeLoop loop(Work work, List<String> troubles) {
        WakeLoop loop =
                new WakeLoop(
                        "test",
                        new WakeLoop.Step() {
                            @Override
                            public Duration run() throws KeeperException {
                                return work.run();
                            }

                            @Override
                            public void troubled(String reason) {
                                troubles.add(reason);
                            }
                        });
        loop.start();
        return loop;
    }

    @Test
    void it_looks_at_once_and_again_when_woken_also_while_it_works() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Work work =
                () -> {
                    if (looks.incrementAndGet() == 1) {
                        working.countDown();
                        await().atMost(PATIENCE).until(() -> goOn.getCount() == 0);
                    }
                    return LONG;
                };
        try (WakeLoop loop = loop(work, new CopyOnWriteArrayList<>())) {
            working.await();
            loop.wake();
            loop.wake();
            goOn.countDown();

            await().atMost(PATIENCE).until(() -> looks.get() == 2);
            await().during(Duration.ofMillis(100)).atMost(PATIENCE).until(() -> looks.get() == 2);
        }
    }

    @Test
    void it_tells_why_it_failed_and_tries_again() {
        AtomicInteger looks = new AtomicInteger();
        List<String> troubles = new CopyOnWriteArrayList<>();
        Work work =
                () -> {
                    if (looks.incrementAndGet() == 1) {
                        throw new KeeperException.ConnectionLossException();
                    }
                    return LONG;
                };
        try (WakeLoop loop = loop(work, troubles)) {
            await().atMost(PATIENCE).until(() -> looks.get() == 2);
            assertThat(troubles).containsExactly("ZooKeeper does not answer");
            loop.wake();
        }
    }
}
