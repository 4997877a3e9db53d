package dev.otter.binlog.wire;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * Signature of MariaDB's {@code ed25519} accounts. The JDK's Ed25519 takes only keys of 32 bytes,
 * whereas MariaDB hashes the password itself, so the curve is computed here. About ten
 * milliseconds, once per login; not hardened against an observer of this process's timing.
 */
final class Ed25519 {
    private static final BigInteger P = BigInteger.TWO.pow(255).subtract(BigInteger.valueOf(19));
    private static final BigInteger ORDER =
            BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));
    private static final BigInteger D =
            BigInteger.valueOf(-121665).multiply(BigInteger.valueOf(121666).modInverse(P)).mod(P);
    private static final Point BASE = base();
    private static final Point NEUTRAL =
            new Point(BigInteger.ZERO, BigInteger.ONE, BigInteger.ONE, BigInteger.ZERO);

    private Ed25519() {}

    /** Signs the message with the key that MariaDB derives from the password. */
    static byte[] sign(byte[] password, byte[] message) {
        MessageDigest sha512 = AuthPlugin.digest("SHA-512");
        byte[] expanded = sha512.digest(password);
        byte[] low = Arrays.copyOf(expanded, 32);
        low[0] &= (byte) 248;
        low[31] &= 63;
        low[31] |= 64;
        BigInteger secret = number(low);
        byte[] publicKey = encode(multiply(BASE, secret));

        sha512.update(expanded, 32, 32);
        BigInteger r = number(sha512.digest(message)).mod(ORDER);
        byte[] commitment = encode(multiply(BASE, r));

        sha512.update(commitment);
        sha512.update(publicKey);
        BigInteger challenge = number(sha512.digest(message)).mod(ORDER);
        BigInteger s = r.add(challenge.multiply(secret)).mod(ORDER);

        byte[] signature = Arrays.copyOf(commitment, 64);
        System.arraycopy(littleEndian(s), 0, signature, 32, 32);
        return signature;
    }

    /** A point of the curve in extended coordinates: x = X/Z, y = Y/Z, T = XY/Z. */
    private record Point(BigInteger x, BigInteger y, BigInteger z, BigInteger t) {

        Point plus(Point other) {
            BigInteger a = y.subtract(x).multiply(other.y.subtract(other.x)).mod(P);
            BigInteger b = y.add(x).multiply(other.y.add(other.x)).mod(P);
            BigInteger c = t.multiply(D).multiply(other.t).shiftLeft(1).mod(P);
            BigInteger d = z.multiply(other.z).shiftLeft(1).mod(P);
            BigInteger e = b.subtract(a);
            BigInteger f = d.subtract(c);
            BigInteger g = d.add(c);
            BigInteger h = b.add(a);
            return new Point(
                    e.multiply(f).mod(P),
                    g.multiply(h).mod(P),
                    f.multiply(g).mod(P),
                    e.multiply(h).mod(P));
        }
    }

    private static Point base() {
        BigInteger y = BigInteger.valueOf(4).multiply(BigInteger.valueOf(5).modInverse(P)).mod(P);
        BigInteger x =
                new BigInteger(
                        "15112221349535400772501151409588531511"
                                + "454012693041857206046113283949847762202");
        return new Point(x, y, BigInteger.ONE, x.multiply(y).mod(P));
    }

    private static Point multiply(Point point, BigInteger factor) {
        Point result = NEUTRAL;
        for (int bit = factor.bitLength() - 1; bit >= 0; bit--) {
            result = result.plus(result);
            if (factor.testBit(bit)) {
                result = result.plus(point);
            }
        }
        return result;
    }

    private static byte[] encode(Point point) {
        BigInteger inverse = point.z().modInverse(P);
        BigInteger x = point.x().multiply(inverse).mod(P);
        byte[] bytes = littleEndian(point.y().multiply(inverse).mod(P));
        if (x.testBit(0)) {
            bytes[31] |= (byte) 0x80;
        }
        return bytes;
    }

    private static BigInteger number(byte[] littleEndian) {
        byte[] big = new byte[littleEndian.length];
        for (int i = 0; i < big.length; i++) {
            big[i] = littleEndian[littleEndian.length - 1 - i];
        }
        return new BigInteger(1, big);
    }

    private static byte[] littleEndian(BigInteger value) {
        byte[] big = value.toByteArray();
        byte[] bytes = new byte[32];
        for (int i = 0; i < 32 && i < big.length; i++) {
            bytes[i] = big[big.length - 1 - i];
        }
        return bytes;
    }
}
