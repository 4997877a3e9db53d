package dev.otter.transport.control.client;

import dev.otter.transport.control.message.StatisticsBatch;
import dev.otter.transport.control.wire.ToWire;
import java.util.Optional;
import otter.wire.control.v1.NodeMessage;

/**
 * Reads the store for one stream: begins after what the manager has, sends a few batches ahead of
 * their receipts. Thread-safe.
 */
final class StatisticsFeed {
    private static final int AHEAD = 8;

    private final StatisticsStore store;
    private long sent;
    private int underWay;

    StatisticsFeed(StatisticsStore store, long manager) {
        this.store = store;
        this.sent = manager;
        store.acknowledge(manager);
    }

    synchronized Optional<NodeMessage> next() {
        if (underWay >= AHEAD) {
            return Optional.empty();
        }
        Optional<StatisticsBatch> batch = store.after(sent);
        batch.ifPresent(b -> {
            sent = b.sequence();
            underWay++;
        });
        return batch.map(b -> NodeMessage.newBuilder().setStatistics(ToWire.statistics(b)).build());
    }

    /** Each batch has one receipt. */
    synchronized void receipt(long sequence) {
        underWay = Math.max(0, underWay - 1);
        store.acknowledge(sequence);
    }
}
