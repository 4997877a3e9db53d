package dev.otter.testkit.proxy;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.LongAdder;

/**
 * One direction of a link. One thread reads and stamps what arrives, another writes it when it is
 * due; so a delay lengthens the way without narrowing it, as a far network does.
 */
final class Pump {
    private static final int CHUNK_BYTES = 64 * 1024;
    private static final int CHUNKS_UNDER_WAY = 512;

    private record Chunk(byte[] bytes, long due) {
        boolean end() {
            return bytes.length == 0;
        }
    }

    private final BlockingQueue<Chunk> underWay = new ArrayBlockingQueue<>(CHUNKS_UNDER_WAY);
    private final Socket from;
    private final Socket to;
    private final Valve valve;
    private final LongAdder passed;

    Pump(Socket from, Socket to, Valve valve, LongAdder passed) {
        this.from = from;
        this.to = to;
        this.valve = valve;
        this.passed = passed;
    }

    void read() throws IOException, InterruptedException {
        byte[] buffer = new byte[CHUNK_BYTES];
        int count;
        do {
            count = from.getInputStream().read(buffer);
            byte[] bytes = new byte[Math.max(count, 0)];
            System.arraycopy(buffer, 0, bytes, 0, bytes.length);
            underWay.put(new Chunk(bytes, valve.dueNow()));
        } while (count >= 0);
    }

    void write() throws IOException, InterruptedException {
        while (true) {
            Chunk chunk = underWay.take();
            valve.awaitPassage(chunk.due());
            if (chunk.end()) {
                to.shutdownOutput();
                return;
            }
            to.getOutputStream().write(chunk.bytes());
            passed.add(chunk.bytes().length);
        }
    }
}
