package dev.otter.binlog.gtid;

import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Who gave a MySQL transaction its number: a server, and since 8.3 optionally a tag.
 *
 * @param uuid the server's UUID
 * @param tag lower case, at most 32 characters; empty for none
 */
public record GtidSource(UUID uuid, String tag) implements Comparable<GtidSource> {
    private static final Pattern TAG = Pattern.compile("[a-z_][a-z0-9_]{0,31}");

    public GtidSource {
        tag = tag.toLowerCase(Locale.ROOT);
        if (!tag.isEmpty() && !TAG.matcher(tag).matches()) {
            throw new IllegalArgumentException(
                    "GTID tag \""
                            + tag
                            + "\" is not a letter or _ and up to 31 letters, digits, _");
        }
    }

    /** A source without a tag. */
    public static GtidSource of(UUID uuid) {
        return new GtidSource(uuid, "");
    }

    /** The order in which MySQL prints sets. */
    @Override
    public int compareTo(GtidSource other) {
        int order =
                Long.compareUnsigned(
                        uuid.getMostSignificantBits(), other.uuid.getMostSignificantBits());
        if (order == 0) {
            order =
                    Long.compareUnsigned(
                            uuid.getLeastSignificantBits(), other.uuid.getLeastSignificantBits());
        }
        return order != 0 ? order : tag.compareTo(other.tag);
    }

    @Override
    public String toString() {
        return tag.isEmpty() ? uuid.toString() : uuid + ":" + tag;
    }
}
