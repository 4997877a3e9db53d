package dev.otter.binlog.event;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which columns the lists in a table map's metadata are about: servers differ, and nothing in the
 * list tells. One column too many or too few would shift all later ones, so what is not known is
 * {@code UNSURE} and not used.
 *
 * @param years whether the list of signs has a bit for YEAR columns
 * @param geometryCollations whether GEOMETRY columns are in the list of collations
 */
record MetadataDialect(Years years, boolean geometryCollations) {
    /** Does the list of signs have a bit for YEAR columns? */
    enum Years {
        LISTED,
        NOT_LISTED,
        UNSURE
    }

    private static final Pattern VERSION = Pattern.compile("^(\\d+)\\.(\\d+)\\.(\\d+)");

    /** 8.0.12 was measured, 8.0.20 is so by its source. */
    private static final int LAST_WITHOUT = version(8, 0, 20);

    /** The source of 2020 has it, 8.0.29 was reported and 9.7 measured. */
    private static final int FIRST_WITH = version(8, 0, 23);

    /** The dialect of a server by the version it names in the format description. */
    static MetadataDialect of(String serverVersion, boolean mariadb) {
        if (mariadb) {
            return new MetadataDialect(Years.LISTED, true);
        }
        Matcher parts = VERSION.matcher(serverVersion);
        if (!parts.find()) {
            return new MetadataDialect(Years.UNSURE, false);
        }
        int version = version(number(parts, 1), number(parts, 2), number(parts, 3));
        if (version <= LAST_WITHOUT) {
            return new MetadataDialect(Years.NOT_LISTED, false);
        }
        return new MetadataDialect(version >= FIRST_WITH ? Years.LISTED : Years.UNSURE, false);
    }

    private static int number(Matcher parts, int group) {
        String digits = parts.group(group);
        return digits.length() > 3 ? 999 : Integer.parseInt(digits);
    }

    private static int version(int major, int minor, int patch) {
        return (major * 1_000 + minor) * 1_000 + patch;
    }
}
