package dev.otter.engine.verify;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/**
 * A row that may differ, kept so that it can be shown: of each cell its beginning, its length and a
 * hash.
 */
public record KeptRow(long keyHash, long first, long second, List<KeptCell> cells) {
    /** Bytes of a cell that are kept at most. */
    public static final int HEAD_BYTES = 160;

    private static final int SHOWN_CHARS = 60;
    private static final int SHOWN_BYTES = 32;

    /** What is kept of a cell; a length of -1 is NULL. */
    public record KeptCell(byte[] head, int length, long hash) {
        boolean same(KeptCell other) {
            return length == other.length && hash == other.hash;
        }
    }

    /** Keeps a cell. */
    public static KeptCell cell(RowHash hash, byte[] buffer, int offset, int length) {
        if (length < 0) {
            return new KeptCell(new byte[0], -1, 0);
        }
        hash.begin();
        hash.add(buffer, offset, length);
        byte[] head = Arrays.copyOfRange(buffer, offset, offset + Math.min(length, HEAD_BYTES));
        return new KeptCell(head, length, hash.first());
    }

    /** Whether both rows hold the same. */
    public boolean sameRow(KeptRow other) {
        return first == other.first && second == other.second;
    }

    /** The cell for a human: a number, a quoted text, bytes in hexadecimal, or NULL. */
    String text(RowLayout layout, int column) {
        KeptCell cell = cells.get(column);
        if (cell.length() < 0) {
            return "NULL";
        }
        String text = decoded(cell.head(), layout.utf8(column) || plainAscii(cell.head()));
        if (text.isEmpty() && cell.length() > 0 || binary(layout, column)) {
            byte[] shown = Arrays.copyOf(cell.head(), Math.min(cell.length(), SHOWN_BYTES));
            return "0x"
                    + HexFormat.of().formatHex(shown)
                    + more(cell.length() > shown.length, cell);
        }
        if (layout.bare(column)) {
            return text;
        }
        boolean cut = text.length() > SHOWN_CHARS || cell.length() > cell.head().length;
        String shown = text.substring(0, Math.min(text.length(), SHOWN_CHARS));
        return "'" + shown + "'" + more(cut, cell);
    }

    private static boolean binary(RowLayout layout, int column) {
        return !layout.text(column) && !layout.bare(column) && !layout.temporal(column);
    }

    private static String more(boolean cut, KeptCell cell) {
        return cut ? "... (" + cell.length() + " bytes)" : "";
    }

    private static boolean plainAscii(byte[] bytes) {
        for (byte b : bytes) {
            if (b < ' ' || b == 0x7F) {
                return false;
            }
        }
        return true;
    }

    /** The text, without a character that was cut in its middle; empty when it is none. */
    private static String decoded(byte[] bytes, boolean text) {
        if (!text) {
            return "";
        }
        for (int cut = 0; cut < 4 && cut <= bytes.length; cut++) {
            try {
                ByteBuffer head = ByteBuffer.wrap(bytes, 0, bytes.length - cut);
                String decoded = StandardCharsets.UTF_8.newDecoder().decode(head).toString();
                return decoded.replaceAll("\\p{Cntrl}", "?");
            } catch (CharacterCodingException e) {
                if (bytes.length < HEAD_BYTES) {
                    return "";
                }
            }
        }
        return "";
    }
}
