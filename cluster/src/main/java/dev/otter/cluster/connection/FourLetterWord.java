package dev.otter.cluster.connection;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks a server one of ZooKeeper's four-letter words over a connection of its own. Thread-safe. */
public final class FourLetterWord {
    private static final int ANSWER_LIMIT_BYTES = 64 * 1024;

    private FourLetterWord() {}

    /**
     * Asks and waits for the whole answer; what is beyond 64 KiB is cut off.
     *
     * @param limit for connecting and the answer together
     * @throws IOException when the server cannot be reached or does not answer in time
     */
    public static String ask(ServerAddress server, String word, Duration limit) throws IOException {
        long deadline = System.nanoTime() + limit.toNanos();
        byte[] answer = new byte[ANSWER_LIMIT_BYTES];
        int length = 0;
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(server.host(), server.port()), rest(deadline));
            socket.getOutputStream().write(word.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            InputStream in = socket.getInputStream();
            for (int more = 0; more >= 0 && length < answer.length; ) {
                socket.setSoTimeout(rest(deadline));
                more = in.read(answer, length, answer.length - length);
                length += Math.max(0, more);
            }
            return new String(answer, 0, length, StandardCharsets.UTF_8);
        }
    }

    private static int rest(long deadline) throws SocketTimeoutException {
        long millis = (deadline - System.nanoTime()) / 1_000_000;
        if (millis <= 0) {
            throw new SocketTimeoutException("it does not answer in time");
        }
        return Math.toIntExact(millis);
    }
}
