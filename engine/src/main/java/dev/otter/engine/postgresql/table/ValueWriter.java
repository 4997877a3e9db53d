package dev.otter.engine.postgresql.table;

import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.binlog.bytes.Bytes;
import dev.otter.binlog.json.JsonBinary;
import dev.otter.binlog.json.JsonText;
import dev.otter.binlog.row.CellFormat;
import dev.otter.binlog.row.ColumnType.Kind;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.database.LogColumn;
import dev.otter.engine.database.TableColumn;
import dev.otter.engine.postgresql.session.PostgresSql;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.nio.charset.StandardCharsets;

/**
 * Writes the cells of one source column as SQL for one column of PostgreSQL. Every value is a
 * quoted literal without a type, which takes the column's own by its input function: that refuses
 * what the column cannot hold, where a cast between types would round. The few things that an input
 * function takes silently are refused here.
 *
 * <p>One thread: it keeps room to work in.
 */
final class ValueWriter {
    private static final int EWKB_WITH_SRID = 0x20000000;
    private static final String LAST_CLOCK = "24:00:00";

    private final LogColumn source;
    private final TableColumn target;
    private final ValueForm form;
    private final TextDecoder decoder;

    /** Characters that fit; -1 for any number. */
    private final int room;

    private final ByteWriter scratch = new ByteWriter(64);

    ValueWriter(LogColumn source, TableColumn target) {
        this.source = source;
        this.target = target;
        this.form = ValueFit.of(source, target);
        boolean members = form == ValueForm.MEMBER || form == ValueForm.MEMBERS;
        this.decoder =
                (members ? TextDecoder.ofMembers(source) : TextDecoder.of(source.charset()))
                        .orElse(null);
        boolean limited = target.dataType().equals("varchar") || target.dataType().equals("bpchar");
        this.room = limited ? target.firstArgument() : -1;
    }

    /** The column that is written. */
    TableColumn target() {
        return target;
    }

    /**
     * Appends a value, NULL included.
     *
     * @throws UnheldValueException when the column cannot hold it
     */
    void append(StringBuilder out, byte[] b, int offset, int length) {
        if (length == RowChanges.NULL) {
            out.append("NULL");
        } else if (length == RowChanges.ABSENT) {
            throw new IllegalStateException("the row has no value of column " + source.name());
        } else if (length < 0) {
            throw new OtterException(
                    ErrorCode.JSON_DIFFERENCE,
                    "the log holds only the difference of a JSON value, which PostgreSQL cannot be"
                            + " given",
                    "column " + source.name(),
                    "Clear binlog_row_value_options on the source and start behind these rows.");
        } else {
            value(out, b, offset, length);
        }
    }

    private void value(StringBuilder out, byte[] b, int offset, int length) {
        switch (form) {
            case NUMBER, REAL, MOMENT, SPAN -> quoted(out, printed(b, offset, length), "");
            case ZONED_MOMENT -> quoted(out, printed(b, offset, length), "+00");
            case CLOCK -> quoted(out, clock(printed(b, offset, length)), "");
            case BOOLEAN -> bool(out, printed(b, offset, length));
            case BITS -> bits(out, b, offset, length);
            case BYTES, PADDED_BYTES -> bytes(out, b, offset, length);
            case TEXT -> text(out, b, offset, length);
            case MEMBER -> member(out, (int) Bytes.unsigned(b, offset, length));
            case MEMBERS -> members(out, Bytes.unsigned(b, offset, length));
            case JSON -> json(out, b, offset, length);
            case SHAPE -> shape(out, b, offset, length);
        }
    }

    private String printed(byte[] b, int offset, int length) {
        scratch.clear();
        CellFormat.append(source.type(), b, offset, length, scratch);
        return new String(scratch.array(), 0, scratch.length(), StandardCharsets.ISO_8859_1);
    }

    private static void quoted(StringBuilder out, String plain, String zone) {
        out.append('\'').append(plain).append(zone).append('\'');
    }

    private UnheldValueException unheld(String what) {
        return new UnheldValueException(
                ErrorCode.VALUE_NOT_HELD,
                target.name(),
                what + ", which " + target.columnType() + " does not hold");
    }

    /** The server might take a sign for a zone. */
    private String clock(String time) {
        boolean tooLong = time.length() < 8 || time.charAt(2) != ':';
        String whole = time.substring(0, Math.min(8, time.length()));
        if (time.startsWith("-")
                || tooLong
                || whole.compareTo(LAST_CLOCK) > 0
                || whole.equals(LAST_CLOCK) && time.matches(".*\\.0*[1-9].*")) {
            throw unheld("the time " + time + " is no time of a day");
        }
        return time;
    }

    private void bool(StringBuilder out, String number) {
        switch (number) {
            case "0" -> out.append("'f'");
            case "1" -> out.append("'t'");
            default -> throw unheld("the number " + number);
        }
    }

