package dev.otter.cluster.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerListTest {
    @Test
    void groups_are_read_nearest_first() {
        ServerList list = ServerList.parse(" a:2181, b:2182 ;c:2181;\n");

        assertThat(list.groups())
                .containsExactly(
                        List.of(new ServerAddress("a", 2181), new ServerAddress("b", 2182)),
                        List.of(new ServerAddress("c", 2181)));
        assertThat(list).hasToString("a:2181,b:2182;c:2181");
    }

    @Test
    void ipv6_is_written_in_brackets() {
        assertThat(ServerList.parse("[::1]:2181").all())
                .containsExactly(new ServerAddress("::1", 2181));
        assertThat(ServerList.parse("[::1]:2181")).hasToString("[::1]:2181");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ; ", "a", "a:", "a:x", ":2181", "a:0", "a:70000", "::1:2181", "a b:1"})
    void what_is_no_list_of_servers_is_refused_with_the_form_expected(String text) {
        assertThatThrownBy(() -> ServerList.parse(text))
                .isInstanceOfSatisfying(
                        OtterException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.ZOOKEEPER_SERVERS_INVALID))
                .hasMessageContaining("host:port,host:port");
    }

    @Test
    void servers_of_the_nearest_group_are_tried_first_and_after_each_connection_again() {
        NearestFirst order =
                new NearestFirst(
                        ServerList.parse("127.0.0.1:1,127.0.0.1:2;127.0.0.1:3"), new Random(7));

        List<Integer> round = ports(order, 3);
        assertThat(round.subList(0, 2)).containsExactlyInAnyOrder(1, 2);
        assertThat(round.getLast()).isEqualTo(3);
        assertThat(ports(order, 3)).isEqualTo(round);

        order.next(1);
        order.onConnected();
        assertThat(ports(order, 2)).containsExactlyInAnyOrder(1, 2);
    }

    private static List<Integer> ports(NearestFirst order, int count) {
        return Stream.generate(() -> order.next(1))
                .limit(count)
                .map(InetSocketAddress::getPort)
                .toList();
    }

    @Test
    void a_long_session_timeout_is_an_upper_limit_and_says_so() {
        SessionTime guide = new SessionTime(Duration.ofSeconds(60));

        assertThat(guide.asked()).isEqualTo(Duration.ofSeconds(8));
        assertThat(guide.notice())
                .hasValueSatisfying(
                        text -> assertThat(text).contains("=60000").contains("8000 ms"));
        assertThat(new SessionTime(Duration.ofSeconds(6)).asked()).isEqualTo(Duration.ofSeconds(6));
        assertThat(new SessionTime(Duration.ofSeconds(6)).notice()).isEmpty();
    }

    @Test
    void the_version_is_found_in_an_answer_to_srvr() {
        assertThat(
                        VersionProbe.versionIn(
                                "Zookeeper version: 3.4.14-4c25d480e66aadd371de8bd2fd8da255ac140bcf,"
                                        + " built on 03/06/2019 16:18 GMT\nLatency ..."))
                .isEqualTo("3.4.14");
        assertThat(VersionProbe.versionIn("srvr is not executed")).isEmpty();
    }
}
