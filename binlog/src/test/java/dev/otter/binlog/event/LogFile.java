package dev.otter.binlog.event;

import dev.otter.binlog.bytes.Bytes;
import dev.otter.testkit.server.MysqlServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Reads a server's log files from its data folder, as they are. */
public final class LogFile {
    private static final int MAGIC = 4;

    private LogFile() {}

    public static List<Path> of(MysqlServer server) throws IOException {
        try (Stream<Path> files = Files.list(server.dataFolder())) {
            return files.filter(file -> file.getFileName().toString().matches("binlog\\.\\d+"))
                    .sorted()
                    .toList();
        }
    }

    /** Tells every event, inner ones of compressed transactions in their place. */
    public static void decode(Path file, EventDecoder decoder, Consumer<Event> consumer)
            throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        decoder.reset();
        int at = MAGIC;
        try (PayloadReader payloads = new PayloadReader()) {
            while (at < bytes.length) {
                int length = Bytes.i32(bytes, at + 9);
                Event event = decoder.decode(bytes, at, length);
                consumer.accept(event);
                if (event instanceof TransactionPayload payload) {
                    payloads.open(payload);
                    while (payloads.next()) {
                        consumer.accept(
                                decoder.decodeInner(
                                        payloads.buffer(), payloads.offset(), payloads.length()));
                    }
                }
                at += length;
            }
        }
    }
}
