package dev.otter.binlog.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.net.ssl.SSLSocket;

/** One login: reads the greeting, upgrades to TLS, proves the password by what the server asks. */
final class Login {
    private static final int UTF8MB4_GENERAL_CI = 45;
    private static final long LARGEST_PACKET = 1L << 30;

    private static final int ASK_CACHING_SHA2_KEY = 2;
    private static final int ASK_SHA256_KEY = 1;
    private static final int FAST_ACCEPTED = 3;
    private static final int FULL_WANTED = 4;

    private final PacketChannel channel;
    private final MysqlEndpoint endpoint;
    private final byte[] password;
    private boolean secured;
    private AuthPlugin plugin = AuthPlugin.NATIVE;
    private byte[] nonce = new byte[20];

    Login(PacketChannel channel, MysqlEndpoint endpoint) {
        this.channel = channel;
        this.endpoint = endpoint;
        this.password = endpoint.password().getBytes(StandardCharsets.UTF_8);
    }

    Greeting run() {
        Greeting greeting = greeting();
        long capabilities = Capability.WANTED & (greeting.capabilities() | 1);
        if (!greeting.offers(Capability.PROTOCOL_41) || !greeting.offers(Capability.PLUGIN_AUTH)) {
            throw new ProtocolException(
                    "server " + greeting.version().text() + " is too old: 5.5.7 is the oldest");
        }
        capabilities |= upgrade(greeting, capabilities);
        nonce = greeting.nonce();
        plugin = AuthPlugin.named(greeting.plugin()).orElse(AuthPlugin.NATIVE);
        if (plugin == AuthPlugin.CLEAR) {
            plugin = AuthPlugin.NATIVE;
        }
        channel.reply(response(capabilities));
        prove();
        return greeting;
    }

    private Greeting greeting() {
        channel.expect(0);
        channel.read();
        refuseError();
        return Greeting.read(new Payload().over(channel));
    }

    private long upgrade(Greeting greeting, long capabilities) {
        if (endpoint.tls() == TlsMode.DISABLED) {
            return 0;
        }
        if (!greeting.offers(Capability.TLS)) {
            if (endpoint.tls().mandatory()) {
                throw new ConnectFailedException(
                        endpoint.address()
                                + " offers no TLS, but tls mode "
                                + endpoint.tls()
                                + " demands it: give the server a certificate or choose PREFERRED",
                        null);
            }
            return 0;
        }
        ByteArrayOutputStream request = new ByteArrayOutputStream(32);
        opening(request, capabilities | Capability.TLS);
        channel.reply(request.toByteArray());
        SSLSocket socket = Tls.wrap(channel.socket(), endpoint);
        channel.upgrade(socket);
        secured = true;
        return Capability.TLS;
    }

    private static void opening(ByteArrayOutputStream out, long capabilities) {
        int4(out, capabilities);
        int4(out, LARGEST_PACKET);
        out.write(UTF8MB4_GENERAL_CI);
        out.writeBytes(new byte[23]);
    }

