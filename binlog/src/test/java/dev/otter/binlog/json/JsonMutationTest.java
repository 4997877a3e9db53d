package dev.otter.binlog.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.binlog.Seeds;
import dev.otter.binlog.bytes.BinlogFormatException;
import dev.otter.binlog.bytes.ByteWriter;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Broken binary documents give the typed exception, in bounded time and room. */
class JsonMutationTest {
    private static final List<byte[]> SAMPLES =
            List.of(
                    hex("0001000c000b00010005010061"),
                    hex("0205001500050100" + "0c1300" + "040000" + "040100" + "06ffff" + "0178"),
                    hex("0001000f000b00010002" + "0c00" + "61" + "000004000000"),
                    hex("03010000001300" + "00000f0d000000f60403018c05"),
                    hex("0ff60403018c05"));

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.substring(0, digits.length() / 2 * 2));
    }

    @Test
    void changed_documents() {
        Seeds.each(5_000, JsonMutationTest::changedDocument);
    }

    private static void changedDocument(long seed) {
        Random random = new Random(seed);
        byte[] document = SAMPLES.get(random.nextInt(SAMPLES.size())).clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            document[random.nextInt(document.length)] = (byte) random.nextInt(20);
        }
        int length = random.nextInt(document.length + 1);
        ByteWriter out = new ByteWriter(100);

        try {
            JsonBinary binary = new JsonBinary(document, 0, length);
            JsonText.append(binary, out);
            JsonSql.append(JsonTree.of(binary), out);
            JsonDiff.apply(binary, JsonDiff.read(document, 0, length));
        } catch (BinlogFormatException e) {
            assertThat(e.code()).isNotNull();
        }
        assertThat(out.length()).isLessThan(50 * document.length + 100);
    }
}
