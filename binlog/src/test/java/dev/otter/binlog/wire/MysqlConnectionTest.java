package dev.otter.binlog.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class MysqlConnectionTest {
    private static final int[] SYNTAX_ERROR = {
        0xFF, 0x28, 0x04, '#', '4', '2', '0', '0', '0', 'n', 'o'
    };

    @Test
    void each_statement_of_a_packet_has_its_own_outcome() throws IOException {
        try (ScriptedServer server =
                        new ScriptedServer((_, wire) -> {
                            wire.ok(1, true);
                            wire.packet(0, 2, 0, 0x08, 0, 0, 0, 'f', ' ', '3', ' ', 'c', '2');
                            wire.ok(4, false);
                        });
                MysqlConnection connection = server.connect()) {
            byte[] sql = "__a;b;c__".getBytes(StandardCharsets.UTF_8);

            connection.send(sql, 2, 5);
            List<StatementOutcome> outcomes = connection.readOutcomes();

            assertThat(outcomes)
                    .extracting(StatementOutcome::affectedRows)
                    .containsExactly(1L, 2L, 4L);
            assertThat(outcomes)
                    .extracting(StatementOutcome::matchedRows)
                    .containsExactly(-1L, 3L, -1L);
            assertThat(connection.awaitsOutcomes()).isFalse();
            assertThat(server.commands().getFirst()).containsExactly(3, 'a', ';', 'b', ';', 'c');
        }
    }

    @Test
    void an_error_tells_which_statement_failed_and_the_connection_goes_on() throws IOException {
        try (ScriptedServer server =
                        new ScriptedServer((command, wire) -> {
                            wire.ok(1, command[1] == 'a');
                            if (command[1] == 'a') {
                                wire.packet(SYNTAX_ERROR);
                            }
                        });
                MysqlConnection connection = server.connect()) {
            send(connection, "a;x;c");
            send(connection, "b");

            assertThat(connection.next().moreFollow()).isTrue();
            assertThatThrownBy(connection::next)
                    .isInstanceOfSatisfying(
                            ServerErrorException.class,
                            e -> {
                                assertThat(e.errorNumber()).isEqualTo(1064);
                                assertThat(e.sqlState()).isEqualTo("42000");
                                assertThat(e.serverMessage()).isEqualTo("no");
                                assertThat(e.statementIndex()).isEqualTo(1);
                            });
            assertThat(connection.next().affectedRows()).isEqualTo(1);
            assertThat(connection.closed()).isFalse();
            assertThatThrownBy(connection::next).isInstanceOf(IllegalStateException.class);
        }
    }

    private static void send(MysqlConnection connection, String sql) {
        byte[] bytes = sql.getBytes(StandardCharsets.UTF_8);
        connection.send(bytes, 0, bytes.length);
    }

    @Test
    void statements_around_the_largest_frame_are_split_so_that_the_server_joins_them()
            throws IOException {
        try (ScriptedServer server = new ScriptedServer((_, wire) -> wire.ok(0, false));
                MysqlConnection connection = server.connect()) {
            int frame = PacketChannel.MAX_FRAME;
            int[] lengths = {frame - 2, frame - 1, frame, 2 * frame - 1, 65_531, 65_532};
            byte[] sql = new byte[2 * frame];
            for (int i = 0; i < sql.length; i++) {
                sql[i] = (byte) (i * 31 + (i >> 13));
            }
            for (int length : lengths) {
                connection.send(sql, 0, length);
                assertThat(connection.next().affectedRows()).isZero();

                byte[] got = server.commands().removeFirst();
                assertThat(got.length).isEqualTo(length + 1);
                assertThat(Arrays.equals(got, 1, got.length, sql, 0, length)).isTrue();
            }
        }
    }

    @Test
    void a_row_of_several_frames_is_joined_and_its_buffer_given_back() throws IOException {
        int cell = 3 * PacketChannel.MAX_FRAME - 9;
        byte[] row = new byte[cell + 9];
        row[0] = (byte) 0xFE;
        for (int i = 0; i < 4; i++) {
            row[1 + i] = (byte) (cell >> 8 * i);
        }
        for (int i = 9; i < row.length; i++) {
            row[i] = (byte) (i * 7 + (i >> 11));
        }
        try (ScriptedServer server =
                        new ScriptedServer((_, wire) -> {
                            resultHead(wire);
                            wire.packet(row);
                            wire.packet(1, '9');
                            wire.packet(0xFE, 0, 0, 2, 0);
                        });
                MysqlConnection connection = server.connect()) {
            QueryResult result = connection.query("x");

            assertThat(result.size()).isEqualTo(2);
            assertThat(Arrays.equals(result.cell(0, 0), 0, cell, row, 9, 9 + cell)).isTrue();
            assertThat(result.string(1, "C")).isEqualTo("9");
            assertThat(connection.channel().buffer().length).isLessThan(1 << 20);
        }
    }

    private static void resultHead(ScriptedServer.Wire wire) throws IOException {
        wire.packet(1);
        wire.packet(
                3, 'd', 'e', 'f', 0, 0, 0, 1, 'c', 0, 0x0C, 45, 0, 1, 0, 0, 0, 0xFD, 0, 0, 0, 0, 0);
        wire.packet(0xFE, 0, 0, 2, 0);
    }

    @Test
    void an_error_after_some_rows_is_the_servers_word() throws IOException {
        try (ScriptedServer server =
                        new ScriptedServer((_, wire) -> {
                            resultHead(wire);
                            wire.packet(0xFB);
                            wire.packet(SYNTAX_ERROR);
                        });
                MysqlConnection connection = server.connect()) {
            assertThatThrownBy(() -> connection.query("x"))
                    .isInstanceOf(ServerErrorException.class);
            assertThat(connection.closed()).isFalse();
        }
    }

    @Test
    void packets_out_of_turn_end_the_connection() throws IOException {
        try (ScriptedServer server =
                        new ScriptedServer((_, wire) -> {
                            wire.skipNumber();
                            wire.ok(0, false);
                        });
                MysqlConnection connection = server.connect()) {
            assertThatThrownBy(() -> connection.query("x")).isInstanceOf(ProtocolException.class);
            assertThat(connection.closed()).isTrue();
        }
    }

    @Test
    void the_last_words_of_a_server_that_hangs_up_are_told() throws IOException {
        try (ScriptedServer server =
                        new ScriptedServer((_, wire) -> {
                            wire.numberFromStart();
                            wire.packet(SYNTAX_ERROR);
                        });
                MysqlConnection connection = server.connect()) {
            assertThatThrownBy(() -> connection.query("x"))
                    .isInstanceOf(ConnectionLostException.class)
                    .hasMessageContaining("error 1064");
        }
    }

    @Test
    void an_answer_cut_in_the_middle_is_a_lost_connection() throws IOException {
        try (ScriptedServer server =
                        new ScriptedServer((_, wire) -> {
                            wire.raw(7, 0, 0, 1, 0, 1);
                            throw new IOException("cut");
                        });
                MysqlConnection connection = server.connect()) {
            assertThatThrownBy(() -> connection.query("x"))
                    .isInstanceOf(ConnectionLostException.class);
            assertThatThrownBy(() -> connection.query("x"))
                    .isInstanceOf(ConnectionLostException.class);
        }
    }

    @Test
    void a_request_for_a_local_file_is_refused() throws IOException {
        try (ScriptedServer server =
                        new ScriptedServer((_, wire) -> wire.packet(0xFB, '/', 'e', 't', 'c'));
                MysqlConnection connection = server.connect()) {
            assertThatThrownBy(() -> connection.query("x"))
                    .isInstanceOf(ProtocolException.class)
                    .hasMessageContaining("local file");
            assertThat(connection.closed()).isTrue();
        }
    }

    @Test
    void lengths_that_lie_are_refused() throws IOException {
        try (ScriptedServer server =
                        new ScriptedServer((_, wire) -> {
                            resultHead(wire);
                            wire.packet(0xFC, 0xFF, 0xFF, 'x');
                        });
                MysqlConnection connection = server.connect()) {
            assertThatThrownBy(() -> connection.query("x")).isInstanceOf(ProtocolException.class);
        }
    }

    @Test
    void a_consumer_that_throws_closes_the_connection() throws IOException {
        try (ScriptedServer server =
                        new ScriptedServer((_, wire) -> {
                            resultHead(wire);
                            wire.packet(1, 'x');
                        });
                MysqlConnection connection = server.connect()) {
            assertThatThrownBy(() ->
                            connection.stream(
                                    "x",
                                    (_, _, _) -> {
                                        throw new IllegalStateException("enough");
                                    }))
                    .hasMessage("enough");
            assertThat(connection.closed()).isTrue();
        }
    }

    @Test
    void many_packets_can_be_on_their_way() throws IOException {
        try (ScriptedServer server =
                        new ScriptedServer((command, wire) -> wire.ok(command[1], false));
                MysqlConnection connection = server.connect()) {
            for (int round = 0; round < 3; round++) {
                for (int i = 0; i < 100; i++) {
                    connection.send(new byte[] {(byte) i}, 0, 1);
                    if (i % 3 == 2) {
                        connection.next();
                    }
                }
                long last = -1;
                while (connection.awaitsOutcomes()) {
                    last = connection.next().affectedRows();
                }
                assertThat(last).isEqualTo(99);
            }
        }
    }

    @Test
    void rows_of_any_size_arrive_whole_however_they_are_cut() throws IOException {
        for (int seed = 0; seed < 6; seed++) {
            Random random = new Random(seed);
            byte[][] rows = new byte[100][];
            for (int i = 0; i < rows.length; i++) {
                int length = random.nextInt(random.nextInt(4) == 0 ? 300_000 : 300);
                rows[i] = new byte[length + 4];
                random.nextBytes(rows[i]);
                rows[i][0] = (byte) 0xFD;
                rows[i][1] = (byte) length;
                rows[i][2] = (byte) (length >> 8);
                rows[i][3] = (byte) (length >> 16);
            }
            try (ScriptedServer server =
                            new ScriptedServer((_, wire) -> {
                                resultHead(wire);
                                for (byte[] row : rows) {
                                    wire.packet(row);
                                }
                                wire.packet(0xFE, 0, 0, 2, 0);
                            });
                    MysqlConnection connection = server.connect()) {
                int[] seen = new int[1];
                connection.stream(
                        "x",
                        (buffer, offsets, lengths) -> {
                            byte[] row = rows[seen[0]++];
                            int end = offsets[0] + lengths[0];
                            assertThat(Arrays.equals(buffer, offsets[0], end, row, 4, row.length))
                                    .isTrue();
                        });
                assertThat(seen[0]).isEqualTo(rows.length);
            }
        }
    }

    @Test
    void any_nonsense_is_an_error_of_the_wire_and_nothing_else() throws IOException {
        for (int seed = 0; seed < 150; seed++) {
            Random random = new Random(seed);
            try (ScriptedServer server =
                            new ScriptedServer((_, wire) -> {
                                if (random.nextBoolean()) {
                                    resultHead(wire);
                                }
                                byte[] nonsense = new byte[1 + random.nextInt(40)];
                                random.nextBytes(nonsense);
                                wire.packet(nonsense);
                                throw new IOException("enough");
                            });
                    MysqlConnection connection = server.connect()) {
                try {
                    connection.query("x");
                } catch (WireException e) {
                    assertThat(e.code()).startsWith("wire.");
                }
            }
        }
    }

    @Test
    void nobody_listening_is_told_as_such() throws IOException {
        int port;
        try (ScriptedServer server = new ScriptedServer((_, _) -> {})) {
            try (MysqlConnection connection = server.connect()) {
                port = connection.endpoint().port();
            }
        }
        MysqlEndpoint endpoint = MysqlEndpoint.of("127.0.0.1", port, "root", "hidden");

        assertThatThrownBy(() -> MysqlConnection.connect(endpoint))
                .isInstanceOf(ConnectFailedException.class)
                .hasMessageContaining("127.0.0.1:" + port);
        assertThat(endpoint.toString()).doesNotContain("hidden");
    }
}
