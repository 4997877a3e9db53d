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

/** A record in rows of {@code retl.retl_snapshot} on the target. Immutable. */
final class SqlCopyRecord implements CopyRecord {
    private static final String TABLE = "retl_snapshot";

    /** The number under which is kept what {@link #making} tells. */
    private static final int MAKING = -1;

    /** The number under which is kept by what key a table is cut. */
    private static final int ORDER = -2;

    private final String pipeline;
    private final RecordSql sql;

    /**
     * @param pipeline full name of the pipeline
     * @param sql how statements are spelled
     */
    SqlCopyRecord(String pipeline, RecordSql sql) {
        this.pipeline = pipeline;
        this.sql = sql;
    }

    private String table() {
        return sql.table(TABLE);
    }

    @Override
    public List<Part> read(RecordSession target) {
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
                                CopyRecord.name(row.get(0)),
                                CopyRecord.name(row.get(1)),
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

    private String kept(TableName name) {
        return sql.text(CopyRecord.plain(name));
    }

    private static Optional<LogPosition> position(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(LogPosition.parse(text));
    }

    @Override
    public String added(
            TableName source, TableName target, State state, CopyTerms terms, long estimated) {
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

    @Override
    public String part(CopyTable table, int part, LogPosition begun, KeyRange range) {
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

    @Override
    public String begun(TableName source, LogPosition begun, KeyRange range) {
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

    @Override
    public String moved(TableName source, int part, KeyPoint next, long rows) {
        return "UPDATE "
                + table()
                + " SET next_key="
                + sql.text(next.text())
                + ",rows_copied=rows_copied+"
                + rows
                + where(source, part);
    }

    @Override
    public String finished(TableName source, int part, LogPosition finished, long rows) {
        return "UPDATE "
                + table()
                + " SET state='DONE',finished_at="
                + sql.text(finished.toString())
                + ",rows_copied=rows_copied+"
                + rows
                + where(source, part);
    }

    @Override
    public List<String> emptied(TableName source) {
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

    @Override
    public String ordered(CopyTable table, String key) {
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

    @Override
    public Map<TableName, String> orders(RecordSession target) {
        return kept(target, ORDER);
    }

    @Override
    public List<String> restarted(CopyTable table, String key) {
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

    @Override
    public String gone(TableName source, LogPosition here) {
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

    @Override
    public String completed(TableName source, String rest) {
        return "UPDATE " + table() + " SET after_copy=" + sql.text(rest) + where(source, 0);
    }

    @Override
    public String afterwards(RecordSession target, TableName source) {
        List<List<String>> rows =
                target.rows("SELECT after_copy FROM " + table() + where(source, 0));
        return rows.isEmpty() ? "" : rows.getFirst().getFirst();
    }

    @Override
    public String making(TableName source, TableName target, String afterwards) {
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

    @Override
    public Map<TableName, String> made(RecordSession target) {
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
            kept.put(CopyRecord.name(row.get(0)), row.get(1));
        }
        return kept;
    }

    @Override
    public String forget(TableName source) {
        return forget() + " AND source_table=" + kept(source);
    }

    @Override
    public String forget() {
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
