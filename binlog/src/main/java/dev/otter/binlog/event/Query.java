package dev.otter.binlog.event;

import dev.otter.binlog.bytes.BinlogFormatException;
import dev.otter.binlog.bytes.ByteReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A statement: BEGIN, COMMIT, DDL, or a change in statement format. Refilled; valid until the next
 * event is decoded.
 */
public final class Query implements Event {
    private static final byte[] BEGIN = "BEGIN".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] COMMIT = "COMMIT".getBytes(StandardCharsets.US_ASCII);

    private final EventHeader header;
    private long threadId;
    private int errorCode;
    private byte[] buffer = {};
    private int statusOffset;
    private int statusLength;
    private String schema = "";
    private byte[] sqlBuffer = {};
    private int sqlOffset;
    private int sqlLength;
    private boolean loadData;

    Query(EventHeader header) {
        this.header = header;
    }

    /** Reads all but MariaDB's compressed text, which {@link #expand} replaces. */
    Query read(ByteReader in, boolean load) {
        loadData = load;
        threadId = in.u32();
        in.skip(4);
        int schemaLength = in.u8();
        errorCode = in.u16();
        statusLength = in.u16();
        if (load) {
            in.skip(13);
        }
        buffer = in.buffer();
        statusOffset = in.skip(statusLength);
        schema = schema(in, schemaLength);
        if (in.u8() != 0) {
            throw BinlogFormatException.malformed("a schema name without its end");
        }
        sqlBuffer = buffer;
        sqlLength = in.remaining();
        sqlOffset = in.skip(sqlLength);
        return this;
    }

    /** Most events name the schema of the event before. */
    private String schema(ByteReader in, int length) {
        int at = in.skip(length);
        if (schema.length() == length) {
            int same = 0;
            while (same < length && schema.charAt(same) == in.buffer()[at + same]) {
                same++;
            }
            if (same == length) {
                return schema;
            }
        }
        return new String(in.buffer(), at, length, StandardCharsets.UTF_8);
    }

    Query expand(byte[] sql) {
        sqlBuffer = sql;
        sqlOffset = 0;
        sqlLength = sql.length;
        return this;
    }

    @Override
    public EventHeader header() {
        return header;
    }

    /** The connection that ran it. */
    public long threadId() {
        return threadId;
    }

    /** Error the statement ended with on the source; 0 for none. */
    public int errorCode() {
        return errorCode;
    }

    /** The default schema when it ran; empty for none. */
    public String schema() {
        return schema;
    }

    /** Array that holds the text; see {@link #sqlOffset} and {@link #sqlLength}. */
    public byte[] sqlBuffer() {
        return sqlBuffer;
    }

    public int sqlOffset() {
        return sqlOffset;
    }

    public int sqlLength() {
        return sqlLength;
    }

    /** A copy of the text, in the client's character set ({@link QueryStatus#clientCharset}). */
    public byte[] sql() {
        return Arrays.copyOfRange(sqlBuffer, sqlOffset, sqlOffset + sqlLength);
    }

    /** The text read as UTF-8. */
    public String text() {
        return new String(sqlBuffer, sqlOffset, sqlLength, StandardCharsets.UTF_8);
    }

    /** The event is BEGIN and opens a transaction. */
    public boolean begin() {
        return is(BEGIN);
    }

    /** The event is COMMIT and ends a transaction of tables that have none. */
    public boolean commit() {
        return is(COMMIT);
    }

    private boolean is(byte[] word) {
        return sqlLength == word.length
                && Arrays.equals(sqlBuffer, sqlOffset, sqlOffset + sqlLength, word, 0, word.length);
    }

    /** The statement is a LOAD DATA whose file came in the {@link Event.LoadBlock}s before. */
    public boolean loadData() {
        return loadData;
    }

    /** The session settings written with the statement; decoded at each call. */
    public QueryStatus status() {
        return QueryStatus.read(new ByteReader(buffer, statusOffset, statusLength));
    }
}
