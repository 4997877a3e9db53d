package dev.otter.binlog.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads the fields of one packet from front to back; refuses to read past its end. */
final class Payload {
    private byte[] bytes;
    private int at;
    private int end;

    Payload() {}

    Payload(byte[] bytes) {
        over(bytes, 0, bytes.length);
    }

    Payload over(byte[] packet, int offset, int length) {
        bytes = packet;
        at = offset;
        end = offset + length;
        return this;
    }

    Payload over(PacketChannel channel) {
        return over(channel.buffer(), channel.offset(), channel.length());
    }

    int position() {
        return at;
    }

    int remaining() {
        return end - at;
    }

    int peek() {
        need(1);
        return bytes[at] & 0xFF;
    }

    int int1() {
        need(1);
        return bytes[at++] & 0xFF;
    }

    int int2() {
        need(2);
        int value = (bytes[at] & 0xFF) | (bytes[at + 1] & 0xFF) << 8;
        at += 2;
        return value;
    }

    long int4() {
        return fixed(4);
    }

    private long fixed(int size) {
        need(size);
        long value = 0;
        for (int i = size - 1; i >= 0; i--) {
            value = value << 8 | bytes[at + i] & 0xFF;
        }
        at += size;
        return value;
    }

    /** A length-encoded integer; -1 stands for the NULL mark. */
    long lengthEncoded() {
        int first = int1();
        return switch (first) {
            case 0xFB -> -1;
            case 0xFC -> fixed(2);
            case 0xFD -> fixed(3);
            case 0xFE -> fixed(8);
            case 0xFF -> throw new ProtocolException("0xFF where a length must be");
            default -> first;
        };
    }

    /** A length that must lie within the packet. */
    int lengthWithin() {
        long length = lengthEncoded();
        if (length > end - at) {
            throw new ProtocolException(
                    "a field of " + length + " bytes where " + (end - at) + " are left");
        }
        return (int) length;
    }

    String lengthEncodedString() {
        int length = Math.max(0, lengthWithin());
        String value = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return value;
    }

    String terminatedString() {
        return new String(terminated(), StandardCharsets.UTF_8);
    }

    /** Bytes up to a zero byte, or to the end. */
    byte[] terminated() {
        int stop = at;
        while (stop < end && bytes[stop] != 0) {
            stop++;
        }
        byte[] value = Arrays.copyOfRange(bytes, at, stop);
        at = Math.min(end, stop + 1);
        return value;
    }

    byte[] take(int count) {
        need(count);
        byte[] value = Arrays.copyOfRange(bytes, at, at + count);
        at += count;
        return value;
    }

    byte[] rest() {
        return take(end - at);
    }

    String restAsString() {
        if (at == end) {
            return "";
        }
        String value = new String(bytes, at, end - at, StandardCharsets.UTF_8);
        at = end;
        return value;
    }

    void skip(int count) {
        need(count);
        at += count;
    }

    private void need(int count) {
        if (count < 0 || end - at < count) {
            throw new ProtocolException(
                    "a packet ends " + (count - (end - at)) + " bytes too early");
        }
    }
}
