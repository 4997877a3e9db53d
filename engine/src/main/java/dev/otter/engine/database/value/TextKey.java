package dev.otter.engine.database.value;

import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.engine.database.LogColumn;
import dev.otter.engine.database.TableColumn;

/**
 * Hashes text so that texts which the target's column takes for equal have equal hashes, wherever
 * they come from: every text is brought to UTF-8 (or stays in the target's own character set when
 * that is not Unicode), cut to the index's prefix, freed of trailing spaces and folded as {@link
 * CollationRule} says. What cannot be treated so is reported as exotic, never guessed. One thread.
 */
final class TextKey {
    private static final int EXOTIC = -1;

    private enum Encoding {
        /** UTF-8 in the log, Unicode on the target. */
        UTF8,
        /** Two- or four-byte Unicode in the log, Unicode on the target. */
        WIDE,
        /** The target's own character set. */
        SAME,
        /** Another one; only its ASCII is understood. */
        ASCII
    }

    private final CollationRule rule;
    private final Encoding encoding;
    private final String charset;
    private final boolean oneByteEach;
    private final int prefix;
    private final int outlaw;
    private final ByteWriter scratch = new ByteWriter(64);
    private byte[] bytes;
    private int offset;
    private int length;

    private TextKey(TableColumn target, Encoding encoding, String charset, int prefix) {
        this.rule = CollationRule.of(target.charset(), target.collation());
        this.outlaw = CollationRule.outlaw(target.collation());
        this.encoding = encoding;
        this.charset = Charsets.canonical(charset);
        this.oneByteEach = Charsets.singleByte(charset);
        this.prefix = prefix;
    }

    /** The way for these columns, or null when every text must be taken for exotic. */
    static TextKey of(LogColumn source, TableColumn target, int prefix) {
        CollationRule rule = CollationRule.of(target.charset(), target.collation());
        boolean raw = source.charset().isEmpty() || Charsets.binary(source.charset());
        String from = raw ? target.charset() : source.charset();
        if (rule == CollationRule.UNKNOWN) {
            return null;
        }
        if (Charsets.unicode(target.charset())) {
            if (Charsets.utf8(from)) {
                return new TextKey(target, Encoding.UTF8, from, prefix);
            }
            if (Charsets.wide(from)) {
                return new TextKey(target, Encoding.WIDE, from, prefix);
            }
        } else if (Charsets.same(from, target.charset())) {
            boolean readable = Charsets.extendsAscii(from) || rule == CollationRule.BYTES;
            return readable ? new TextKey(target, Encoding.SAME, from, prefix) : null;
        }
        boolean ascii =
                Charsets.extendsAscii(from)
                        && (Charsets.unicode(target.charset())
                                || Charsets.extendsAscii(target.charset()));
        return ascii ? new TextKey(target, Encoding.ASCII, from, prefix) : null;
    }

    /** Brings the text to its normal form; false when it is exotic. */
    boolean normalise(byte[] b, int from, int count) {
        bytes = b;
        offset = from;
        length = count;
        if (encoding == Encoding.WIDE && !toUtf8()) {
            return false;
        }
        int cut = cut();
        if (cut == EXOTIC) {
            return false;
        }
        length = cut;
        while (length > 0 && bytes[offset + length - 1] == ' ') {
            length--;
        }
        int odd = Mix.odd(bytes, offset, length);
        if (outlaw != CollationRule.NOBODY && holdsOutlaw()) {
            return false;
        }
        if (odd == 0) {
            return true;
        }
        boolean unicode = encoding == Encoding.UTF8 || encoding == Encoding.WIDE;
        if (rule == CollationRule.BYTES) {
            return unicode || encoding == Encoding.SAME || (odd & 1) == 0;
        }
        return odd == 1 && unicode && onlyIdeographs();
    }

    private boolean holdsOutlaw() {
        for (int i = offset; i < offset + length; i++) {
            if (bytes[i] == outlaw) {
                return true;
            }
        }
        return false;
    }

    /** The hash with the normal form mixed in. */
    long hash(long h) {
        return rule == CollationRule.FOLDED
                ? Mix.folded(h, bytes, offset, length)
                : Mix.bytes(h, bytes, offset, length);
    }

    /** How many bytes the index's prefix has. */
    private int cut() {
        if (prefix == 0 || length <= prefix) {
            return length;
        }
        if (encoding == Encoding.UTF8 || encoding == Encoding.WIDE) {
            int characters = 0;
            for (int i = 0; i < length; i++) {
                if ((bytes[offset + i] & 0xC0) != 0x80 && characters++ == prefix) {
                    return i;
                }
            }
            return length;
        }
        // Where the first bytes are all ASCII, each of them is one character.
        return oneByteEach || (Mix.odd(bytes, offset, prefix) & 1) == 0 ? prefix : EXOTIC;
    }

    private boolean onlyIdeographs() {
        int end = offset + length;
        int i = offset;
        while (i < end) {
            if (bytes[i] >= 0) {
                i++;
                continue;
            }
            if (i + 3 > end || (bytes[i] & 0xF0) != 0xE0) {
                return false;
            }
            int point = (bytes[i] & 0x0F) << 12 | (bytes[i + 1] & 0x3F) << 6 | bytes[i + 2] & 0x3F;
            boolean tails = (bytes[i + 1] & 0xC0) == 0x80 && (bytes[i + 2] & 0xC0) == 0x80;
            if (!tails || point < 0x4E00 || point > 0x9FA5) {
                return false;
            }
            i += 3;
        }
        return true;
    }

    private boolean toUtf8() {
        scratch.clear();
        int unit = charset.equals("utf32") ? 4 : 2;
        if (length % unit != 0) {
            return false;
        }
        int end = offset + length;
        for (int i = offset; i < end; i += unit) {
            int point = unit(i, unit);
            if (point >= 0xD800 && point < 0xDC00 && unit == 2 && i + 4 <= end) {
                i += 2;
                int low = unit(i, unit);
                if (low < 0xDC00 || low > 0xDFFF) {
                    return false;
                }
                point = 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00);
            }
            if (!put(point)) {
                return false;
            }
        }
        bytes = scratch.array();
        offset = 0;
        length = scratch.length();
        return true;
    }

    private int unit(int at, int unit) {
        int first = bytes[at] & 0xFF;
        int second = bytes[at + 1] & 0xFF;
        if (unit == 2) {
            return charset.equals("utf16le") ? second << 8 | first : first << 8 | second;
        }
        return first << 24 | second << 16 | (bytes[at + 2] & 0xFF) << 8 | bytes[at + 3] & 0xFF;
    }

    private boolean put(int point) {
        if (point < 0 || point > 0x10FFFF || point >= 0xD800 && point <= 0xDFFF) {
            return false;
        }
        if (point < 0x80) {
            scratch.put(point);
        } else if (point < 0x800) {
            scratch.put(0xC0 | point >> 6).put(0x80 | point & 0x3F);
        } else if (point < 0x10000) {
            scratch.put(0xE0 | point >> 12).put(0x80 | point >> 6 & 0x3F).put(0x80 | point & 0x3F);
        } else {
            scratch.put(0xF0 | point >> 18).put(0x80 | point >> 12 & 0x3F);
            scratch.put(0x80 | point >> 6 & 0x3F).put(0x80 | point & 0x3F);
        }
        return true;
    }
}
