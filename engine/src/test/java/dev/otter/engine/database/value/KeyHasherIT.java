package dev.otter.engine.database.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.binlog.row.ColumnType;
import dev.otter.binlog.row.ColumnType.Kind;
import dev.otter.binlog.row.ColumnType.Sign;
import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.MysqlEndpoint;
import dev.otter.binlog.wire.QueryResult;
import dev.otter.engine.database.LogColumn;
import dev.otter.engine.database.TableColumn;
import dev.otter.engine.database.value.KeyHasher.Outcome;
import dev.otter.model.table.TableName;
import dev.otter.testkit.server.Availability;
import dev.otter.testkit.server.Flavor;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a real server takes for equal must have equal hashes, for every collation it has. */
final class KeyHasherIT {
    private static final TableName TABLE = new TableName("d", "t");
    private static final int ROWS_PER_INSERT = 2_000;

    @ParameterizedTest
    @EnumSource(Flavor.class)
    void texts_equal_under_a_collation_have_equal_hashes(Flavor flavor) {
        Availability availability = MysqlServer.available(flavor);
        Assumptions.assumeTrue(availability.ready(), availability.reason());
        try (MysqlServer server = MysqlServer.start(ServerSpec.of(flavor));
                MysqlConnection connection =
                        MysqlConnection.connect(
                                MysqlEndpoint.of(server.host(), server.port(), "root", ""))) {
            connection.query("SET NAMES binary");
            connection.query("CREATE DATABASE d");
            List<String> faults = new ArrayList<>();
            collations(connection)
                    .forEach((charset, names) -> check(connection, charset, names, faults));
            assertThat(faults).isEmpty();
        }
    }

    private static Map<String, List<String>> collations(MysqlConnection connection) {
        String sql =
                connection.serverVersion().mariaDbAtLeast(10, 10, 0)
                        ? "SELECT CHARACTER_SET_NAME, FULL_COLLATION_NAME FROM"
                                + " information_schema.COLLATION_CHARACTER_SET_APPLICABILITY"
                        : "SELECT CHARACTER_SET_NAME, COLLATION_NAME"
                                + " FROM information_schema.COLLATIONS";
        QueryResult rows = connection.query(sql);
        Map<String, List<String>> byCharset = new TreeMap<>();
        for (int i = 0; i < rows.size(); i++) {
            String charset = rows.string(i, 0);
            String collation = rows.string(i, 1);
            if (charset != null
                    && !Charsets.binary(charset)
                    && CollationRule.of(charset, collation) != CollationRule.UNKNOWN) {
                byCharset.computeIfAbsent(charset, _ -> new ArrayList<>()).add(collation);
            }
        }
        return byCharset;
    }

    /**
     * One table per character set: its hashes depend on the collation only through its rule, so
     * each rule has a column of hashes; the collations then group the same texts.
     */
    private static void check(
            MysqlConnection connection, String charset, List<String> names, List<String> faults) {
        Map<String, KeyHasher> hashers = new LinkedHashMap<>();
        for (String name : names) {
            hashers.putIfAbsent(rule(charset, name), hasher(charset, name));
        }
        connection.query("DROP TABLE IF EXISTS d.t");
        connection.query(
                "CREATE TABLE d.t (c VARCHAR(40) CHARACTER SET "
                        + charset
                        + ", "
                        + String.join(" BIGINT, ", hashers.keySet())
                        + " BIGINT)");
        fill(connection, texts(charset), List.copyOf(hashers.values()));
        for (String name : names) {
            String hash = rule(charset, name);
            QueryResult hashed = connection.query("SELECT COUNT(" + hash + ") FROM d.t");
            if (hashed.number(0, 0) < 9_000) {
                faults.add(name + ": only " + hashed.number(0, 0) + " texts have a hash");
            }
            QueryResult wrong =
                    connection.query(
                            "SELECT GROUP_CONCAT(DISTINCT HEX(c)) FROM d.t WHERE %s IS NOT NULL"
                                            .formatted(hash)
                                    + " GROUP BY c COLLATE %s HAVING COUNT(DISTINCT %s) > 1 LIMIT 3"
                                            .formatted(name, hash));
            for (int i = 0; i < wrong.size(); i++) {
                faults.add(name + ": equal texts " + wrong.string(i, 0));
            }
        }
    }

