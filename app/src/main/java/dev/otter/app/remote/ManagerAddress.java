package dev.otter.app.remote;

import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.net.URI;
import java.util.Locale;
import java.util.Set;

/**
 * Where a manager is.
 *
 * @param text {@code http://host:port} or {@code https://host:port}, nothing behind it
 */
public record ManagerAddress(String text) {
    private static final int PORT = 8080;
    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");

    /**
     * Reads an address; {@code http://} and port 8080 may be left out.
     *
     * @throws OtterException when it is none
     */
    public static ManagerAddress parse(String text) {
        String whole = text.contains("://") ? text : "http://" + text;
        URI uri;
        try {
            uri = URI.create(whole.replaceAll("/+$", ""));
        } catch (IllegalArgumentException e) {
            throw wrong(text, e);
        }
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        boolean plain = uri.getRawPath().isEmpty() && uri.getRawUserInfo() == null;
        if (uri.getHost() == null || !plain || !Set.of("http", "https").contains(scheme)) {
            throw wrong(text, null);
        }
        int port = uri.getPort() > 0 ? uri.getPort() : scheme.equals("https") ? 443 : PORT;
        return new ManagerAddress(
                scheme + "://" + uri.getHost().toLowerCase(Locale.ROOT) + ":" + port);
    }

    private static OtterException wrong(String text, Exception cause) {
        return new OtterException(
                ErrorCode.CONFIGURATION_INVALID,
                "'" + text + "' is not the address of a manager",
                "--manager",
                "Write it as http://host:8080.",
                cause);
    }

    /** Whether what is sent can be read on the way to another machine. */
    public boolean readableOnTheWay() {
        URI uri = URI.create(text);
        return uri.getScheme().equals("http") && !HERE.contains(uri.getHost());
    }

    @Override
    public String toString() {
        return text;
    }
}
