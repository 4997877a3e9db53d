package dev.otter.cluster.ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.cluster.connection.ServerAddress;
import org.junit.jupiter.api.Test;

class SrvrAnswerTest {
    private static final ServerAddress SERVER = new ServerAddress("zk", 2181);

    @Test
    void the_answer_of_a_current_server_is_read() {
        String answer =
                """
                Zookeeper version: 3.9.4-7246445ec281, built on 2025-08-19 19:53 UTC
                Latency min/avg/max: 0/0.3333/4
                Received: 8
                Sent: 7
                Connections: 12
                Outstanding: 3
                Zxid: 0x3
                Mode: follower
                Node count: 5
                """;

        assertThat(SrvrAnswer.health(SERVER, answer))
                .isEqualTo(
                        new ServerHealth.Serving(
                                SERVER,
                                "3.9.4",
                                "follower",
                                12,
                                3,
                                new ServerHealth.Latency(0, 0.3333, 4),
                                5));
    }

    @Test
    void a_server_without_quorum_runs_but_does_not_serve() {
        assertThat(
                        SrvrAnswer.health(
                                SERVER,
                                "This ZooKeeper instance is not currently serving requests\n"))
                .isEqualTo(new ServerHealth.NotServing(SERVER));
    }

    @Test
    void something_else_on_the_port_is_told_as_such() {
        assertThat(SrvrAnswer.health(SERVER, "HTTP/1.1 400 Bad Request"))
                .isInstanceOf(ServerHealth.Silent.class);
    }
}
