package dev.otter.binlog.gtid;

/**
 * Name of one MySQL transaction.
 *
 * @param source who numbered it
 * @param number from 1
 */
public record Gtid(GtidSource source, long number) {
    public Gtid {
        if (number < 1) {
            throw new IllegalArgumentException("GTID number " + number + " is below 1");
        }
    }

    /** Reads {@code uuid:7} or {@code uuid:tag:7}. */
    public static Gtid parse(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("\"" + text + "\" is not uuid:number");
        }
        String source = text.substring(0, colon).strip();
        int tag = source.indexOf(':');
        return new Gtid(
                new GtidSource(
                        GtidText.uuid(tag < 0 ? source : source.substring(0, tag)),
                        tag < 0 ? "" : source.substring(tag + 1)),
                GtidText.number(text.substring(colon + 1)));
    }

    @Override
    public String toString() {
        return source + ":" + number;
    }
}
