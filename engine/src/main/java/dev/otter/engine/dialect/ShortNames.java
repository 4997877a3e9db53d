package dev.otter.engine.dialect;

import java.nio.charset.StandardCharsets;

/** Names that fit. Stateless. */
public final class ShortNames {
    private ShortNames() {}

    /**
     * The name itself, or its beginning and a number that tells it from others, in as many bytes.
     */
    public static String within(String name, int bytes) {
        if (name.getBytes(StandardCharsets.UTF_8).length <= bytes) {
            return name;
        }
        String end = "_" + Integer.toHexString(name.hashCode());
        StringBuilder begin = new StringBuilder();
        int left = bytes - end.length();
        int at = 0;
        while (at < name.length()) {
            String sign = Character.toString(name.codePointAt(at));
            left -= sign.getBytes(StandardCharsets.UTF_8).length;
            if (left < 0) {
                break;
            }
            begin.append(sign);
            at += sign.length();
        }
        return begin + end;
    }
}
