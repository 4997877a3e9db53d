package dev.otter.testkit.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class TcpProxyTest {
    private ServerSocket echo;
    private TcpProxy proxy;

    @BeforeEach
    void start() throws IOException {
        echo = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> echo(echo));
        proxy = TcpProxy.to("127.0.0.1", echo.getLocalPort());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        echo.close();
    }

    @Test
    void bytes_pass_both_ways_and_are_counted() throws Exception {
        byte[] much = new byte[3_000_000];
        Arrays.fill(much, (byte) 7);
        try (Socket client = connect()) {
            Thread.ofVirtual().start(() -> send(client, much));

            assertThat(client.getInputStream().readNBytes(much.length)).isEqualTo(much);
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }

        await().until(() -> proxy.openConnections() == 0);
        assertThat(proxy.connections()).isEqualTo(1);
        assertThat(proxy.bytesToServer()).isEqualTo(much.length);
        assertThat(proxy.bytesToClient()).isEqualTo(much.length);
    }

    @Test
    void a_cut_resets_open_connections_and_lets_new_ones_in() throws Exception {
        try (Socket client = connect()) {
            assertThat(echoed(client, 1)).isEqualTo(1);

            proxy.cut();

            assertThatThrownBy(() -> client.getInputStream().read())
                    .isInstanceOf(SocketException.class)
                    .hasMessageContaining("reset");
        }
        assertThat(proxy.openConnections()).isZero();
        try (Socket client = connect()) {
            assertThat(echoed(client, 2)).isEqualTo(2);
        }
    }

    @Test
    void nothing_passes_while_paused_and_all_of_it_afterwards() throws Exception {
        try (Socket client = connect()) {
            assertThat(echoed(client, 1)).isEqualTo(1);
            proxy.pause();
            client.getOutputStream().write(2);
            client.setSoTimeout(200);

            assertThatThrownBy(() -> client.getInputStream().read())
                    .isInstanceOf(SocketTimeoutException.class);

            proxy.resume();
            client.setSoTimeout(10_000);
            assertThat(client.getInputStream().read()).isEqualTo(2);
        }
    }

    @Test
    void a_paused_connection_can_be_cut() throws Exception {
        try (Socket client = connect()) {
            assertThat(echoed(client, 1)).isEqualTo(1);
            proxy.pause();
            client.getOutputStream().write(2);

            proxy.cut();

            assertThatThrownBy(() -> client.getInputStream().read())
                    .isInstanceOf(SocketException.class);
        }
    }

    @Test
    void a_delay_lengthens_the_way_but_does_not_narrow_it() throws Exception {
        proxy.delay(Duration.ofMillis(100));
        try (Socket client = connect()) {
            long start = System.nanoTime();
            OutputStream out = client.getOutputStream();
            for (int i = 0; i < 50; i++) {
                out.write(i);
                out.flush();
            }
            assertThat(client.getInputStream().readNBytes(50)).hasSize(50);

            Duration took = Duration.ofNanos(System.nanoTime() - start);
            assertThat(took).isBetween(Duration.ofMillis(200), Duration.ofMillis(3000));
        }
    }

    @Test
    void refused_connections_are_reset_and_not_counted() throws Exception {
        proxy.refuse(true);
        assertThatThrownBy(
                        () -> {
                            try (Socket client = connect()) {
                                echoed(client, 1);
                            }
                        })
                .isInstanceOf(IOException.class);
        assertThat(proxy.connections()).isZero();

        proxy.refuse(false);
        try (Socket client = connect()) {
            assertThat(echoed(client, 1)).isEqualTo(1);
        }
    }

    @Test
    void a_server_that_is_down_shows_as_a_reset_and_another_can_take_over() throws Exception {
        int port;
        try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = gone.getLocalPort();
        }
        proxy.pointTo("127.0.0.1", port);
        try (Socket client = connect()) {
            assertThatThrownBy(() -> client.getInputStream().read())
                    .isInstanceOf(SocketException.class);
        }

        proxy.pointTo("127.0.0.1", echo.getLocalPort());
        try (Socket client = connect()) {
            assertThat(echoed(client, 9)).isEqualTo(9);
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(proxy.host(), proxy.port());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static int echoed(Socket client, int value) throws IOException {
        client.getOutputStream().write(value);
        int answer = client.getInputStream().read();
        if (answer < 0) {
            throw new SocketException("end instead of an answer");
        }
        return answer;
    }

    private static void send(Socket client, byte[] bytes) {
        try {
            client.getOutputStream().write(bytes);
            client.shutdownOutput();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void echo(ServerSocket server) {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> echo(socket));
            } catch (IOException e) {
                assertThat(server.isClosed()).isTrue();
            }
        }
    }

    private static void echo(Socket socket) {
        try (socket) {
            socket.getInputStream().transferTo(socket.getOutputStream());
        } catch (IOException e) {
            // The test cut it.
            assertThat(e).isInstanceOf(SocketException.class);
        }
    }
}
