package dev.otter.engine.kafka.value;

import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.binlog.bytes.Bytes;
import dev.otter.binlog.json.JsonBinary;
import dev.otter.binlog.json.JsonText;
import dev.otter.binlog.row.CellFormat;
import dev.otter.binlog.row.ColumnType.Kind;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.database.LogColumn;
import dev.otter.model.error.ErrorCode;
import java.nio.charset.StandardCharsets;

/** Writes the cells of one source column as JSON. One thread: it keeps room to work in. */
public final class CellJson {
    private static final int SHAPE_HEAD = 4;

    private final LogColumn column;
    private final Spelling spelling;
    private final CellText text;
    private final ByteWriter scratch = new ByteWriter(64);

    public CellJson(LogColumn column) {
        this.column = column;
        this.spelling = Spelling.of(column);
        boolean members = spelling == Spelling.MEMBER || spelling == Spelling.MEMBERS;
        this.text = new CellText(members ? memberCharset(column) : column.charset());
    }

    /** Where the log does not tell the members' character set only ASCII is understood. */
    private static String memberCharset(LogColumn column) {
        return column.memberCharset().isEmpty() ? "ascii" : column.memberCharset();
    }

    /** The text of a column's member, from 0, as far as it can be read. */
    public static String member(LogColumn column, int number) {
        byte[] member = column.members().get(number);
        return new CellText(memberCharset(column)).decode(member, 0, member.length).orElse("?");
    }

    /** How its values are spelled. */
    public Spelling spelling() {
        return spelling;
    }

    /**
     * Appends a value, NULL included.
     *
     * @throws ValueRefusedException when it has no exact spelling, or the log does not hold it
     */
    public void append(ByteWriter out, byte[] b, int offset, int length) {
        if (length == RowChanges.NULL) {
            out.ascii("null");
        } else if (length == RowChanges.ABSENT) {
            throw new ValueRefusedException(
                    ErrorCode.ROW_IMAGE_INCOMPLETE,
                    "the log leaves out the value of column " + column.name());
        } else if (length < 0) {
            throw new ValueRefusedException(
                    ErrorCode.JSON_DIFFERENCE,
                    "the log holds only the difference of the JSON value of column "
                            + column.name());
        } else {
            value(out, b, offset, length);
        }
    }

    private void value(ByteWriter out, byte[] b, int offset, int length) {
        switch (spelling) {
            case NUMBER -> number(out, b, offset, length);
            case DECIMAL, DATE, TIME -> quoted(out, printed(b, offset, length), "");
            case DATETIME -> quoted(out, printed(b, offset, length).replace(' ', 'T'), "");
            case TIMESTAMP -> quoted(out, printed(b, offset, length).replace(' ', 'T'), "Z");
            case BITS -> bits(out, b, offset, length);
            case TEXT -> text(out, b, offset, length);
            case BASE64 -> bytes(out, b, offset, length);
            case MEMBER -> member(out, Bytes.unsigned(b, offset, length));
            case MEMBERS -> members(out, Bytes.unsigned(b, offset, length));
            case JSON -> document(out, b, offset, length);
            case SHAPE -> shape(out, b, offset, length);
        }
    }

    /**
     * In the binary form of the log, whose first byte is a small number, or as text, where the row
     * was copied.
     */
    private static void document(ByteWriter out, byte[] b, int offset, int length) {
        if (b[offset] >= ' ') {
            out.append(b, offset, length);
        } else {
            JsonText.append(new JsonBinary(b, offset, length), out);
        }
    }

    private String printed(byte[] b, int offset, int length) {
        scratch.clear();
        CellFormat.append(column.type(), b, offset, length, scratch);
        return new String(scratch.array(), 0, scratch.length(), StandardCharsets.ISO_8859_1);
    }

    private static void quoted(ByteWriter out, String plain, String zone) {
        out.put('"').ascii(plain).ascii(zone).put('"');
    }

    /** A FLOAT by the shortest digits that give the same FLOAT back. */
    private void number(ByteWriter out, byte[] b, int offset, int length) {
        switch (column.type().kind()) {
            case FLOAT -> out.ascii(Float.toString(Float.intBitsToFloat(Bytes.i32(b, offset))));
            case DOUBLE ->
                    out.ascii(Double.toString(Double.longBitsToDouble(Bytes.i64(b, offset))));
            case YEAR -> out.decimal(Long.parseLong(printed(b, offset, length)));
            default -> CellFormat.append(column.type(), b, offset, length, out);
        }
    }

    private void bits(ByteWriter out, byte[] b, int offset, int length) {
        long value = Bytes.unsignedBe(b, offset, length);
        out.put('"');
        for (int bit = column.type().size() - 1; bit >= 0; bit--) {
            out.put((int) ('0' + (value >>> bit & 1)));
        }
        out.put('"');
    }

    private void text(ByteWriter out, byte[] b, int offset, int length) {
        if (Spelling.compressed(column)) {
            scratch.clear();
            CellFormat.append(column.type(), b, offset, length, scratch);
            JsonOut.string(out, decoded(scratch.array(), 0, scratch.length()));
        } else if (text.overAscii() && JsonOut.plain(b, offset, length)) {
            out.put('"').append(b, offset, length).put('"');
        } else {
            JsonOut.string(out, decoded(b, offset, length));
        }
    }

    private String decoded(byte[] b, int offset, int length) {
        return text.decode(b, offset, length)
                .orElseThrow(() ->
                        new ValueRefusedException(
                                ErrorCode.VALUE_NOT_HELD,
                                "column "
                                        + column.name()
                                        + " holds bytes that are no text of character set "
                                        + text.charset()));
    }

    private void bytes(ByteWriter out, byte[] b, int offset, int length) {
        boolean padded = column.type().kind() == Kind.CHAR;
        if (!padded && !Spelling.compressed(column)) {
            JsonOut.base64(out, b, offset, length);
            return;
        }
        scratch.clear();
        if (padded) {
            CellFormat.appendBinary(column.type(), b, offset, length, scratch);
        } else {
            CellFormat.append(column.type(), b, offset, length, scratch);
        }
        JsonOut.base64(out, scratch.array(), 0, scratch.length());
    }

    private void member(ByteWriter out, long number) {
        JsonOut.string(out, number == 0 ? "" : memberText(number));
    }

    private void members(ByteWriter out, long mask) {
        out.put('[');
        for (long rest = mask; rest != 0; rest &= rest - 1) {
            if (rest != mask) {
                out.put(',');
            }
            JsonOut.string(out, memberText(Long.numberOfTrailingZeros(rest) + 1L));
        }
        out.put(']');
    }

    private String memberText(long number) {
        if (number > column.members().size()) {
            throw new ValueRefusedException(
                    ErrorCode.SHAPE_MISMATCH,
                    "the log holds member %d of %d of column %s"
                            .formatted(number, column.members().size(), column.name()));
        }
        byte[] member = column.members().get((int) number - 1);
        return decoded(member, 0, member.length);
    }

    /** MySQL's bytes are the number of the reference system and plain well-known binary. */
    private static void shape(ByteWriter out, byte[] b, int offset, int length) {
        out.ascii("{\"srid\":").unsignedDecimal(Bytes.u32(b, offset)).ascii(",\"wkb\":");
        JsonOut.base64(out, b, offset + SHAPE_HEAD, length - SHAPE_HEAD);
        out.put('}');
    }
}
