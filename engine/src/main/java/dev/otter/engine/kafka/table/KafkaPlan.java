package dev.otter.engine.kafka.table;

import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTable;
import dev.otter.engine.database.LogColumn;
import dev.otter.engine.database.TargetTable;
import dev.otter.engine.kafka.value.CellJson;
import dev.otter.engine.kafka.value.JsonOut;
import dev.otter.engine.kafka.value.ValueRefusedException;
import dev.otter.engine.load.table.Cells;
import dev.otter.engine.load.table.Families;
import dev.otter.engine.load.table.KeyPlans;
import dev.otter.engine.load.table.ListUpdate;
import dev.otter.engine.load.table.RowPlan;
import dev.otter.engine.load.table.TargetTables;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How rows of one source shape become records of one topic. One thread: it keeps room to work in.
 */
public final class KafkaPlan implements RowPlan {
    private static final int TEXT_VALUE_MAX = 200;
    private static final int TEXT_ROW_MAX = 4000;

    private final SourceTable source;
    private final TargetTable target;
    private final Families families;
    private final KeyPlans keys;
    private final String topic;
    private final int[] key;
    private final int[] all;
    private final CellJson[] cells;
    private final byte[][] names;
    private final RowSchema schema;
    private final byte[] head;
    private final ByteWriter out = new ByteWriter(512);

    /**
     * @throws OtterException TABLE_MISMATCH when rows of this shape lack the key
     */
    KafkaPlan(
            SourceTable source,
            TargetTable target,
            Families families,
            TargetTables tables,
            String topic) {
        this.source = source;
        this.target = target;
        this.families = families;
        this.topic = topic;
        this.keys = new KeyPlans(new KafkaColumns(source, target), tables);
        this.key = keys.rowKey().columns();
        if (key.length == 0 && target.rowKey().isPresent()) {
            throw new OtterException(
                    ErrorCode.TABLE_MISMATCH,
                    "rows in the log lack a column of the key that the table has now",
                    "source table " + source.name() + ", topic " + topic,
                    "The key was changed behind these rows: let the pipeline begin behind the"
                            + " change, or take the table out of its tables.");
        }
        int columns = source.columns().size();
        this.all = IntStream.range(0, columns).toArray();
        this.cells = new CellJson[columns];
        this.names = new byte[columns][];
        for (int i = 0; i < columns; i++) {
            LogColumn column = source.columns().get(i);
            cells[i] = new CellJson(column);
            names[i] = (JsonOut.quoted(column.name()) + ":").getBytes(StandardCharsets.UTF_8);
        }
        List<String> keyNames =
                IntStream.of(key).mapToObj(i -> source.columns().get(i).name()).toList();
        this.schema = RowSchema.of(source, keyNames);
        this.head =
                ("\",\"table\":"
                                + JsonOut.quoted(source.name().toString())
                                + ",\"schema\":\""
                                + schema.id()
                                + "\",\"ts\":")
                        .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public SourceTable source() {
        return source;
    }

    @Override
    public TargetTable table() {
        return target;
    }

    @Override
    public Families families() {
        return families;
    }

    @Override
    public KeyPlans keys() {
        return keys;
    }

    @Override
    public boolean mayBeOverlooked(ListUpdate.Row row) {
        return false;
    }

    @Override
    public int[] findingColumns() {
        return key.length > 0 ? key : all;
    }

    /** Where the rows go. */
    public String topic() {
        return topic;
    }

    /** Names the schema of the rows. */
    public String schemaId() {
        return schema.id();
    }

    /** The schema of the rows, as JSON. */
    public String schemaText() {
        return schema.text();
    }

    /**
     * The key of a row as a record has it; null when the table has none.
     *
     * @param fallback another image that has the columns which this one leaves out
     */
    public byte[] key(RowChanges changes, int image, int fallback) {
        if (key.length == 0) {
            return null;
        }
        out.clear();
        object(key, changes, image, fallback);
        return out.toByteArray();
    }

    /**
     * The value of a record.
     *
     * @param what c, u or d
     * @param micros when the source committed it
     * @param before the image before, or -1 to leave it out
     * @param after the image after, or -1 to leave it out
     * @throws ValueRefusedException when the row cannot be sent
     */
    public byte[] value(char what, long micros, RowChanges changes, int before, int after) {
        out.clear();
        out.ascii("{\"op\":\"").put(what).append(head).decimal(micros);
        if (before >= 0) {
            out.ascii(",\"before\":");
            object(all, changes, before, before);
        }
        if (after >= 0) {
            out.ascii(",\"after\":");
            boolean updated = changes.kind().images() == 2;
            int older = updated ? after - source.columns().size() : after;
            object(all, changes, after, older);
        }
        return out.put('}').toByteArray();
    }

    /** Whether an update gives the row another key. */
    public boolean moves(RowChanges changes, int before, int after) {
        for (int column : key) {
            if (changes.length(after + column) != RowChanges.ABSENT
                    && !Cells.same(changes, before + column, changes, after + column)) {
                return true;
            }
        }
        return false;
    }

    private void object(int[] columns, RowChanges changes, int image, int fallback) {
        out.put('{');
        boolean any = false;
        for (int column : columns) {
            int cell = changes.length(image + column) == RowChanges.ABSENT ? fallback : image;
            boolean absent = changes.length(cell + column) == RowChanges.ABSENT;
            if (absent && source.columns().get(column).generated()) {
                continue;
            }
            if (any) {
                out.put(',');
            }
            any = true;
            out.append(names[column]);
            cell(out, changes, cell + column, column);
        }
        out.put('}');
    }

    private void cell(ByteWriter to, RowChanges changes, int cell, int column) {
        cells[column].append(to, changes.bytes(), changes.offset(cell), changes.length(cell));
    }

    @Override
    public String text(RowChanges changes, int image) {
        return text(all, changes, image);
    }

    @Override
    public String keyText(RowChanges changes, int image) {
        return text(key, changes, image);
    }

    private String text(int[] columns, RowChanges changes, int image) {
        StringBuilder text = new StringBuilder();
        for (int column : columns) {
            if (text.length() > TEXT_ROW_MAX) {
                return text.append(", …").toString();
            }
            ByteWriter value = new ByteWriter(32);
            try {
                cell(value, changes, image + column, column);
            } catch (ValueRefusedException e) {
                value.clear();
                value.ascii("(not to be written)");
            }
            String shown = value.toString();
            text.append(text.isEmpty() ? "" : ", ")
                    .append(source.columns().get(column).name())
                    .append('=')
                    .append(shown.substring(0, Math.min(shown.length(), TEXT_VALUE_MAX)));
            if (shown.length() > TEXT_VALUE_MAX) {
                text.append("…(").append(shown.length()).append(" characters)");
            }
        }
        return text.toString();
    }
}
