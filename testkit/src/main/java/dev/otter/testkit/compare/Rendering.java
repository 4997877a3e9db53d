package dev.otter.testkit.compare;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes values readable: text where they are text, hexadecimal digits where not. */
final class Rendering {
    private static final int MAX_BYTES = 100;
    private static final int LEAD_BYTES = 20;

    private Rendering() {}

    static String row(byte[][] values) {
        return Stream.of(values)
                .map(value -> value(value, 0))
                .collect(Collectors.joining(", ", "(", ")"));
    }

    /** One of two values, shortened around the place where it begins to differ from the other. */
    static String beside(byte[] value, byte[] other) {
        if (value == null || other == null) {
            return value(value, 0);
        }
        return value(value, Math.max(0, Arrays.mismatch(value, other)));
    }

    private static String value(byte[] value, int focus) {
        if (value == null) {
            return "NULL";
        }
        if (value.length <= MAX_BYTES) {
            return printed(value);
        }
        int from = Math.min(Math.max(0, focus - LEAD_BYTES), value.length - MAX_BYTES);
        return "%s%s%s of %d bytes, from byte %d"
                .formatted(
                        from > 0 ? "…" : "",
                        printed(Arrays.copyOfRange(value, from, from + MAX_BYTES)),
                        from + MAX_BYTES < value.length ? "…" : "",
                        value.length,
                        from);
    }

    private static String printed(byte[] bytes) {
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            if (text.codePoints().noneMatch(Character::isISOControl)) {
                return "'" + text + "'";
            }
        } catch (CharacterCodingException e) {
            return hex(bytes);
        }
        return hex(bytes);
    }

    private static String hex(byte[] bytes) {
        return "0x" + HexFormat.of().withUpperCase().formatHex(bytes);
    }
}
