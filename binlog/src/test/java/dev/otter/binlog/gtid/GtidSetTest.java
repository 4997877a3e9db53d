package dev.otter.binlog.gtid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class GtidSetTest {
    private static final String A = "11111111-2222-3333-4444-555555555555";
    private static final String B = "f1111111-2222-3333-4444-555555555555";

    @Test
    void the_text_is_read_and_written_in_the_servers_spelling() {
        GtidSet set = GtidSet.parse(" " + B + ":7:1-5:6,\n" + A.toUpperCase(Locale.ROOT) + ":3-3 ");

        assertThat(set).hasToString(A + ":3," + B + ":1-7");
        assertThat(GtidSet.parse(set.toString())).isEqualTo(set).hasSameHashCodeAs(set);
        assertThat(GtidSet.parse("")).isEqualTo(GtidSet.empty()).hasToString("");
        assertThat(set.size()).isEqualTo(8);
    }

    @Test
    void tags_follow_the_untagged_numbers_of_their_server() {
        GtidSet set = GtidSet.parse(A + ":Blue:4:1-2:azure:9," + A + ":1-3," + B + ":x:1");

        assertThat(set).hasToString(A + ":1-3:azure:9:blue:1-2:4," + B + ":x:1");
        assertThat(set.contains(Gtid.parse(A + ":blue:4"))).isTrue();
        assertThat(set.contains(Gtid.parse(A + ":4"))).isFalse();
        assertThat(GtidSet.parse(set.toString())).isEqualTo(set);
    }

    @Test
    void nonsense_is_refused() {
        for (String text :
                new String[] {"x:1", A + ":0", A + ":1-x", A + "::1", A + ":1:-:2", "1-2-3"}) {
            assertThatThrownBy(() -> GtidSet.parse(text))
                    .as(text)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void bytes_of_untagged_and_tagged_sets_come_back_as_the_same_set() {
        for (String text :
                new String[] {
                    "", A + ":1-5:7", A + ":1," + B + ":2-9", A + ":1-3:blue:4," + B + ":x:1-2"
                }) {
            GtidSet set = GtidSet.parse(text);
            byte[] bytes = set.encode();
            assertThat(GtidSet.decode(bytes, 0, bytes.length)).isEqualTo(set);
        }
        assertThat(GtidSet.parse(A + ":1-5").encode()).hasSize(8 + 16 + 8 + 16);
        assertThat(GtidSet.parse(A + ":1-5").encode()).startsWith(1, 0, 0, 0, 0, 0, 0, 0, 0x11);
        assertThat(GtidSet.parse(A + ":ab:1").encode()).startsWith(1, 1, 0, 0, 0, 0, 0, 1, 0x11);
    }

    @Test
    void cut_bytes_are_refused() {
        byte[] bytes = GtidSet.parse(A + ":1-5:7").encode();
        for (int length = 0; length < bytes.length; length++) {
            int cut = length;
            assertThatThrownBy(() -> GtidSet.decode(bytes, 0, cut))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void sets_behave_like_sets_of_numbers() {
        Random random = new Random(42);
        GtidSource source = GtidSource.of(UUID.fromString(A));
        for (int round = 0; round < 2000; round++) {
            TreeSet<Long> leftNumbers = new TreeSet<>();
            TreeSet<Long> rightNumbers = new TreeSet<>();
            GtidSet left = randomSet(random, source, leftNumbers);
            GtidSet right = randomSet(random, source, rightNumbers);

            TreeSet<Long> union = new TreeSet<>(leftNumbers);
            union.addAll(rightNumbers);
            TreeSet<Long> rest = new TreeSet<>(leftNumbers);
            rest.removeAll(rightNumbers);
            assertThat(left.union(right)).isEqualTo(of(source, union));
            assertThat(left.subtract(right)).isEqualTo(of(source, rest));
            assertThat(left.contains(right)).isEqualTo(leftNumbers.containsAll(rightNumbers));
            assertThat(left.intersects(right)).isEqualTo(rest.size() < leftNumbers.size());
            for (long number = 1; number < 42; number++) {
                assertThat(left.contains(source, number)).isEqualTo(leftNumbers.contains(number));
            }
        }
    }

    private static GtidSet randomSet(Random random, GtidSource source, Set<Long> numbers) {
        GtidSetBuilder builder = new GtidSetBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            long first = 1L + random.nextInt(36);
            long last = first + random.nextInt(4);
            builder.add(source, first, last);
            for (long number = first; number <= last; number++) {
                numbers.add(number);
            }
        }
        return builder.build();
    }

    private static GtidSet of(GtidSource source, Set<Long> numbers) {
        GtidSetBuilder builder = new GtidSetBuilder();
        numbers.forEach(number -> builder.add(source, number));
        return builder.build();
    }

    @Test
    void a_snapshot_does_not_change_with_its_builder() {
        GtidSetBuilder builder = new GtidSetBuilder(GtidSet.parse(A + ":1-3"));
        GtidSet before = builder.build();

        builder.add(Gtid.parse(A + ":4")).add(Gtid.parse(B + ":1"));

        assertThat(before).hasToString(A + ":1-3");
        assertThat(builder.build()).hasToString(A + ":1-4," + B + ":1");
    }

    @Test
    void a_mariadb_position_keeps_the_last_of_each_domain() {
        MariadbGtids position = MariadbGtids.parse("1-5-9, 0-1-100");

        assertThat(position).hasToString("0-1-100,1-5-9");
        assertThat(position.add(MariadbGtid.parse("0-2-101"))).hasToString("0-2-101,1-5-9");
        assertThat(position.contains(MariadbGtid.parse("0-7-100"))).isTrue();
        assertThat(position.contains(MariadbGtid.parse("0-1-101"))).isFalse();
        assertThat(position.contains(MariadbGtid.parse("2-1-1"))).isFalse();
        assertThat(MariadbGtids.parse("")).isEqualTo(MariadbGtids.empty());
        assertThatThrownBy(() -> MariadbGtids.parse("0-1"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
