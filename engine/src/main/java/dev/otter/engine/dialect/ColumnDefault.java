package dev.otter.engine.dialect;

import java.math.BigDecimal;

/** What a column holds that an INSERT leaves out. */
public sealed interface ColumnDefault {

    /** Nothing is said. */
    record None() implements ColumnDefault {}

    /** NULL is said. */
    record Null() implements ColumnDefault {}

    /** A number. */
    record Amount(BigDecimal value) implements ColumnDefault {}

    /** A text. */
    record Text(String value) implements ColumnDefault {}

    /**
     * Bits or bytes, as {@code b'101'} and {@code x'1f'} say them.
     *
     * @param hex the bytes, two digits each
     */
    record Bytes(String hex) implements ColumnDefault {}

    /**
     * The moment of the INSERT.
     *
     * @param fraction digits of a second
     */
    record Now(int fraction) implements ColumnDefault {}
}
