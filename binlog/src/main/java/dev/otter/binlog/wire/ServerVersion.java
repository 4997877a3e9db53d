package dev.otter.binlog.wire;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Version a server announces when a client connects.
 *
 * @param mariaDb true for MariaDB, whose numbers are not to be compared with MySQL's
 * @param major first number
 * @param minor second number
 * @param patch third number
 * @param text what the server said, whole
 */
public record ServerVersion(boolean mariaDb, int major, int minor, int patch, String text) {

    /** MariaDB puts this in front for replicas that cannot read a major number of two digits. */
    private static final String MARIADB_PREFIX = "5.5.5-";

    private static final Pattern NUMBERS =
            Pattern.compile("(\\d{1,6})\\.(\\d{1,6})(?:\\.(\\d{1,6}))?.*");

    /** Reads the text of the server's greeting or of {@code SELECT VERSION()}. */
    public static ServerVersion parse(String text) {
        boolean mariaDb = text.contains("MariaDB");
        String numbers =
                text.startsWith(MARIADB_PREFIX) && mariaDb
                        ? text.substring(MARIADB_PREFIX.length())
                        : text;
        Matcher matcher = NUMBERS.matcher(numbers);
        if (!matcher.matches()) {
            throw new ProtocolException("the server announces the version \"" + text + "\"");
        }
        int patch = matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3));
        return new ServerVersion(
                mariaDb,
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                patch,
                text);
    }

    /** True when the three numbers are not below the given ones; look at {@link #mariaDb} too. */
    public boolean atLeast(int wantedMajor, int wantedMinor, int wantedPatch) {
        if (major != wantedMajor) {
            return major > wantedMajor;
        }
        return minor != wantedMinor ? minor > wantedMinor : patch >= wantedPatch;
    }

    /** True for MySQL (not MariaDB) of at least this version. */
    public boolean mysqlAtLeast(int wantedMajor, int wantedMinor, int wantedPatch) {
        return !mariaDb && atLeast(wantedMajor, wantedMinor, wantedPatch);
    }

    /** True for MariaDB of at least this version. */
    public boolean mariaDbAtLeast(int wantedMajor, int wantedMinor, int wantedPatch) {
        return mariaDb && atLeast(wantedMajor, wantedMinor, wantedPatch);
    }
}
