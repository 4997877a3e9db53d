package dev.otter.engine.change;

import dev.otter.binlog.event.QueryStatus;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * How the session stood that ran a statement. Immutable by agreement (the bytes are not copied).
 *
 * @param database its default database; empty when it had none
 * @param sql the statement's bytes, in the client's character set
 * @param status what the log tells of the session's variables
 * @param seconds when it began, by the source's clock, seconds since 1970; 0 when unknown
 */
public record StatementSettings(String database, byte[] sql, QueryStatus status, long seconds) {
    /** Nothing is known. */
    public static final StatementSettings NONE =
            new StatementSettings(
                    "",
                    new byte[0],
                    new QueryStatus(
                            OptionalInt.empty(),
                            OptionalLong.empty(),
                            OptionalInt.empty(),
                            OptionalInt.empty(),
                            OptionalInt.empty(),
                            Optional.empty(),
                            OptionalInt.empty(),
                            OptionalInt.empty(),
                            OptionalLong.empty(),
                            List.of(),
                            Optional.empty(),
                            0),
                    0);
}
