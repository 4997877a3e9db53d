package dev.otter.engine.dialect;

import java.util.List;

/**
 * The type of a column as the source has it. Immutable.
 *
 * @param kind which
 * @param first length in characters or bytes, digits of a number, bits, or digits of a second's
 *     fraction; 0 where it has none
 * @param second digits behind the point of a DECIMAL, or of a FLOAT or DOUBLE that is rounded to
 *     them; otherwise 0
 * @param unsigned whether numbers are not negative
 * @param members texts of an ENUM or SET, in order
 */
public record MysqlType(
        MysqlKind kind, int first, int second, boolean unsigned, List<String> members) {
    public MysqlType {
        members = List.copyOf(members);
    }

    /** A type without numbers and members. */
    static MysqlType plain(MysqlKind kind) {
        return new MysqlType(kind, 0, 0, false, List.of());
    }

    /** A type with a length. */
    static MysqlType sized(MysqlKind kind, int first) {
        return new MysqlType(kind, first, 0, false, List.of());
    }

    /** Bytes that a BIT needs. */
    public int bitBytes() {
        return (first + 7) / 8;
    }
}
