package dev.otter.app.otter4;

import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text with which Otter 4 reached a MySQL server.
 *
 * @param host name or address; empty when a group is named
 * @param port TCP port
 * @param group the key of a failover group, in {@code jdbc:mysql://groupKey=name}
 * @param database the schema; may be empty
 * @param options what stands behind a question mark; may be empty
 */
record JdbcUrl(
        Optional<String> host, int port, Optional<String> group, String database, String options) {
    private static final int MYSQL = 3306;
    private static final Pattern GROUP = Pattern.compile("jdbc:mysql://groupKey=([^/?]+).*");
    private static final Pattern SERVER =
            Pattern.compile(
                    "jdbc:(?:mysql|mariadb)://([^:/?,]+)(?::(\\d{1,5}))?(?:/([^?]*))?(?:\\?(.*))?");

    /** Takes a text apart; empty when it is of no known form. */
    static Optional<JdbcUrl> parse(String text) {
        Matcher group = GROUP.matcher(text.strip());
        if (group.matches()) {
            return Optional.of(
                    new JdbcUrl(Optional.empty(), MYSQL, Optional.of(group.group(1)), "", ""));
        }
        Matcher server = SERVER.matcher(text.strip());
        if (!server.matches()) {
            return Optional.empty();
        }
        return Optional.of(
                new JdbcUrl(
                        Optional.of(server.group(1)),
                        server.group(2) == null ? MYSQL : Integer.parseInt(server.group(2)),
                        Optional.empty(),
                        server.group(3) == null ? "" : server.group(3),
                        server.group(4) == null ? "" : server.group(4)));
    }

    /**
     * The one of the command line.
     *
     * @throws OtterException when it names no server
     */
    static JdbcUrl require(String text) {
        return parse(text)
                .filter(url -> url.host().isPresent())
                .orElseThrow(() ->
                        new OtterException(
                                ErrorCode.CONFIGURATION_INVALID,
                                "'" + text + "' is not the address of a MySQL server",
                                "--url",
                                "Write it as in otter.properties of the Otter 4 manager:"
                                        + " jdbc:mysql://host:3306/otter."));
    }
}
