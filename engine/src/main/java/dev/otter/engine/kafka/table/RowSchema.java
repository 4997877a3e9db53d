package dev.otter.engine.kafka.table;

import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.binlog.row.ColumnType;
import dev.otter.engine.change.SourceTable;
import dev.otter.engine.database.LogColumn;
import dev.otter.engine.kafka.bookkeeping.KafkaNames;
import dev.otter.engine.kafka.value.CellJson;
import dev.otter.engine.kafka.value.JsonOut;
import dev.otter.engine.kafka.value.Spelling;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * What a consumer has to know of the rows of one shape.
 *
 * @param id names it in rows: the same text has the same id, everywhere
 * @param text JSON: table, key and columns with their types and spellings
 */
record RowSchema(String id, String text) {
    private static final int ID_LETTERS = 16;

    /**
     * @param key names of the key's columns; none without a key
     */
    static RowSchema of(SourceTable source, List<String> key) {
        ByteWriter out = new ByteWriter(256);
        out.ascii("{\"table\":");
        JsonOut.string(out, source.name().toString());
        out.ascii(",\"key\":[");
        for (int i = 0; i < key.size(); i++) {
            out.ascii(i > 0 ? "," : "");
            JsonOut.string(out, key.get(i));
        }
        out.ascii("],\"columns\":[");
        for (int i = 0; i < source.columns().size(); i++) {
            out.ascii(i > 0 ? "," : "");
            column(out, source.columns().get(i));
        }
        out.ascii("]}");
        String text = new String(out.array(), 0, out.length(), StandardCharsets.UTF_8);
        return new RowSchema(KafkaNames.hash(text).substring(0, ID_LETTERS), text);
    }

    private static void column(ByteWriter out, LogColumn column) {
        ColumnType type = column.type();
        out.ascii("{\"name\":");
        JsonOut.string(out, column.name());
        out.ascii(",\"type\":\"").ascii(lower(type.kind().name())).put('"');
        if (type.sign() == ColumnType.Sign.UNSIGNED) {
            out.ascii(",\"unsigned\":true");
        }
        if (type.size() > 0) {
            out.ascii(",\"size\":").decimal(type.size());
        }
        if (type.scale() > 0) {
            out.ascii(",\"scale\":").decimal(type.scale());
        }
        if (!column.charset().isEmpty()) {
            out.ascii(",\"charset\":");
            JsonOut.string(out, column.charset());
        }
        if (!column.members().isEmpty()) {
            members(out, column);
        }
        out.ascii(",\"as\":\"").ascii(lower(Spelling.of(column).name())).ascii("\"}");
    }

    private static void members(ByteWriter out, LogColumn column) {
        out.ascii(",\"members\":[");
        for (int i = 0; i < column.members().size(); i++) {
            out.ascii(i > 0 ? "," : "");
            JsonOut.string(out, CellJson.member(column, i));
        }
        out.put(']');
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
