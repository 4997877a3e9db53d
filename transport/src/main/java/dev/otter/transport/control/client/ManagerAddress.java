package dev.otter.transport.control.client;

import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a manager listens.
 *
 * @param host name or address
 * @param port TCP port
 */
public record ManagerAddress(String host, int port) {
    /** The port of Otter's guide. */
    public static final int USUAL_PORT = 1099;

    /**
     * Reads a list such as {@code manager-1:1099;manager-2}, separated by commas or semicolons; the
     * port may be left out. An IPv6 address is written in brackets.
     */
    public static List<ManagerAddress> parseList(String text) {
        List<ManagerAddress> addresses = new ArrayList<>();
        for (String entry : text.split("[,;]")) {
            if (!entry.isBlank()) {
                addresses.add(parse(entry.strip()));
            }
        }
        if (addresses.isEmpty()) {
            throw invalid(text);
        }
        return List.copyOf(addresses);
    }

    private static ManagerAddress parse(String entry) {
        int colon = entry.lastIndexOf(':');
        if (colon < 0 || entry.endsWith("]")) {
            return new ManagerAddress(bare(entry), USUAL_PORT);
        }
        try {
            int port = Integer.parseInt(entry.substring(colon + 1));
            if (colon == 0 || port < 1 || port > 65_535) {
                throw invalid(entry);
            }
            return new ManagerAddress(bare(entry.substring(0, colon)), port);
        } catch (NumberFormatException e) {
            throw invalid(entry);
        }
    }

    private static String bare(String host) {
        return host.startsWith("[") && host.endsWith("]")
                ? host.substring(1, host.length() - 1)
                : host;
    }

    private static OtterException invalid(String text) {
        return new OtterException(
                ErrorCode.CONFIGURATION_INVALID,
                "'" + text + "' is no address of a manager",
                "otter.manager.address",
                "Write host:port, several separated by a comma, such as 10.0.0.1:1099.");
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
