package dev.otter.binlog.gtid;

/**
 * Name of one MariaDB transaction: {@code domain-server-sequence}.
 *
 * @param domain stream of transactions within which the sequence orders, 32 bits
 * @param server server id, 32 bits
 * @param sequence number, 64 bits unsigned
 */
public record MariadbGtid(long domain, long server, long sequence) {

    /** Reads {@code 0-1-100}. */
    public static MariadbGtid parse(String text) {
        String[] parts = text.strip().split("-");
        try {
            if (parts.length == 3) {
                return new MariadbGtid(
                        Integer.toUnsignedLong(Integer.parseUnsignedInt(parts[0])),
                        Integer.toUnsignedLong(Integer.parseUnsignedInt(parts[1])),
                        Long.parseUnsignedLong(parts[2]));
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"" + text + "\" is not domain-server-sequence", e);
        }
        throw new IllegalArgumentException("\"" + text + "\" is not domain-server-sequence");
    }

    @Override
    public String toString() {
        return domain + "-" + server + "-" + Long.toUnsignedString(sequence);
    }
}
