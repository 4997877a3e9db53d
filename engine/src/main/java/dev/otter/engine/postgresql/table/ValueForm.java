package dev.otter.engine.postgresql.table;

/** How the values of one source column are spelled for one column of PostgreSQL. */
enum ValueForm {
    /** Digits of whole numbers and decimals. */
    NUMBER,
    /** 0 and 1 as false and true. */
    BOOLEAN,
    /** The shortest digits that give the same bits back. */
    REAL,
    /** A string of 0 and 1. */
    BITS,
    /** Bytes in hexadecimal. */
    BYTES,
    /** Bytes in hexadecimal, those at the end that the log leaves out included. */
    PADDED_BYTES,
    TEXT,
    /** Dates, and times with a date. */
    MOMENT,
    /** The same with a zone, which is UTC. */
    ZONED_MOMENT,
    /** A time of day. */
    CLOCK,
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