    private static String rule(String charset, String collation) {
        return "h_" + CollationRule.of(charset, collation) + "_" + CollationRule.outlaw(collation);
    }

    private static void fill(
            MysqlConnection connection, List<byte[]> texts, List<KeyHasher> hashers) {
        ByteWriter sql = new ByteWriter(1 << 16);
        int rows = 0;
        for (byte[] text : texts) {
            sql.ascii(rows == 0 ? "INSERT INTO d.t VALUES ('" : ",('");
            Escape.append(text, 0, text.length, sql);
            sql.put('\'');
            for (KeyHasher hasher : hashers) {
                Outcome outcome = hasher.hash(text, new int[] {0}, new int[] {text.length}, 0);
                if (outcome == Outcome.HASHED) {
                    sql.put(',').decimal(hasher.value());
                } else {
                    assertThat(outcome).isEqualTo(Outcome.EXOTIC);
                    sql.ascii(",NULL");
                }
            }
            sql.put(')');
            if (++rows == ROWS_PER_INSERT) {
                run(connection, sql);
                rows = 0;
            }
        }
        if (rows > 0) {
            run(connection, sql);
        }
    }

    private static void run(MysqlConnection connection, ByteWriter sql) {
        connection.send(sql.array(), 0, sql.length());
        connection.next();
        sql.clear();
    }

    private static KeyHasher hasher(String charset, String collation) {
        ColumnType type = new ColumnType(Kind.VARCHAR, Sign.UNKNOWN, 160, 0);
        TableColumn target =
                new TableColumn(
                        "c",
                        0,
                        "varchar",
                        "varchar(40)",
                        charset,
                        collation,
                        List.of(),
                        false,
                        false,
                        false,
                        false,
                        false,
                        false);
        return KeyHasher.of(
                TABLE,
                List.of(new KeyHasher.Part(0, LogColumn.text("c", type, charset), target, 0)));
    }

    /**
     * Every ASCII character, every pair of them, every ideograph that counts as plain, random
     * texts, all also with trailing spaces; as bytes of the character set.
     */
    private static List<byte[]> texts(String charset) {
        Random random = new Random(charset.hashCode());
        Set<String> texts = new LinkedHashSet<>();
        for (int i = 0; i < 128; i++) {
            texts.add(Character.toString(i));
            for (int k = 32; k < 127; k++) {
                texts.add(Character.toString(i) + Character.toString(k));
            }
        }
        Charset java = Charset.forName(javaName(charset));
        boolean unicode = Charsets.unicode(charset);
        if (unicode) {
            // All of them once is enough: the weights are the same in every Unicode encoding.
            int step = charset.equals("utf8mb4") ? 1 : 16;
            for (int i = 0x4DF0; i < 0x9FC0; i += step) {
                texts.add(Character.toString(i));
            }
        }
        for (int i = 0; i < 4_000; i++) {
            texts.add(random(random, unicode));
        }
        List<byte[]> bytes = new ArrayList<>();
        for (String text : texts) {
            bytes.add(text.getBytes(java));
            if (random.nextInt(10) == 0) {
                bytes.add((text + "  ").getBytes(java));
            }
        }
        return bytes;
    }

    private static String javaName(String charset) {
        return switch (charset) {
            case "ucs2", "utf16" -> "UTF-16BE";
            case "utf16le" -> "UTF-16LE";
            case "utf32" -> "UTF-32BE";
            default -> Charsets.utf8(charset) ? "UTF-8" : StandardCharsets.US_ASCII.name();
        };
    }

    /** Short texts over few characters, so that many are equal or nearly so. */
    private static String random(Random random, boolean unicode) {
        String plain = "aAbBsSzZ lL''-_^`~cChH09 ";
        String odd = "\u00e4\u00df\u0130\u0301\u200b\u4e00\u4e8c\u2f00\u3000\u00ad\u0000\t";
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(6);
        for (int i = 0; i < length; i++) {
            String from = unicode && random.nextInt(4) == 0 ? odd : plain;
            text.append(from.charAt(random.nextInt(from.length())));
        }
        return text.toString();
    }
}
