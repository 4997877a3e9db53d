package dev.otter.engine.database.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.MysqlEndpoint;
import dev.otter.binlog.wire.QueryResult;
import dev.otter.engine.database.charset.CharacterSet;
import dev.otter.testkit.server.Availability;
import dev.otter.testkit.server.Flavor;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Text of every character set is what a real server makes of it, code by code. */
final class CharsetsIT {
    private static final int SHOWN = 12;
    private static final int ROWS_PER_INSERT = 5_000;
    private static final int SAMPLES = 5_000;

    private final List<String> faults = new ArrayList<>();
    private int compared;

    @ParameterizedTest
    @EnumSource(Flavor.class)
    void each_code_is_the_character_that_the_server_takes_it_for(Flavor flavor) {
        Availability availability = MysqlServer.available(flavor);
        Assumptions.assumeTrue(availability.ready(), availability.reason());
        try (MysqlServer server = MysqlServer.start(ServerSpec.of(flavor));
                MysqlConnection connection =
                        MysqlConnection.connect(
                                MysqlEndpoint.of(server.host(), server.port(), "root", ""))) {
            codes(connection);
            QueryResult sets = connection.query("SHOW CHARACTER SET");
            assertThat(sets.size()).isGreaterThan(38);
            for (int i = 0; i < sets.size(); i++) {
                String name = sets.string(i, 0);
                if (!Charsets.binary(name)) {
                    compare(connection, name, (int) sets.number(i, 3));
                }
            }
            assertThat(faults).isEmpty();
            assertThat(compared).isGreaterThan(3_000_000);
        }
    }

    /** All single bytes, all pairs of bytes, and codes of four. */
    private static void codes(MysqlConnection connection) {
        connection.query("SET NAMES binary");
        connection.query("CREATE DATABASE d");
        connection.query("CREATE TABLE d.one (b BINARY(1) PRIMARY KEY)");
        List<String> bytes = new ArrayList<>();
        for (int i = 0; i < 256; i++) {
            bytes.add("%02X".formatted(i));
        }
        insert(connection, "d.one", bytes);
        connection.query("CREATE TABLE d.two (c BINARY(2) PRIMARY KEY)");
        connection.query("INSERT INTO d.two SELECT CONCAT(x.b, y.b) FROM d.one x JOIN d.one y");
        connection.query("CREATE TABLE d.four (c BINARY(4))");
    }

    private static void insert(MysqlConnection connection, String table, List<String> codes) {
        for (int from = 0; from < codes.size(); from += ROWS_PER_INSERT) {
            List<String> part = codes.subList(from, Math.min(from + ROWS_PER_INSERT, codes.size()));
            connection.query(
                    "INSERT INTO " + table + " VALUES (x'" + String.join("'),(x'", part) + "')");
        }
    }

    private void compare(MysqlConnection connection, String name, int longest) {
        Optional<CharacterSet> known = Charsets.known(name);
        if (known.isEmpty()) {
            faults.add(name + " is not known");
            return;
        }
        CharacterSet set = known.get();
        int before = faults.size();
        boolean wide = Charsets.wide(name);
        if (!wide) {
            read(connection, name, set, "SELECT b c FROM d.one");
        }
        if (longest > 1 && !name.equals("utf32")) {
            read(connection, name, set, "SELECT c FROM d.two");
        }
        if (longest > 2 && !wide) {
            String first = Charsets.utf8(name) ? "b >= x'E0' AND b < x'F0'" : "b = x'8F'";
            String trail = " AND SUBSTR(c, 1, 1) BETWEEN x'7F' AND x'C0'";
            read(
                    connection,
                    name,
                    set,
                    "SELECT CONCAT(b, c) c FROM d.one JOIN d.two WHERE "
                            + first
                            + (Charsets.utf8(name) ? trail : ""));
        }
        if (longest > 3) {
            connection.query("TRUNCATE TABLE d.four");
            insert(connection, "d.four", four(name));
            read(connection, name, set, "SELECT c FROM d.four");
        }
        write(connection, name, set);
        if (faults.size() > before + SHOWN) {
            int more = faults.size() - before - SHOWN;
            faults.subList(before + SHOWN, faults.size()).clear();
            faults.add(name + ": " + more + " more");
        }
    }

    /** The codes of GB 18030 that follow no rule, and some of all others of four bytes. */
    private static List<String> four(String name) {
        Random random = new Random(name.hashCode());
        List<String> codes = new ArrayList<>();
        int ruled = 4 * 12_600;
        for (int i = 0; i < ruled + SAMPLES && name.equals("gb18030"); i++) {
            int place = i < ruled ? i : random.nextInt(126 * 12_600);
            codes.add(
                    "%02X%02X%02X%02X"
                            .formatted(
                                    0x81 + place / 12_600,
                                    '0' + place / 1_260 % 10,
                                    0x81 + place / 10 % 126,
                                    '0' + place % 10));
        }
        for (int i = 0; i < SAMPLES; i++) {
            int point = random.nextInt(0x110000);
            byte[] bytes =
                    switch (name) {
                        case "utf16" -> pair(point).getBytes(StandardCharsets.UTF_16BE);
                        case "utf16le" -> pair(point).getBytes(StandardCharsets.UTF_16LE);
                        case "utf8mb4" -> pair(point).getBytes(StandardCharsets.UTF_8);
                        default -> new byte[0];
                    };
            if (bytes.length > 0) {
                codes.add(HexFormat.of().formatHex(bytes));
            }
            if (name.equals("utf32")) {
                codes.add("%08x".formatted(random.nextInt(0x120000)));
                codes.add("%08x".formatted(0xD7F0 + i));
            }
        }
        return codes;
    }

