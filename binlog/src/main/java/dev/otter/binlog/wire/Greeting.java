package dev.otter.binlog.wire;

import java.util.Arrays;

/**
 * The first packet of a server.
 *
 * @param version what the server is
 * @param connectionId number of this connection on the server
 * @param capabilities capability bits, low 32
 * @param plugin the authentication the server would like
 * @param nonce random bytes to mix with the password
 */
record Greeting(
        ServerVersion version, long connectionId, long capabilities, String plugin, byte[] nonce) {

    static Greeting read(Payload packet) {
        int protocol = packet.int1();
        if (protocol != 10) {
            throw new ProtocolException(
                    "handshake version " + protocol + " instead of 10; is this a MySQL server?");
        }
        ServerVersion version = ServerVersion.parse(packet.terminatedString());
        long connectionId = packet.int4();
        byte[] first = packet.take(8);
        packet.skip(1);
        long capabilities = packet.int2();
        packet.skip(3);
        capabilities |= (long) packet.int2() << 16;
        int nonceLength = packet.int1();
        packet.skip(10);
        byte[] second = packet.take(Math.min(packet.remaining(), Math.max(13, nonceLength - 8)));
        String plugin =
                packet.remaining() > 0 ? packet.terminatedString() : AuthPlugin.NATIVE.wireName();
        byte[] nonce = Arrays.copyOf(first, 20);
        System.arraycopy(second, 0, nonce, 8, Math.min(12, second.length));
        return new Greeting(version, connectionId, capabilities, plugin, nonce);
    }

    boolean offers(long capability) {
        return (capabilities & capability) != 0;
    }
}
