package dev.otter.engine.database.charset;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** A character set by its table. The way back is made when it is first asked for. */
final class TableCharacterSet implements CharacterSet {
    private final CodeTable table;
    private final boolean overAscii;
    private volatile CodeWriter writer;

    TableCharacterSet(CodeTable table) {
        this.table = table;
        this.overAscii = table.overAscii();
    }

    @Override
    public Optional<String> decode(byte[] b, int offset, int length) {
        if (overAscii && ascii(b, offset, length)) {
            return Optional.of(new String(b, offset, length, StandardCharsets.ISO_8859_1));
        }
        StringBuilder text = new StringBuilder(length);
        return append(b, offset, length, text, true)
                ? Optional.of(text.toString())
                : Optional.empty();
    }

    @Override
    public String read(byte[] b, int offset, int length) {
        StringBuilder text = new StringBuilder(length);
        append(b, offset, length, text, false);
        return text.toString();
    }

    private static boolean ascii(byte[] b, int offset, int length) {
        for (int i = offset; i < offset + length; i++) {
            if (b[i] < 0) {
                return false;
            }
        }
        return true;
    }

    private boolean append(byte[] b, int offset, int length, StringBuilder text, boolean strict) {
        int end = offset + length;
        int at = offset;
        while (at < end) {
            int packed = table.at(b, at, end);
            if (packed != CodeTable.NOTHING) {
                text.appendCodePoint(CodeTable.point(packed));
                at += CodeTable.size(packed);
            } else if (strict) {
                return false;
            } else {
                text.append(REPLACEMENT);
                at++;
            }
        }
        return true;
    }

    @Override
    public Optional<byte[]> encode(String text) {
        CodeWriter ready = writer;
        if (ready == null) {
            ready = new CodeWriter(table);
            writer = ready;
        }
        return ready.encode(text);
    }
}