    private static String pair(int point) {
        return Character.toString(0x10000 + point % 0x100000);
    }

    private void read(MysqlConnection connection, String name, CharacterSet set, String codes) {
        QueryResult rows =
                connection.query(
                        "SELECT HEX(c), HEX(CONVERT(CONVERT(c USING %s) USING utf16)) FROM (%s) t"
                                .formatted(name, codes));
        for (int i = 0; i < rows.size(); i++) {
            byte[] code = HexFormat.of().parseHex(rows.string(i, 0));
            String answer = rows.string(i, 1);
            Optional<String> ours = set.decode(code, 0, code.length);
            if (!ambiguous(name, code)) {
                compared++;
                Optional<String> theirs = text(name, code, answer);
                if (!ours.equals(theirs)) {
                    faults.add(
                            "%s: %s is %s, read as %s"
                                    .formatted(name, rows.string(i, 0), answer, utf16(ours)));
                }
            }
            if (ours.isPresent() && !back(set, ours.get())) {
                faults.add(name + ": " + rows.string(i, 0) + " is not written again");
            }
        }
    }

    private static String utf16(Optional<String> text) {
        return text.map(known ->
                        HexFormat.of()
                                .withUpperCase()
                                .formatHex(known.getBytes(StandardCharsets.UTF_16BE)))
                .orElse("none");
    }

    private static boolean back(CharacterSet set, String text) {
        Optional<byte[]> bytes = set.encode(text);
        return bytes.isPresent()
                && set.decode(bytes.get(), 0, bytes.get().length).equals(Optional.of(text));
    }

    /** Whether a question mark in the server's answer may stand for itself among other bytes. */
    private static boolean ambiguous(String name, byte[] code) {
        if (Charsets.wide(name) || code.length == 1) {
            return false;
        }
        for (byte b : code) {
            if (b == '?') {
                return true;
            }
        }
        return false;
    }

    /**
     * What the server understood: it answers NULL for bytes that are no code, a question mark for a
     * code without counterpart in Unicode, and drops an unfinished code at the end.
     */
    private static Optional<String> text(String name, byte[] code, String answer) {
        if (answer == null || answer.isEmpty()) {
            return Optional.empty();
        }
        String text = new String(HexFormat.of().parseHex(answer), StandardCharsets.UTF_16BE);
        boolean wide = Charsets.wide(name);
        boolean question = wide ? zeros(code) : code[0] == '?';
        // Half a pair becomes U+FFFD here, which only Unicode itself has as a character.
        boolean all = answer.contains("FFFD") && (Charsets.unicode(name) || name.equals("gb18030"));
        if (text.contains("?") && !question || text.contains("\uFFFD") && !all) {
            return Optional.empty();
        }
        boolean dropped = !wide && code.length == 2 && code[0] >= 0 && text.length() == 1;
        return dropped ? Optional.empty() : Optional.of(text);
    }

    /** Whether a code of two or four bytes is the question mark's. */
    private static boolean zeros(byte[] code) {
        int sum = 0;
        for (byte b : code) {
            sum += b & 0xFF;
        }
        boolean edge = code[0] == '?' || code[code.length - 1] == '?';
        return sum == '?' && edge;
    }

    private void write(MysqlConnection connection, String name, CharacterSet set) {
        QueryResult rows =
                connection.query(
                        ("SELECT HEX(c), HEX(CONVERT(CONVERT(c USING ucs2) USING %s)) FROM d.two"
                                        + " WHERE c < x'D800' OR c > x'DFFF'")
                                .formatted(name));
        for (int i = 0; i < rows.size(); i++) {
            String text = Character.toString(HexFormat.fromHexDigits(rows.string(i, 0)));
            byte[] code = HexFormat.of().parseHex(rows.string(i, 1));
            Optional<byte[]> ours = set.encode(text);
            boolean exact = set.decode(code, 0, code.length).equals(Optional.of(text));
            boolean same = ours.isPresent() && Arrays.equals(ours.get(), code);
            boolean right = exact ? same : ours.isEmpty() || back(set, text);
            compared++;
            if (!right) {
                faults.add(
                        "%s: U+%s is written %s, not %s"
                                .formatted(
                                        name,
                                        rows.string(i, 0),
                                        rows.string(i, 1),
                                        ours.map(HexFormat.of()::formatHex).orElse("none")));
            }
        }
    }
}
