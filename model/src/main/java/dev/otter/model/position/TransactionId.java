package dev.otter.model.position;

import java.util.Optional;
import java.util.UUID;

/**
 * The name of one source transaction: its GTID where the source has them, otherwise the log
 * position of its end. Equal ids mean the same transaction, on the source and after any restart.
 */
public sealed interface TransactionId {

    /** A short text that {@link #parse} reads back; it holds no comma and no blank. */
    String text();

    /**
     * A MySQL GTID.
     *
     * @param source the server's UUID
     * @param tag the tag of MySQL 8.3 and later, or the empty string
     * @param number the transaction's number within source and tag, from 1
     */
    record Gtid(UUID source, String tag, long number) implements TransactionId {
        @Override
        public String text() {
            return tag.isEmpty() ? source + ":" + number : source + ":" + tag + ":" + number;
        }
    }

    /**
     * A transaction without GTID: the position right behind its last event.
     *
     * @param end that position; it alone is the name
     * @param print by what it is found in another server's log; no part of the name
     */
    record AtPosition(LogPosition end, Optional<Fingerprint> print) implements TransactionId {
        /** One that is not to be found in another server's log. */
        public AtPosition(LogPosition end) {
            this(end, Optional.empty());
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof AtPosition that && end.equals(that.end);
        }

        @Override
        public int hashCode() {
            return end.hashCode();
        }

        @Override
        public String text() {
            return "@" + end;
        }
    }

    /**
     * Reads what {@link #text()} gives.
     *
     * @throws IllegalArgumentException when the text is neither form
     */
    static TransactionId parse(String text) {
        if (text.startsWith("@")) {
            return new AtPosition(LogPosition.parse(text.substring(1)));
        }
        try {
            String[] byColon = text.split(":", -1);
            if (byColon.length == 2 || byColon.length == 3) {
                return new Gtid(
                        UUID.fromString(byColon[0]),
                        byColon.length == 3 ? byColon[1] : "",
                        Long.parseLong(byColon[byColon.length - 1]));
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + text + "' is not a transaction id", e);
        }
        throw new IllegalArgumentException("'" + text + "' is not a transaction id");
    }
}
