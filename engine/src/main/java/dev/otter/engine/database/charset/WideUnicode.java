package dev.otter.engine.database.charset;

import java.util.Optional;

/**
 * Unicode in units of two or four bytes. Halves of surrogate pairs that stand alone are no text;
 * every other number is, byte order marks among them.
 */
final class WideUnicode implements CharacterSet {
    /** How the units are written. */
    enum Form {
        /** Two bytes, no surrogates. */
        UCS2(2, false),
        UTF16(2, false),
        /** Low byte first. */
        UTF16LE(2, true),
        UTF32(4, false);

        private final int bytes;
        private final boolean lowFirst;

        Form(int bytes, boolean lowFirst) {
            this.bytes = bytes;
            this.lowFirst = lowFirst;
        }
    }

    private static final int NONE = -1;

    private final Form form;

    WideUnicode(Form form) {
        this.form = form;
    }

    @Override
    public Optional<String> decode(byte[] b, int offset, int length) {
        StringBuilder text = new StringBuilder(length / form.bytes);
        return append(b, offset, length, text, true)
                ? Optional.of(text.toString())
                : Optional.empty();
    }

    @Override
    public String read(byte[] b, int offset, int length) {
        StringBuilder text = new StringBuilder(length / form.bytes);
        append(b, offset, length, text, false);
        return text.toString();
    }

    private boolean append(byte[] b, int offset, int length, StringBuilder text, boolean strict) {
        int end = offset + length;
        int at = offset;
        while (at < end) {
            int point = point(b, at, end);
            if (point == NONE) {
                if (strict) {
                    return false;
                }
                text.append(REPLACEMENT);
                at += form.bytes;
            } else {
                text.appendCodePoint(point);
                at += form.bytes * (form.bytes == 2 ? Character.charCount(point) : 1);
            }
        }
        return true;
    }

    /** The character that starts here. */
    private int point(byte[] b, int at, int end) {
        if (end - at < form.bytes) {
            return NONE;
        }
        if (form.bytes == 4) {
            int point = unit(b, at) << 16 | unit(b, at + 2);
            return Character.isValidCodePoint(point) && !surrogate(point) ? point : NONE;
        }
        int unit = unit(b, at);
        if (!surrogate(unit)) {
            return unit;
        }
        if (form == Form.UCS2 || end - at < 4 || !Character.isHighSurrogate((char) unit)) {
            return NONE;
        }
        char low = (char) unit(b, at + 2);
        return Character.isLowSurrogate(low) ? Character.toCodePoint((char) unit, low) : NONE;
    }

    private int unit(byte[] b, int at) {
        int high = b[form.lowFirst ? at + 1 : at] & 0xFF;
        int low = b[form.lowFirst ? at : at + 1] & 0xFF;
        return high << 8 | low;
    }

    private static boolean surrogate(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }

    @Override
    public Optional<byte[]> encode(String text) {
        boolean four = form.bytes == 4;
        byte[] bytes =
                new byte[four ? 4 * text.codePointCount(0, text.length()) : 2 * text.length()];
        int to = 0;
        for (int i = 0; i < text.length(); ) {
            int point = text.codePointAt(i);
            int units = Character.charCount(point);
            if (surrogate(point) || form == Form.UCS2 && units == 2) {
                return Optional.empty();
            }
            if (four) {
                to = put(bytes, to, point >> 16);
                to = put(bytes, to, point);
            } else {
                for (int k = 0; k < units; k++) {
                    to = put(bytes, to, text.charAt(i + k));
                }
            }
            i += units;
        }
        return Optional.of(bytes);
    }

    private int put(byte[] bytes, int to, int unit) {
        bytes[form.lowFirst ? to + 1 : to] = (byte) (unit >> 8);
        bytes[form.lowFirst ? to : to + 1] = (byte) unit;
        return to + 2;
    }
}
