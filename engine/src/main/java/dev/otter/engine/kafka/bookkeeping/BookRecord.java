package dev.otter.engine.kafka.bookkeeping;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A record of the checkpoint topic. Its key says what it is; its value is one line {@code
 * name=value} each.
 */
public sealed interface BookRecord {

    /** How far one slot is: the same as a row of {@code retl.retl_checkpoint}. */
    record Slot(int slot, long group, String mark, String transactions, long commitMicros)
            implements BookRecord {}

    /**
     * Who writes.
     *
     * @param epoch the writer's number
     * @param producers how many producers any writer so far may have had
     */
    record Epoch(long epoch, int producers) implements BookRecord {}

    /** A table that is held; without an error when it is no longer. */
    record Held(String table, Optional<String> error) implements BookRecord {}

    /**
     * A part of the record of a full load, see {@code KeptRecords}.
     *
     * @param text its value; empty when it is forgotten
     */
    record Copy(String name, String text) implements BookRecord {
        /** The lines of a note, each a record. */
        public static List<Copy> of(String note) {
            return note.lines()
                    .filter(line -> !line.isEmpty())
                    .map(line -> {
                        int equal = line.indexOf('=');
                        return new Copy(line.substring(0, equal), line.substring(equal + 1));
                    })
                    .toList();
        }
    }

    /** The key. */
    default byte[] key() {
        return bytes(
                switch (this) {
                    case Slot slot -> "slot:" + slot.slot();
                    case Epoch _ -> "epoch";
                    case Held held -> "held:" + held.table();
                    case Copy copy -> "copy:" + copy.name();
                });
    }

    /** The value; null for a table that is no longer held, and for what is forgotten. */
    default byte[] value() {
        return switch (this) {
            case Slot slot ->
                    bytes(
                            "group="
                                    + slot.group()
                                    + "\nmark="
                                    + slot.mark()
                                    + "\ntransactions="
                                    + slot.transactions()
                                    + "\nsource_commit_micros="
                                    + slot.commitMicros());
            case Epoch epoch ->
                    bytes("epoch=" + epoch.epoch() + "\nproducers=" + epoch.producers());
            case Held held ->
                    held.error().map(text -> bytes("error=" + oneLine(text))).orElse(null);
            case Copy copy -> copy.text().isEmpty() ? null : bytes(copy.text());
        };
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\R", " ");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads a record back; empty for one of a kind that is not known here.
     *
     * @throws IllegalArgumentException when it holds something else than its key says
     */
    static Optional<BookRecord> of(byte[] key, byte[] value) {
        String name = new String(key, StandardCharsets.UTF_8);
        Map<String, String> fields = fields(value);
        if (name.startsWith("held:")) {
            return Optional.of(
                    new Held(name.substring(5), Optional.ofNullable(fields.get("error"))));
        }
        if (name.startsWith("copy:")) {
            String text = value == null ? "" : new String(value, StandardCharsets.UTF_8);
            return Optional.of(new Copy(name.substring(5), text));
        }
        if (value == null) {
            return Optional.empty();
        }
        if (name.equals("epoch")) {
            return Optional.of(
                    new Epoch(
                            Long.parseLong(needed(fields, "epoch")),
                            Integer.parseInt(needed(fields, "producers"))));
        }
        if (name.startsWith("slot:")) {
            return Optional.of(
                    new Slot(
                            Integer.parseInt(name.substring(5)),
                            Long.parseLong(needed(fields, "group")),
                            needed(fields, "mark"),
                            needed(fields, "transactions"),
                            Long.parseLong(needed(fields, "source_commit_micros"))));
        }
        return Optional.empty();
    }

    private static Map<String, String> fields(byte[] value) {
        Map<String, String> fields = new LinkedHashMap<>();
        if (value != null) {
            for (String line : new String(value, StandardCharsets.UTF_8).split("\n")) {
                int equal = line.indexOf('=');
                if (equal > 0) {
                    fields.put(line.substring(0, equal), line.substring(equal + 1));
                }
            }
        }
        return fields;
    }

    private static String needed(Map<String, String> fields, String name) {
        String value = fields.get(name);
        if (value == null) {
            throw new IllegalArgumentException("a record has no '" + name + "'");
        }
        return value;
    }
}
