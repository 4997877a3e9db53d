package dev.otter.engine.snapshot;

import dev.otter.engine.snapshot.CopyTerms.Way;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.LogPosition;
import dev.otter.model.table.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One pipeline's rows of {@code retl.retl_snapshot} on the target: which tables a full load copies,
 * cut into parts, and how far each is. Progress is written by statements that ride in the target
 * transaction of the rows that they tell of. Immutable.
 */
final class CopyRecord {
    private static final String TABLE = "retl_snapshot";

    /** The number under which is kept what {@link #making} tells. */
    private static final int MAKING = -1;

    /** The number under which is kept by what key a table is cut. */
    private static final int ORDER = -2;

    private final String pipeline;
    private final RecordSql sql;

    /**
     * On MySQL or MariaDB.
     *
     * @param pipeline full name of the pipeline
     */
    CopyRecord(String pipeline) {
        this(pipeline, RecordSql.MYSQL);
    }

    /**
     * @param sql how statements are spelled
     */
    CopyRecord(String pipeline, RecordSql sql) {
        this.pipeline = pipeline;
        this.sql = sql;
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

    private String table() {
        return sql.table(TABLE);
    }

    /** All parts, by table and number. */
    List<Part> read(RecordSession target) {
        List<List<String>> rows =
                target.rows(
                        "SELECT source_table,target_table,part,state,begun_at,"
                                + "finished_at,next_key,end_key,rows_copied,"
                                + "rows_estimated,way,row_filter,after_copy FROM "
                                + table()
                                + " WHERE pipeline="
                                + sql.text(pipeline)
                                + " AND part>=0 ORDER BY source_table,part");
        List<Part> parts = new ArrayList<>();
        try {
            for (List<String> row : rows) {
                parts.add(
                        new Part(
                                name(row.get(0)),
                                name(row.get(1)),
                                Integer.parseInt(row.get(2)),
                                State.valueOf(row.get(3)),
                                position(row.get(4)),
                                position(row.get(5)),
                                KeyPoint.parse(row.get(6)),
                                KeyPoint.parse(row.get(7)),
                                Long.parseLong(row.get(8)),
                                Long.parseLong(row.get(9)),
                                new CopyTerms(Way.valueOf(row.get(10)), row.get(11), row.get(12))));
            }
        } catch (IllegalArgumentException e) {
            throw new OtterException(
                    ErrorCode.COPY_RECORD_UNUSABLE,
                    "retl.retl_snapshot holds something that is no record of a full load: "
                            + e.getMessage(),
                    "pipeline " + pipeline,
                    "Restore the table's rows of this pipeline, or empty the target's tables and"
                            + " delete the pipeline's rows of retl_snapshot and retl_checkpoint to"
                            + " begin anew.",
                    e);
        }
        return parts;
    }

    /** A name is kept as database, a slash that no name of a database on disk has, and table. */
    static TableName name(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("'" + text + "' is not database/table");
        }
        return new TableName(text.substring(0, slash), text.substring(slash + 1));
    }

    private String kept(TableName name) {
        return sql.text(plain(name));
    }

    /** The form in which a name is kept, as {@link #name} reads it. */
    static String plain(TableName name) {
        return name.database() + "/" + name.table();
    }

    private static Optional<LogPosition> position(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(LogPosition.parse(text));
    }