    private byte[] response(long capabilities) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        opening(out, capabilities);
        string(out, endpoint.user());
        out.write(0);
        byte[] proof = firstProof();
        out.write(proof.length);
        out.writeBytes(proof);
        string(out, plugin.wireName());
        out.write(0);
        if ((capabilities & Capability.CONNECT_ATTRIBUTES) != 0) {
            String name = "program_name";
            String value = "otter";
            out.write(name.length() + value.length() + 2);
            out.write(name.length());
            string(out, name);
            out.write(value.length());
            string(out, value);
        }
        return out.toByteArray();
    }

    /** What is sent at once; the server may ask for more, or for another plugin. */
    private byte[] firstProof() {
        return switch (plugin) {
            case NATIVE -> AuthPlugin.nativeScramble(password, nonce);
            case CACHING_SHA2 -> AuthPlugin.cachingSha2Scramble(password, nonce);
            case SHA256 -> sha256Proof();
            case CLEAR -> clearProof();
            case ED25519 -> Ed25519.sign(password, nonce);
        };
    }

    private byte[] sha256Proof() {
        if (password.length == 0) {
            return new byte[1];
        }
        return secured
                ? AuthPlugin.zeroTerminated(endpoint.password())
                : new byte[] {ASK_SHA256_KEY};
    }

    private byte[] clearProof() {
        if (!secured) {
            throw new AuthRefusedException(
                    0,
                    endpoint.address()
                            + " asks for the password of "
                            + endpoint.user()
                            + " in clear; that is only done over TLS: use tls mode REQUIRED",
                    null);
        }
        return AuthPlugin.zeroTerminated(endpoint.password());
    }

    private void prove() {
        while (true) {
            channel.read();
            refuseError();
            Payload packet = new Payload().over(channel);
            int kind = packet.int1();
            switch (kind) {
                case 0x00 -> {
                    return;
                }
                case 0x01 -> goOn(packet.rest());
                case 0xFE -> switchTo(packet);
                default ->
                        throw new ProtocolException(
                                "packet kind "
                                        + kind
                                        + " during the login to "
                                        + endpoint.address());
            }
        }
    }

    private void switchTo(Payload packet) {
        if (packet.remaining() == 0) {
            throw new AuthRefusedException(
                    0, "account " + endpoint.user() + " has a password of before MySQL 4.1", null);
        }
        String name = packet.terminatedString();
        byte[] data = packet.rest();
        plugin =
                AuthPlugin.named(name)
                        .orElseThrow(() ->
                                new AuthRefusedException(
                                        0,
                                        "account "
                                                + endpoint.user()
                                                + " on "
                                                + endpoint.address()
                                                + " logs in by "
                                                + name
                                                + ", which is not supported: give the"
                                                + " account caching_sha2_password or"
                                                + " mysql_native_password",
                                        null));
        nonce = Arrays.copyOf(data, plugin == AuthPlugin.ED25519 ? 32 : 20);
        channel.reply(firstProof());
    }

    private void goOn(byte[] data) {
        switch (plugin) {
            case CACHING_SHA2 -> goOnCachingSha2(data);
            case SHA256 -> channel.reply(encrypted(data));
            case NATIVE, CLEAR, ED25519 ->
                    throw new ProtocolException("unexpected talk about " + plugin.wireName());
        }
    }

    private void goOnCachingSha2(byte[] data) {
        if (data.length == 1 && data[0] == FAST_ACCEPTED) {
            return;
        }
        if (data.length == 1 && data[0] == FULL_WANTED) {
            channel.reply(
                    secured
                            ? AuthPlugin.zeroTerminated(endpoint.password())
                            : new byte[] {ASK_CACHING_SHA2_KEY});
            return;
        }
        channel.reply(encrypted(data));
    }

    private byte[] encrypted(byte[] pem) {
        return AuthPlugin.rsaEncrypt(password, nonce, new String(pem, StandardCharsets.US_ASCII));
    }

    private void refuseError() {
        if (channel.length() == 0) {
            throw new ProtocolException("empty packet during the login to " + endpoint.address());
        }
        if ((channel.buffer()[channel.offset()] & 0xFF) != 0xFF) {
            return;
        }
        ServerErrorException error =
                ServerErrorException.read(channel.buffer(), channel.offset(), channel.length(), 0);
        String advice = LoginAdvice.of(error.errorNumber());
        if (advice == null) {
            throw error;
        }
        throw new AuthRefusedException(
                error.errorNumber(),
                endpoint.address()
                        + " refuses "
                        + endpoint.user()
                        + ": "
                        + error.getMessage()
                        + "; "
                        + advice,
                error);
    }

    private static void string(ByteArrayOutputStream out, String value) {
        out.writeBytes(value.getBytes(StandardCharsets.UTF_8));
    }

    private static void int4(ByteArrayOutputStream out, long value) {
        for (int shift = 0; shift < 32; shift += 8) {
            out.write((int) (value >> shift));
        }
    }
}
