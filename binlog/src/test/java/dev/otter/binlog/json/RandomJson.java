package dev.otter.binlog.json;

import dev.otter.binlog.json.JsonNode.Elements;
import dev.otter.binlog.json.JsonNode.Members;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** Random documents with values of every type that SQL expressions can make. */
final class RandomJson {
    /** Old servers change a TIME of 32 hours and more on its way into JSON. */
    private static final int HOURS = 32;

    private static final List<String> TEXTS =
            List.of(
                    "",
                    "a",
                    "it's",
                    "q\"\\",
                    "\u0000\u0001\n\t",
                    "ü€😀",
                    "x".repeat(300),
                    "$.a[0]");

    private final Random random;
    private final int kinds;
    private final int hours;

    /** Of 12 kinds of scalars, the first 4 have no number, from 9 on they are SQL's own. */
    RandomJson(long seed, int kinds) {
        this(seed, kinds, HOURS);
    }

    /**
     * @param hours below which each TIME is
     */
    RandomJson(long seed, int kinds, int hours) {
        this.random = new Random(seed);
        this.kinds = kinds;
        this.hours = hours;
    }

    JsonNode container(int depth) {
        int size = depth <= 1 && random.nextInt(20) == 0 ? 300 : random.nextInt(6);
        if (random.nextBoolean()) {
            Members members = Members.empty();
            for (int i = 0; i < size; i++) {
                byte[] key = (text() + i).getBytes(StandardCharsets.UTF_8);
                members.map().put(key, any(depth - 1));
            }
            return members;
        }
        List<JsonNode> list = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            list.add(any(depth - 1));
        }
        return new Elements(list);
    }

    JsonNode any(int depth) {
        return depth > 0 && random.nextInt(3) == 0 ? container(depth) : scalar();
    }

    private JsonNode scalar() {
        return switch (random.nextInt(kinds)) {
            case 0 -> new JsonNode.Null();
            case 1 -> new JsonNode.Bool(random.nextBoolean());
            case 2, 3 -> new JsonNode.Text(text().getBytes(StandardCharsets.UTF_8));
            case 4, 5 -> new JsonNode.Signed(random.nextLong() >> random.nextInt(64));
            case 6 -> new JsonNode.Unsigned(random.nextLong() >>> random.nextInt(64));
            case 7 -> new JsonNode.Real(real());
            case 8 -> new JsonNode.OpaqueValue(246, decimal());
            case 9 -> new JsonNode.OpaqueValue(12, packed(datetime()));
            case 10 -> new JsonNode.OpaqueValue(10, packed(datetime() >> 41 << 41));
            default -> new JsonNode.OpaqueValue(11, packed(time()));
        };
    }

    private String text() {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private double real() {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(1000);
            case 1 -> random.nextGaussian();
            case 2 -> random.nextGaussian() * 1e200;
            default -> random.nextInt(100000) / 100.0;
        };
    }

    /** DECIMAL(9,4): whole part in three bytes, four digits in two. */
    private byte[] decimal() {
        byte[] cell = HexFormat.of().parseHex("0904800000" + "0000");
        ByteBuffer.wrap(cell).putShort(5, (short) random.nextInt(10000));
        cell[4] = (byte) random.nextInt(256);
        if (random.nextBoolean() && (cell[4] | cell[5] | cell[6]) != 0) {
            for (int i = 2; i < cell.length; i++) {
                cell[i] = (byte) ~cell[i];
            }
        }
        return cell;
    }

    private long datetime() {
        long day =
                (2000L + random.nextInt(50)) * 13 + 1 + random.nextInt(12) << 5
                        | 1 + random.nextInt(28);
        return (day << 17
                                | (long) random.nextInt(24) << 12
                                | random.nextInt(60) << 6
                                | random.nextInt(60))
                        << 24
                | random.nextInt(1_000_000);
    }

    private long time() {
        long time =
                (random.nextLong(hours) << 12 | random.nextInt(60) << 6 | random.nextInt(60)) << 24
                        | random.nextInt(1_000_000);
        return random.nextBoolean() ? -time : time;
    }

    private static byte[] packed(long value) {
        return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
    }
}