    static String text(String text) {
        return "_utf8mb4'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }

    /**
     * Adds a table that waits to be copied.
     *
     * @param state WAITING or EMPTYING
     */
    String added(TableName source, TableName target, State state, CopyTerms terms, long estimated) {
        return insert(
                new Part(
                        source,
                        target,
                        0,
                        state,
                        Optional.empty(),
                        Optional.empty(),
                        KeyPoint.NONE,
                        KeyPoint.NONE,
                        0,
                        estimated,
                        terms));
    }

    /** Adds a further part of a table that begins to be copied. */
    String part(CopyTable table, int part, LogPosition begun, KeyRange range) {
        return insert(
                new Part(
                        table.source(),
                        table.target(),
                        part,
                        State.COPYING,
                        Optional.of(begun),
                        Optional.empty(),
                        range.after(),
                        range.upTo(),
                        0,
                        0,
                        table.terms().withAfterwards("")));
    }

    private String insert(Part part) {
        return "INSERT INTO "
                + table()
                + " (pipeline,source_table,target_table,part,state,begun_at,"
                + "finished_at,next_key,end_key,rows_copied,rows_estimated,way,"
                + "row_filter,after_copy) VALUES ("
                + sql.text(pipeline)
                + ","
                + kept(part.source())
                + ","
                + kept(part.target())
                + ","
                + part.part()
                + ",'"
                + part.state()
                + "',"
                + sql.text(part.begun().map(LogPosition::toString).orElse(""))
                + ",'',"
                + sql.text(part.next().text())
                + ","
                + sql.text(part.end().text())
                + ",0,"
                + part.estimated()
                + ",'"
                + part.terms().way()
                + "',"
                + sql.text(part.terms().filter())
                + ","
                + sql.text(part.terms().afterwards())
                + ")";
    }

    /** Part 0 of a waiting table begins. */
    String begun(TableName source, LogPosition begun, KeyRange range) {
        return "UPDATE "
                + table()
                + " SET state='COPYING',begun_at="
                + sql.text(begun.toString())
                + ",next_key="
                + sql.text(range.after().text())
                + ",end_key="
                + sql.text(range.upTo().text())
                + where(source, 0);
    }

    /** Rows of a part have come. */
    String moved(TableName source, int part, KeyPoint next, long rows) {
        return "UPDATE "
                + table()
                + " SET next_key="
                + sql.text(next.text())
                + ",rows_copied=rows_copied+"
                + rows
                + where(source, part);
    }

    /** The last rows of a part have come. */
    String finished(TableName source, int part, LogPosition finished, long rows) {
        return "UPDATE "
                + table()
                + " SET state='DONE',finished_at="
                + sql.text(finished.toString())
                + ",rows_copied=rows_copied+"
                + rows
                + where(source, part);
    }

    /** The target's table is empty now: the table waits again, as a whole. */
    List<String> emptied(TableName source) {
        return List.of(
                "DELETE FROM "
                        + table()
                        + " WHERE pipeline="
                        + sql.text(pipeline)
                        + " AND source_table="
                        + kept(source)
                        + " AND (part>0 OR part="
                        + ORDER
                        + ")",
                "UPDATE "
                        + table()
                        + " SET state='WAITING',begun_at='',next_key='',end_key='',"
                        + "rows_copied=0"
                        + where(source, 0));
    }

    /** By what key a table that begins to be copied is cut. */
    String ordered(CopyTable table, String key) {
        return insert(
                new Part(
                        table.source(),
                        table.target(),
                        ORDER,
                        State.WAITING,
                        Optional.empty(),
                        Optional.empty(),
                        KeyPoint.NONE,
                        KeyPoint.NONE,
                        0,
                        0,
                        CopyTerms.USUAL.withAfterwards(key)));
    }

    /** What {@link #ordered} has kept, by source table. */
    Map<TableName, String> orders(RecordSession target) {
        return kept(target, ORDER);
    }

    /** The table is read from its start again, by another key, as one part. */
    List<String> restarted(CopyTable table, String key) {
        List<String> statements = new ArrayList<>();
        statements.add(
                "UPDATE "
                        + table()
                        + " SET after_copy="
                        + sql.text(key)
                        + where(table.source(), ORDER));
        for (CopyRange range : table.ranges()) {
            statements.add("DELETE FROM " + table() + where(table.source(), range.part()));
        }
        statements.add(
                insert(
                        new Part(
                                table.source(),
                                table.target(),
                                0,
                                State.COPYING,
                                Optional.of(table.begun()),
                                Optional.empty(),
                                KeyPoint.NONE,
                                KeyPoint.NONE,
                                0,
                                table.estimated(),
                                table.terms())));
        return statements;
    }

    /** The source has no such table any more; changes up to here are left out. */
    String gone(TableName source, LogPosition here) {
        return "UPDATE "
                + table()
                + " SET state='DONE',after_copy='',begun_at="
                + sql.text(here.toString())
                + ",finished_at="
                + sql.text(here.toString())
                + " WHERE pipeline="
                + sql.text(pipeline)
                + " AND source_table="
                + kept(source)
                + " AND part>=0";
    }

    /**
     * What completes the table has been run.
     *
     * @param rest what of it is still to be; empty for nothing
     */
    String completed(TableName source, String rest) {
        return "UPDATE " + table() + " SET after_copy=" + sql.text(rest) + where(source, 0);
    }

    /** The statement that completes the table; empty for none. */
    String afterwards(RecordSession target, TableName source) {
        List<List<String>> rows =
                target.rows("SELECT after_copy FROM " + table() + where(source, 0));
        return rows.isEmpty() ? "" : rows.getFirst().getFirst();
    }

    /**
     * Keeps how a table that is about to be made is completed, before anything is recorded of it.
     */
    String making(TableName source, TableName target, String afterwards) {
        Part made =
                new Part(
                        source,
                        target,
                        MAKING,
                        State.WAITING,
                        Optional.empty(),
                        Optional.empty(),
                        KeyPoint.NONE,
                        KeyPoint.NONE,
                        0,
                        0,
                        CopyTerms.USUAL.withAfterwards(afterwards));
        return insert(made).replaceFirst("INSERT", "REPLACE");
    }

    /** What {@link #making} has kept, by source table. */
    Map<TableName, String> made(RecordSession target) {
        return kept(target, MAKING);
    }

    private Map<TableName, String> kept(RecordSession target, int part) {
        List<List<String>> rows =
                target.rows(
                        "SELECT source_table,after_copy FROM "
                                + table()
                                + " WHERE pipeline="
                                + sql.text(pipeline)
                                + " AND part="
                                + part);
        Map<TableName, String> kept = new HashMap<>();
        for (List<String> row : rows) {
            kept.put(name(row.get(0)), row.get(1));
        }
        return kept;
    }

    /** Forgets everything about a table. */
    String forget(TableName source) {
        return forget() + " AND source_table=" + kept(source);
    }

    /** Forgets everything about the pipeline. */
    String forget() {
        return "DELETE FROM " + table() + " WHERE pipeline=" + sql.text(pipeline);
    }

    private String where(TableName source, int part) {
        return " WHERE pipeline="
                + sql.text(pipeline)
                + " AND source_table="
                + kept(source)
                + " AND part="
                + part;
    }
}