    private void bits(StringBuilder out, byte[] b, int offset, int length) {
        long value = Bytes.unsignedBe(b, offset, length);
        out.append('\'');
        for (int bit = source.type().size() - 1; bit >= 0; bit--) {
            out.append((char) ('0' + (value >>> bit & 1)));
        }
        out.append('\'');
    }

    private void bytes(StringBuilder out, byte[] b, int offset, int length) {
        out.append("'\\x");
        if (form == ValueForm.PADDED_BYTES || compressed()) {
            scratch.clear();
            if (compressed()) {
                CellFormat.append(source.type(), b, offset, length, scratch);
            } else {
                CellFormat.appendBinary(source.type(), b, offset, length, scratch);
            }
            hex(out, scratch.array(), 0, scratch.length());
        } else {
            hex(out, b, offset, length);
        }
        out.append('\'');
    }

    private static void hex(StringBuilder out, byte[] b, int offset, int length) {
        out.ensureCapacity(out.length() + 2 * length + 2);
        for (int i = offset; i < offset + length; i++) {
            out.append(Character.forDigit(b[i] >> 4 & 0xF, 16))
                    .append(Character.forDigit(b[i] & 0xF, 16));
        }
    }

    private boolean compressed() {
        Kind kind = source.type().kind();
        return kind == Kind.COMPRESSED_VARCHAR || kind == Kind.COMPRESSED_BLOB;
    }

    private void text(StringBuilder out, byte[] b, int offset, int length) {
        if (compressed()) {
            scratch.clear();
            CellFormat.append(source.type(), b, offset, length, scratch);
            PostgresSql.literal(out, decoded(scratch.array(), 0, scratch.length()));
        } else {
            PostgresSql.literal(out, decoded(b, offset, length));
        }
    }

    private CharSequence decoded(byte[] b, int offset, int length) {
        CharSequence text =
                decoder.decode(b, offset, length)
                        .orElseThrow(() ->
                                unheld(
                                        "bytes that are no text of the source's"
                                                + " character set"));
        return held(text);
    }

    /** Spaces beyond the length, and those at the end of CHAR, would go without an error. */
    private CharSequence held(CharSequence text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == 0) {
                throw new UnheldValueException(
                        ErrorCode.ZERO_CHARACTER,
                        target.name(),
                        "the text has a zero character, which no text of PostgreSQL can have; take it out"
                                + " on the source");
            }
        }
        boolean spaces = !text.isEmpty() && text.charAt(text.length() - 1) == ' ';
        if (spaces && target.dataType().equals("bpchar")) {
            throw unheld("the text ends with spaces");
        }
        if (spaces && room >= 0 && Character.codePointCount(text, 0, text.length()) > room) {
            throw unheld("the text is longer");
        }
        return text;
    }

    private void member(StringBuilder out, int number) {
        if (number == 0) {
            throw unheld("the invalid member of the ENUM");
        }
        PostgresSql.literal(out, held(memberText(number)));
    }

    private void members(StringBuilder out, long mask) {
        StringBuilder text = new StringBuilder();
        for (long rest = mask; rest != 0; rest &= rest - 1) {
            text.append(text.isEmpty() ? "" : ",")
                    .append(memberText(Long.numberOfTrailingZeros(rest) + 1));
        }
        PostgresSql.literal(out, held(text));
    }

    private CharSequence memberText(int number) {
        if (number > source.members().size()) {
            throw new OtterException(
                    ErrorCode.SHAPE_MISMATCH,
                    "the log holds member " + number + " of " + source.members().size(),
                    "column " + source.name(),
                    "The source's table was changed; let the source write full metadata"
                            + " (SET GLOBAL binlog_row_metadata=FULL).");
        }
        byte[] member = source.members().get(number - 1);
        return decoder.decode(member, 0, member.length)
                .orElseThrow(() -> unheld("a member that is no text"));
    }

    private void json(StringBuilder out, byte[] b, int offset, int length) {
        scratch.clear();
        if (b[offset] >= ' ') {
            // Copied from the source's table, as text: the binary form begins with a small number.
            scratch.append(b, offset, length);
        } else {
            JsonText.append(new JsonBinary(b, offset, length), scratch);
        }
        PostgresSql.literal(
                out,
                held(new String(scratch.array(), 0, scratch.length(), StandardCharsets.UTF_8)));
    }

    /** MySQL's bytes are the number of the reference system and plain well-known binary. */
    private void shape(StringBuilder out, byte[] b, int offset, int length) {
        int system = Bytes.i32(b, offset);
        if (system == 0) {
            out.append("'\\x");
            hex(out, b, offset + 4, length - 4);
        } else {
            byte[] head = new byte[9];
            head[0] = b[offset + 4];
            putInt(head, 1, Bytes.i32(b, offset + 5) | EWKB_WITH_SRID);
            putInt(head, 5, system);
            out.append("'\\x");
            hex(out, head, 0, head.length);
            hex(out, b, offset + 9, length - 9);
        }
        out.append('\'');
    }

    private static void putInt(byte[] to, int at, int value) {
        for (int i = 0; i < 4; i++) {
            to[at + i] = (byte) (value >>> 8 * i);
        }
    }
}
