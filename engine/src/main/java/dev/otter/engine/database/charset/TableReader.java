package dev.otter.engine.database.charset;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Reads what distinguishes a character set of the server from the nearest one of Java. The first
 * line is {@code base NAME LONGEST}, with the bytes of the longest code; the others are
 *
 * <pre>
 * A1A4 00B7         this code is this character
 * FAA1-FAFE E000    these codes are characters that follow each other
 * A2A1-A2AA -       these codes are none
 * U+FFE3 A1B1       this character, which has several codes, is written so
 * </pre>
 */
final class TableReader {
    private final CodeTable table;
    private final CharsetDecoder decoder;
    private final CharBuffer decoded = CharBuffer.allocate(4);

    private TableReader(Charset base, int longest) {
        this.table = new CodeTable(base, longest);
        this.decoder =
                base.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /** The table of the resource of this name. */
    static CodeTable resource(String name) {
        try (InputStream in = TableReader.class.getResourceAsStream(name + ".txt")) {
            if (in == null) {
                throw new IllegalStateException("no table of character set " + name);
            }
            return read(new String(in.readAllBytes(), StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The table of this text. */
    static CodeTable read(String text) {
        String[] lines = text.split("\n");
        String[] head = lines[0].split(" ");
        int longest = Integer.parseInt(head[2]);
        TableReader reader = new TableReader(Charset.forName(head[1]), longest);
        reader.base(longest);
        for (int i = 1; i < lines.length; i++) {
            reader.line(lines[i]);
        }
        return reader.table;
    }

    private void base(int longest) {
        for (int code = 0; code < 256; code++) {
            ofBase(code, 1);
        }
        // No character set has longer codes that begin with a byte of ASCII.
        for (int code = 0x8000; code < 65_536 && longest > 1; code++) {
            ofBase(code, 2);
        }
        for (int code = 0; code < 65_536 && longest == 3; code++) {
            ofBase(CodeTable.THREE << 16 | code, 3);
        }
        for (int place = 0; place < CodeTable.FIRST_PLANE && longest == 4; place++) {
            ofBase(CodeTable.fourBytes(place), 4);
        }
    }

    /** Java's character for this code, if that is exactly one. */
    private void ofBase(int code, int bytes) {
        ByteBuffer in = ByteBuffer.wrap(CodeWriter.bytes(code, bytes));
        decoded.clear();
        decoder.reset();
        boolean failed =
                decoder.decode(in, decoded, true).isError() || decoder.flush(decoded).isError();
        if (!failed && decoded.position() == 1 && !Character.isSurrogate(decoded.get(0))) {
            table.put(code, bytes, decoded.get(0));
        }
    }

    private void line(String line) {
        int blank = line.indexOf(' ');
        String what = line.substring(0, blank);
        String value = line.substring(blank + 1);
        if (what.startsWith("U+")) {
            table.written.put(
                    (char) HexFormat.fromHexDigits(what, 2, what.length()),
                    HexFormat.fromHexDigits(value));
            return;
        }
        int dash = what.indexOf('-');
        int bytes = (dash < 0 ? what.length() : dash) / 2;
        int from = HexFormat.fromHexDigits(what, 0, 2 * bytes);
        int to = dash < 0 ? from : HexFormat.fromHexDigits(what, dash + 1, what.length());
        boolean none = value.equals("-");
        int character = none ? CodeTable.NONE : HexFormat.fromHexDigits(value);
        for (int code = from; code <= to; code++) {
            table.put(code, bytes, (char) (none ? character : character + code - from));
        }
    }
}
