package dev.otter.engine.load.table;

import dev.otter.binlog.bytes.ByteWriter;
import dev.otter.engine.change.RowChanges;
import java.nio.charset.StandardCharsets;

/** A row image as text for people: {@code id=1, name=_utf8mb4'x'}; long values are cut. */
final class RowText {
    private static final int VALUE_MAX = 200;
    private static final int ROW_MAX = 4000;

    private RowText() {}

    /** The image's columns that the target keeps. */
    static String of(TablePlan plan, RowChanges changes, int image) {
        return of(plan, plan.writtenColumns(), changes, image);
    }

    /** The image's key; empty when the table has none. */
    static String key(TablePlan plan, RowChanges changes, int image) {
        return of(plan, plan.keyColumns(), changes, image);
    }

    private static String of(TablePlan plan, int[] columns, RowChanges changes, int image) {
        StringBuilder text = new StringBuilder();
        ByteWriter value = new ByteWriter(256);
        for (int column : columns) {
            if (text.length() > ROW_MAX) {
                return text.append(", …").toString();
            }
            value.clear();
            plan.value(value, changes, image, column);
            text.append(text.isEmpty() ? "" : ", ")
                    .append(plan.source().columns().get(column).name())
                    .append('=')
                    .append(shortened(value));
        }
        return text.toString();
    }

    private static String shortened(ByteWriter value) {
        int length = Math.min(value.length(), VALUE_MAX);
        String text = new String(value.array(), 0, length, StandardCharsets.UTF_8);
        return length < value.length() ? text + "…(" + value.length() + " bytes)" : text;
    }
}
