package dev.otter.engine.snapshot;

import dev.otter.model.position.LogPosition;
import dev.otter.model.table.TableName;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a target keeps of one pipeline's full load: which tables are copied, cut into parts, and how
 * far each is. Progress is written by statements that ride in the target transaction of the rows
 * that they tell of.
 */
interface CopyRecord {

    /** In the form that the kind of target asks for. */
    static CopyRecord of(String pipeline, RecordSql sql) {
        return sql instanceof KeptRecords kept ? kept.record() : new SqlCopyRecord(pipeline, sql);
    }

    /** What a part of a table is in. */
    enum State {
        /** The target's table is to be emptied first. */
        EMPTYING,
        /** Not begun: changes of the log are left out, the copy will bring them. */
        WAITING,
        COPYING,
        DONE
    }

    /**
     * A part of a table.
     *
     * @param source the table that is read
     * @param target the table that is written
     * @param part number within the table, from 0
     * @param state what it is in
     * @param begun changes up to here are left out
     * @param finished all rows were handed over here
     * @param next rows up to here are durable
     * @param end rows up to here belong to the part
     * @param rows rows that are durable
     * @param estimated rows of the whole table, as the source guesses; told by part 0
     * @param terms how it is copied; the statement afterwards is told by part 0
     */
    record Part(
            TableName source,
            TableName target,
            int part,
            State state,
            Optional<LogPosition> begun,
            Optional<LogPosition> finished,
            KeyPoint next,
            KeyPoint end,
            long rows,
            long estimated,
            CopyTerms terms) {}

    /** A name is kept as database, a slash that no name of a database on disk has, and table. */
    static TableName name(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("'" + text + "' is not database/table");
        }
        return new TableName(text.substring(0, slash), text.substring(slash + 1));
    }

    /** The form in which a name is kept, as {@link #name} reads it. */
    static String plain(TableName name) {
        return name.database() + "/" + name.table();
    }

    static String text(String text) {
        return "_utf8mb4'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    /** All parts, by table and number. */
    List<Part> read(RecordSession target);

    /**
     * Adds a table that waits to be copied.
     *
     * @param state WAITING or EMPTYING
     */
    String added(TableName source, TableName target, State state, CopyTerms terms, long estimated);

    /** Adds a further part of a table that begins to be copied. */
    String part(CopyTable table, int part, LogPosition begun, KeyRange range);

    /** Part 0 of a waiting table begins. */
    String begun(TableName source, LogPosition begun, KeyRange range);

    /** Rows of a part have come. */
    String moved(TableName source, int part, KeyPoint next, long rows);

    /** The last rows of a part have come. */
    String finished(TableName source, int part, LogPosition finished, long rows);

    /** The target's table is empty now: the table waits again, as a whole. */
    List<String> emptied(TableName source);

    /** By what key a table that begins to be copied is cut. */
    String ordered(CopyTable table, String key);

    /** What {@link #ordered} has kept, by source table. */
    Map<TableName, String> orders(RecordSession target);

    /** The table is read from its start again, by another key, as one part. */
    List<String> restarted(CopyTable table, String key);

    /** The source has no such table any more; changes up to here are left out. */
    String gone(TableName source, LogPosition here);

    /**
     * What completes the table has been run.
     *
     * @param rest what of it is still to be; empty for nothing
     */
    String completed(TableName source, String rest);

    /** The statement that completes the table; empty for none. */
    String afterwards(RecordSession target, TableName source);

    /**
     * Keeps how a table that is about to be made is completed, before anything is recorded of it.
     */
    String making(TableName source, TableName target, String afterwards);

    /** What {@link #making} has kept, by source table. */
    Map<TableName, String> made(RecordSession target);

    /** Forgets everything about a table. */
    String forget(TableName source);

    /** Forgets everything about the pipeline. */
    String forget();
}
