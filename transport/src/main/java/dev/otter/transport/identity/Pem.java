package dev.otter.transport.identity;

import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.transport.disk.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/** One PEM block a file. */
final class Pem {
    private static final long LONGEST_FILE = 64 * 1024;

    private Pem() {}

    static void write(Path file, String type, byte[] der) {
        String text =
                "-----BEGIN "
                        + type
                        + "-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                        + "\n-----END "
                        + type
                        + "-----\n";
        try {
            AtomicFile.write(file, ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            throw new OtterException(
                    ErrorCode.IDENTITY_UNUSABLE,
                    "A key or certificate cannot be written: " + e,
                    file.toString(),
                    "Make the folder writable for the account that runs the process.",
                    e);
        }
    }

    /** Bytes of a file that only its owner may read. */
    static byte[] readSecret(Path file, String type) {
        try {
            if (AtomicFile.openToOthers(file)) {
                throw new OtterException(
                        ErrorCode.IDENTITY_UNUSABLE,
                        "A private key can be read by others than its owner",
                        file.toString(),
                        "Run: chmod 600 "
                                + file
                                + ". If others may have read it, delete the"
                                + " file; a new key is made, which has to be approved.");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot look at " + file, e);
        }
        return read(file, type);
    }

    static byte[] read(Path file, String type) {
        try {
            if (Files.size(file) > LONGEST_FILE) {
                throw unusable(file, type, null);
            }
            String text = Files.readString(file, StandardCharsets.US_ASCII);
            String begin = "-----BEGIN " + type + "-----";
            int from = text.indexOf(begin);
            int to = text.indexOf("-----END " + type + "-----");
            if (from < 0 || to < from) {
                throw unusable(file, type, null);
            }
            return Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to));
        } catch (IOException | IllegalArgumentException e) {
            throw unusable(file, type, e);
        }
    }

    static OtterException unusable(Path file, String type, Exception cause) {
        return new OtterException(
                ErrorCode.IDENTITY_UNUSABLE,
                "The file does not hold one readable " + type,
                file.toString(),
                "Restore the file from a backup. Without one, move it away: a new one is made,"
                        + " which has to be approved again.",
                cause);
    }
}
