package dev.otter.engine.verify.online;

import dev.otter.binlog.wire.QueryResult;
import dev.otter.engine.verify.ColumnShape;
import dev.otter.engine.verify.Connections;
import dev.otter.engine.verify.TablePair;
import dev.otter.engine.verify.TableShape;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.table.TableName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Keeps in {@code retl.retl_check} of the target how far a check is, so that whoever leads the
 * pipeline goes on from there: one row for each table of the newest run. Holds values of keys. Of a
 * table that has another shape by now nothing is known. For one thread.
 */
public final class KeptSweeps {
    private static final long PACE_NANOS = Duration.ofSeconds(1).toNanos();

    private final Endpoint target;
    private final String pipeline;
    private final String run;
    private long written = System.nanoTime() - PACE_NANOS;

    private KeptSweeps(Endpoint target, String pipeline, String run) {
        this.target = target;
        this.pipeline = pipeline;
        this.run = run;
    }

    /**
     * Begins or goes on with a run; what is kept of others is dropped.
     *
     * @param pipeline full name of the pipeline, which has run once, so that the table is there
     * @param run its name
     * @throws dev.otter.model.error.OtterException when the target cannot be reached or refuses
     */
    public static KeptSweeps open(Endpoint target, String pipeline, String run) {
        KeptSweeps kept = new KeptSweeps(target, pipeline, run);
        kept.execute(
                "DELETE FROM `retl`.`retl_check` WHERE `pipeline`=%s AND `run`<>%s"
                        .formatted(quoted(pipeline), quoted(run)));
        return kept;
    }

    /** All is compared: there is nothing to go on from. */
    public void forget() {
        execute("DELETE FROM `retl`.`retl_check` WHERE `pipeline`=" + quoted(pipeline));
    }

    /** The part of one pair, as its tables are now. */
    public SweepMemory of(TablePair pair) {
        String shape = digest(pair);
        return new SweepMemory() {
            @Override
            public Optional<Kept> of(TableName table) {
                return find(table, shape);
            }

            @Override
            public void keep(TableName table, Kept kept) {
                put(table, shape, kept);
            }
        };
    }

    private Optional<SweepMemory.Kept> find(TableName table, String shape) {
        QueryResult rows =
                Connections.with(
                        target,
                        connection ->
                                connection.query(
                                        ("SELECT `point`,`source_rows`,`target_rows`,`equal_rows`,"
                                                        + "`differences`,`undecided` FROM"
                                                        + " `retl`.`retl_check` WHERE `pipeline`=%s"
                                                        + " AND `table_name`=%s AND `run`=%s AND"
                                                        + " `shape`=%s")
                                                .formatted(
                                                        quoted(pipeline),
                                                        quoted(table.toString()),
                                                        quoted(run),
                                                        quoted(shape))));
        if (rows.size() == 0) {
            return Optional.empty();
        }
        return Optional.of(
                new SweepMemory.Kept(
                        rows.string(0, 0),
                        new Tally(
                                rows.number(0, 1),
                                rows.number(0, 2),
                                rows.number(0, 3),
                                rows.number(0, 4),
                                rows.number(0, 5))));
    }

    private void put(TableName table, String shape, SweepMemory.Kept kept) {
        long now = System.nanoTime();
        if (!kept.done() && now - written < PACE_NANOS) {
            return;
        }
        written = now;
        Tally tally = kept.tally();
        execute(
                ("REPLACE INTO `retl`.`retl_check` SET `pipeline`=%s,`table_name`=%s,`run`=%s,"
                                + "`shape`=%s,`point`=%s,`source_rows`=%d,`target_rows`=%d,"
                                + "`equal_rows`=%d,`differences`=%d,`undecided`=%d")
                        .formatted(
                                quoted(pipeline),
                                quoted(table.toString()),
                                quoted(run),
                                quoted(shape),
                                quoted(kept.point()),
                                tally.sourceRows(),
                                tally.targetRows(),
                                tally.equal(),
                                tally.differences(),
                                tally.undecided()));
    }

    private void execute(String statement) {
        var _ = Connections.with(target, connection -> connection.query(statement));
    }

    private static String quoted(String text) {
        // In hexadecimal, so that no SQL mode can read it otherwise.
        return text.isEmpty()
                ? "''"
                : "CONVERT(0x"
                        + HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8))
                        + " USING utf8mb4)";
    }

    private static String digest(TablePair pair) {
        StringBuilder text = new StringBuilder();
        pair.sources().forEach(shape -> add(text, shape));
        pair.target().ifPresent(shape -> add(text, shape));
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(text.toString().getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static void add(StringBuilder text, TableShape shape) {
        text.append(shape.name()).append(shape.key());
        for (ColumnShape column : shape.columns()) {
            text.append('\n').append(column);
        }
        text.append('\n');
    }
}
