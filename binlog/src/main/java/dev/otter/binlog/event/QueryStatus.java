package dev.otter.binlog.event;

import dev.otter.binlog.bytes.ByteReader;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Session settings that a statement was run with, as far as the server wrote them. The first
 * variable of an unknown number ends the reading, as it does in the servers: lengths cannot be
 * told.
 *
 * @param flags option bits; see {@link #foreignKeyChecks}
 * @param sqlMode the mode's bits
 * @param clientCharset collation number the text is written in
 * @param connectionCollation collation number of literals
 * @param serverCollation collation number of the server
 * @param timeZone as set in the session
 * @param databaseCollation collation number of the default schema
 * @param utf8mb4Collation what utf8mb4 without a collation means
 * @param xid number of the DDL transaction
 * @param updatedSchemas schemas the statement changes, when told
 * @param timestampDefaults the session's explicit_defaults_for_timestamp, when told
 * @param micros fraction of the second at which the statement began, when it mattered
 */
public record QueryStatus(
        OptionalInt flags,
        OptionalLong sqlMode,
        OptionalInt clientCharset,
        OptionalInt connectionCollation,
        OptionalInt serverCollation,
        Optional<String> timeZone,
        OptionalInt databaseCollation,
        OptionalInt utf8mb4Collation,
        OptionalLong xid,
        List<String> updatedSchemas,
        Optional<Boolean> timestampDefaults,
        int micros) {
    private static final int NO_FOREIGN_KEY_CHECKS = 1 << 26;
    private static final int RELAXED_UNIQUE_CHECKS = 1 << 27;
    private static final int TOO_MANY_SCHEMAS = 254;

    public QueryStatus {
        updatedSchemas = List.copyOf(updatedSchemas);
    }

    /** The session checked foreign keys, which is also what servers do when they are not told. */
    public boolean foreignKeyChecks() {
        return (flags.orElse(0) & NO_FOREIGN_KEY_CHECKS) == 0;
    }

    /** The session checked unique keys. */
    public boolean uniqueChecks() {
        return (flags.orElse(0) & RELAXED_UNIQUE_CHECKS) == 0;
    }

    static QueryStatus read(ByteReader in) {
        Builder builder = new Builder();
        boolean known = true;
        while (known && in.remaining() > 0) {
            known = builder.variable(in.u8(), in);
        }
        return builder.build();
    }

    private static final class Builder {
        private OptionalInt flags = OptionalInt.empty();
        private OptionalLong sqlMode = OptionalLong.empty();
        private OptionalInt client = OptionalInt.empty();
        private OptionalInt connection = OptionalInt.empty();
        private OptionalInt server = OptionalInt.empty();
        private Optional<String> timeZone = Optional.empty();
        private OptionalInt database = OptionalInt.empty();
        private OptionalInt utf8mb4 = OptionalInt.empty();
        private OptionalLong xid = OptionalLong.empty();
        private Optional<Boolean> timestampDefaults = Optional.empty();
        private int micros;
        private final List<String> schemas = new java.util.ArrayList<>();

        boolean variable(int number, ByteReader in) {
            switch (number) {
                case 0 -> flags = OptionalInt.of((int) in.u32());
                case 1 -> sqlMode = OptionalLong.of(in.i64());
                case 2 -> in.skip(in.u8() + 1);
                case 3 -> in.skip(4);
                case 4 -> charsets(in);
                case 5 -> timeZone = Optional.of(in.utf8(in.u8()));
                case 6 -> in.skip(in.u8());
                case 7 -> in.skip(2);
                case 8 -> database = OptionalInt.of(in.u16());
                case 9 -> in.skip(8);
                case 10 -> in.skip(4);
                case 11 -> {
                    in.skip(in.u8());
                    in.skip(in.u8());
                }
                case 12 -> updatedSchemas(in);
                case 13, 128 -> micros = (int) in.unsigned(3);
                case 16 -> timestampDefaults = Optional.of(in.u8() != 0);
                case 19, 20 -> in.skip(1);
                case 17, 129 -> xid = OptionalLong.of(in.i64());
                case 18 -> utf8mb4 = OptionalInt.of(in.u16());
                default -> {
                    return false;
                }
            }
            return true;
        }

        private void charsets(ByteReader in) {
            client = OptionalInt.of(in.u16());
            connection = OptionalInt.of(in.u16());
            server = OptionalInt.of(in.u16());
        }

        private void updatedSchemas(ByteReader in) {
            int count = in.u8();
            for (int i = 0; i < count && count != TOO_MANY_SCHEMAS; i++) {
                int length = 0;
                while (in.position() + length < in.limit()
                        && in.buffer()[in.position() + length] != 0) {
                    length++;
                }
                schemas.add(in.utf8(length));
                in.skip(1);
            }
        }

        QueryStatus build() {
            return new QueryStatus(
                    flags,
                    sqlMode,
                    client,
                    connection,
                    server,
                    timeZone,
                    database,
                    utf8mb4,
                    xid,
                    schemas,
                    timestampDefaults,
                    micros);
        }
    }
}
