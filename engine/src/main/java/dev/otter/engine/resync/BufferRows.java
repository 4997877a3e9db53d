package dev.otter.engine.resync;

import dev.otter.binlog.bytes.Bytes;
import dev.otter.engine.change.ChangeKind;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTable;
import dev.otter.engine.database.LogColumn;
import dev.otter.engine.database.value.CharsetText;
import dev.otter.engine.resync.ResyncRequest.Place;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.LogPosition;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TablePattern;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads rows of {@code retl.retl_buffer} as requests. Each row is taken for itself: a bad one is
 * told and passed over. Stateless.
 */
public final class BufferRows {
    /** The table on the source into which requests are inserted. */
    public static final TableName TABLE = new TableName("retl", "retl_buffer");

    private static final String SCHEMA_KINDS = "CAEQTR";
    private static final int KEY_MAX = 1024;
    private static final int NAME_MAX = 512;

    private BufferRows() {}

    /** Whether it is the table of requests; servers may have changed the case of its name. */
    public static boolean is(TableName table) {
        return table.database().equalsIgnoreCase(TABLE.database())
                && table.table().equalsIgnoreCase(TABLE.table());
    }

    /**
     * Reads the rows of one event.
     *
     * @param behind where their transaction begins
     * @param first number of the first row among the transaction's requests
     * @param requests gets those that can be followed as far as they themselves tell
     * @param complaints gets an error for each that cannot
     * @return number of the row behind the last
     */
    static int read(
            RowChanges changes,
            LogPosition behind,
            int first,
            Consumer<ResyncRequest> requests,
            Consumer<OtterException> complaints) {
        int number = first;
        if (changes.kind() == ChangeKind.DELETE) {
            return number;
        }
        for (int row = 0; row < changes.rows(); row++) {
            Place place = new Place(behind, number++);
            try {
                read(new Row(changes, row), place).ifPresent(requests);
            } catch (OtterException e) {
                complaints.accept(e);
            }
        }
        return number;
    }

    private static Optional<ResyncRequest> read(Row row, Place place) {
        String kind = row.text("TYPE", place).orElse("").strip().toUpperCase(Locale.ROOT);
        if (kind.length() == 1 && SCHEMA_KINDS.contains(kind)) {
            // A table was altered: shapes are asked anew whenever rows are read.
            return Optional.empty();
        }
        if (!kind.equals("I") && !kind.equals("U") && !kind.equals("D")) {
            throw unusable("its TYPE is '" + shortened(kind) + "'", place, "Write I, U or D.");
        }
        String name = row.text("FULL_NAME", place).orElse("").strip();
        if (name.isEmpty()) {
            throw unusable(
                    "it has no FULL_NAME; a TABLE_ID alone names no table here",
                    place,
                    "Write the table as database.table into FULL_NAME.");
        }
        if (name.length() > NAME_MAX) {
            throw unusable("its FULL_NAME is too long", place, "Write one table or a pattern.");
        }
        pattern(name, place);
        String key =
                row.text("PK_DATA", place)
                        .orElseThrow(() ->
                                unusable(
                                        "its PK_DATA is NULL",
                                        place,
                                        "Write the values of the key's columns."));
        if (key.length() > KEY_MAX) {
            throw unusable(
                    "its PK_DATA has more than " + KEY_MAX + " characters",
                    place,
                    "Rows with keys so long are not sent again; change the row instead.");
        }
        return Optional.of(new ResyncRequest(place, name, kind.charAt(0), key));
    }

    /** The tables that a request means. */
    static TablePattern pattern(String fullName, Place place) {
        try {
            return TablePattern.parse(fullName);
        } catch (IllegalArgumentException e) {
            throw unusable(
                    "FULL_NAME: " + e.getMessage(), place, "Write the table as database.table.");
        }
    }

    private static String shortened(String text) {
        return text.length() <= 20 ? text : text.substring(0, 20) + "…";
    }

    /** The error of one request. */
    static OtterException unusable(String what, Place place, String remedy) {
        return new OtterException(
                ErrorCode.RESYNC_REQUEST_UNUSABLE,
                "a request in " + TABLE + " cannot be followed: " + what,
                "request " + place,
                remedy + " Insert the request again; this one is passed over.");
    }

    /** One row of the table; columns that an UPDATE does not log are taken from before it. */
    private record Row(RowChanges changes, int row) {
        Optional<String> text(String column, Place place) {
            SourceTable shape = changes.source();
            for (int i = 0; i < shape.columns().size(); i++) {
                if (shape.columns().get(i).name().equalsIgnoreCase(column)) {
                    return cell(i, shape.columns().get(i), place);
                }
            }
            throw unusable(
                    "the table has no column " + column,
                    place,
                    "Make the table as the guide says.");
        }

        private Optional<String> cell(int column, LogColumn type, Place place) {
            int cell = changes.after(row) + column;
            if (changes.length(cell) == RowChanges.ABSENT && changes.kind() == ChangeKind.UPDATE) {
                cell = changes.before(row) + column;
            }
            int length = changes.length(cell);
            if (length == RowChanges.NULL) {
                return Optional.empty();
            }
            if (length < 0) {
                throw unusable(
                        "the log leaves column " + type.name() + " out",
                        place,
                        "Insert requests, or set binlog_row_image=FULL.");
            }
            if (type.type().kind().integer()) {
                return Optional.of(
                        Long.toString(
                                Bytes.unsigned(changes.bytes(), changes.offset(cell), length)));
            }
            String charset = CharsetText.binary(type.charset()) ? "utf8mb4" : type.charset();
            return Optional.of(
                    CharsetText.decode(changes.bytes(), changes.offset(cell), length, charset)
                            .orElseThrow(() ->
                                    unusable(
                                            "its "
                                                    + type.name()
                                                    + " is no text of character set "
                                                    + charset,
                                            place,
                                            "Write it in the table's character set.")));
        }
    }
}
