package dev.otter.engine.oracle.table;

/** How the values of one source column are read. */
enum ValueForm {
    /** Digits of whole numbers and decimals. */
    NUMBER,
    /** Floating-point numbers, bit by bit. */
    REAL,
    /** The bytes as they are. */
    BYTES,
    /** Bytes, those at the end that the log leaves out included. */
    PADDED_BYTES,
    TEXT,
    /** Dates, and times with a date. */
    MOMENT,
    /** A length of time, which may be negative and longer than a day. */
    SPAN,
    /** The text of an ENUM's member. */
    MEMBER,
    /** The texts of a SET's members, with commas. */
    MEMBERS,
    JSON,
    /** A shape as extended well-known binary: with its reference system unless that is 0. */
    SHAPE
}
