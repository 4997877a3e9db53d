package dev.otter.model.position;

/**
 * What tells one transaction from others in any server's log when it has no GTID: a hash over where
 * it was born, when, and all its rows.
 *
 * @param seconds when it was committed where it was born, seconds since 1970; a hint where to look
 * @param hash of the contents; two fingerprints mean the same when their hashes are equal
 */
public record Fingerprint(long seconds, long hash) {

    /** A short text that {@link #parse} reads back: hexadecimal digits and a dash. */
    public String text() {
        return Long.toHexString(seconds) + "-" + Long.toHexString(hash);
    }

    /**
     * Reads what {@link #text()} gives.
     *
     * @throws IllegalArgumentException when it is not of that form
     */
    public static Fingerprint parse(String text) {
        int dash = text.indexOf('-');
        if (dash < 1) {
            throw new IllegalArgumentException("'" + text + "' is not a fingerprint");
        }
        try {
            return new Fingerprint(
                    Long.parseUnsignedLong(text.substring(0, dash), 16),
                    Long.parseUnsignedLong(text.substring(dash + 1), 16));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is not a fingerprint", e);
        }
    }
}
