package dev.otter.engine.sql;

import dev.otter.binlog.wire.ServerVersion;
import java.util.OptionalLong;

/**
 * By which rules a server read a statement.
 *
 * @param mariadb whether it is MariaDB's language
 * @param version the server's version as comments of the form {@code /*!80016 … *}{@code /} name it
 * @param ansiQuotes whether double quotes stand around names
 * @param backslashes whether a backslash escapes the sign behind it in a text
 * @param realAsFloat whether REAL means FLOAT
 */
public record SqlRules(
        boolean mariadb,
        int version,
        boolean ansiQuotes,
        boolean backslashes,
        boolean realAsFloat) {
    private static final long REAL_AS_FLOAT = 1;
    private static final long ANSI_QUOTES = 4;
    private static final long NO_BACKSLASH_ESCAPES = 1L << 20;

    /**
     * The rules of a session.
     *
     * @param server the server's version
     * @param sqlMode the bits of the session's sql_mode; none when the log does not tell it
     */
    public static SqlRules of(ServerVersion server, OptionalLong sqlMode) {
        long mode = sqlMode.orElse(0);
        return new SqlRules(
                server.mariaDb(),
                server.major() * 10_000 + server.minor() * 100 + server.patch(),
                (mode & ANSI_QUOTES) != 0,
                (mode & NO_BACKSLASH_ESCAPES) == 0,
                (mode & REAL_AS_FLOAT) != 0);
    }
}
