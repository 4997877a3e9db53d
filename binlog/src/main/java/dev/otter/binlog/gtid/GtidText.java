package dev.otter.binlog.gtid;

import java.util.UUID;

/** Reads the written form of GTID sets. */
final class GtidText {
    private static final int UUID_LENGTH = 36;
    private static final int BARE_UUID_LENGTH = 32;

    private GtidText() {}

    static GtidSet parse(String text) {
        GtidSetBuilder builder = new GtidSetBuilder();
        for (String part : text.split(",")) {
            if (!part.isBlank()) {
                parsePart(part.strip(), builder);
            }
        }
        return builder.build();
    }

    private static void parsePart(String part, GtidSetBuilder builder) {
        String[] pieces = part.split(":");
        UUID uuid = uuid(pieces[0]);
        GtidSource source = GtidSource.of(uuid);
        for (int i = 1; i < pieces.length; i++) {
            String piece = pieces[i].strip();
            if (piece.isEmpty()) {
                throw new IllegalArgumentException("empty interval in GTID set \"" + part + "\"");
            }
            if (!Character.isDigit(piece.charAt(0))) {
                source = new GtidSource(uuid, piece);
                continue;
            }
            int dash = piece.indexOf('-');
            long first = number(dash < 0 ? piece : piece.substring(0, dash));
            long last = dash < 0 ? first : number(piece.substring(dash + 1));
            if (first < 1) {
                throw new IllegalArgumentException("GTID number 0 in \"" + part + "\"");
            }
            if (last >= first) {
                builder.add(source, first, last);
            }
        }
    }

    static UUID uuid(String text) {
        String clean = text.strip();
        if (clean.length() == BARE_UUID_LENGTH) {
            clean = clean.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5");
        }
        if (clean.length() != UUID_LENGTH) {
            throw new IllegalArgumentException("\"" + text + "\" is not a UUID");
        }
        return UUID.fromString(clean);
    }

    static long number(String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"" + text + "\" is not a GTID number", e);
        }
    }
}
