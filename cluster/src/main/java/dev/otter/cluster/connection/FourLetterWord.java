package dev.otter.cluster.connection;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks a server one of ZooKeeper's four-letter words over a connection of its own. Thread-safe. */
public final class FourLetterWord {
    private static final int ANSWER_LIMIT_BYTES = 64 * 1024;

    private FourLetterWord() {}

    /**
     * Asks and waits for the whole answer; what is beyond 64 KiB is cut off.
     *
     * @param limit for connecting, and again for each piece of the answer
     * @throws IOException when the server cannot be reached or does not answer in time
     */
    public static String ask(ServerAddress server, String word, Duration limit) throws IOException {
        int millis = Math.toIntExact(limit.toMillis());
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(server.host(), server.port()), millis);
            socket.setSoTimeout(millis);
            socket.getOutputStream().write(word.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            byte[] answer = socket.getInputStream().readNBytes(ANSWER_LIMIT_BYTES);
            return new String(answer, StandardCharsets.UTF_8);
        }
    }
}
