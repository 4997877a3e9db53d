package dev.otter.engine.snapshot;

import dev.otter.engine.change.SourceTransaction;
import dev.otter.model.position.LogPosition;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Chunks that were read and wait for their place in the stream: behind all changes that they may
 * hold, and while there is room for them. Guarded by the lock of {@link SnapshotMerge}.
 */
final class ChunkOffers {
    private final ChunkTransactions transactions;
    private final BooleanSupplier room;
    private final Consumer<SourceTransaction> stream;
    private final ArrayDeque<Offer> waiting = new ArrayDeque<>();

    /**
     * @param transactions makes a transaction of a chunk
     * @param room whether there is room for a chunk now
     * @param stream gets the transactions
     */
    ChunkOffers(
            ChunkTransactions transactions,
            BooleanSupplier room,
            Consumer<SourceTransaction> stream) {
        this.transactions = transactions;
        this.room = room;
        this.stream = stream;
    }

    /** One of them, and what has become of it. */
    static final class Offer {
        private final CopyTable table;
        private final CopyRange range;
        private final Window window;
        private final ReadChunk chunk;
        private boolean settled;
        private boolean handed;

        private Offer(CopyTable table, CopyRange range, Window window, ReadChunk chunk) {
            this.table = table;
            this.range = range;
            this.window = window;
            this.chunk = chunk;
        }

        /** Whether its fate is known. */
        boolean settled() {
            return settled;
        }

        /** Whether it was handed over; it has to be read again otherwise. */
        boolean handed() {
            return handed;
        }
    }

    /** A chunk waits from now on. */
    Offer add(CopyTable table, CopyRange range, Window window, ReadChunk chunk) {
        Offer offer = new Offer(table, range, window, chunk);
        waiting.add(offer);
        return offer;
    }

    /** Nobody waits for it any more. */
    void remove(Offer offer) {
        waiting.remove(offer);
    }

    /**
     * Hands over those whose place is here, between two transactions.
     *
     * @param at end of the transaction before
     * @return whether the fate of any was settled
     */
    boolean handOver(LogPosition at) {
        boolean any = false;
        for (Iterator<Offer> each = waiting.iterator(); each.hasNext(); ) {
            Offer offer = each.next();
            boolean broken = offer.window.broken();
            if (broken || (at.compareTo(offer.chunk.high()) >= 0 && room.getAsBoolean())) {
                if (!broken) {
                    handOver(offer, at);
                }
                offer.handed = !broken;
                offer.settled = true;
                offer.table.windows().remove(offer.window);
                each.remove();
                any = true;
            }
        }
        return any;
    }

    private void handOver(Offer offer, LogPosition at) {
        stream.accept(
                transactions.chunk(offer.table, offer.range, offer.chunk, offer.window, at));
        if (offer.chunk.last()) {
            offer.table.rangeFinished(offer.range, at);
        } else {
            offer.range.movedTo(offer.chunk.next());
        }
    }
}
