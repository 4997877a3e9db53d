package dev.otter.binlog.json;

import static dev.otter.binlog.bytes.BinlogFormatException.malformed;

import dev.otter.binlog.bytes.ByteReader;
import dev.otter.binlog.json.JsonNode.Elements;
import dev.otter.binlog.json.JsonNode.Members;
import java.util.ArrayList;
import java.util.List;

/**
 * One step of a partial update of a JSON column, as rows of type PARTIAL_UPDATE_ROWS hold them. The
 * value is a slice of the row's bytes.
 */
public final class JsonDiff {
    /** What is done at the path. */
    public enum Operation {
        REPLACE,
        INSERT,
        REMOVE
    }

    private final Operation operation;
    private final JsonPath path;
    private final JsonDocument value;

    private JsonDiff(Operation operation, JsonPath path, JsonDocument value) {
        this.operation = operation;
        this.path = path;
        this.value = value;
    }

    /** Reads all steps of a partial cell; they take exactly {@code length} bytes. */
    public static List<JsonDiff> read(byte[] buffer, int offset, int length) {
        ByteReader in = new ByteReader(buffer, offset, length);
        List<JsonDiff> diffs = new ArrayList<>();
        while (in.remaining() > 0) {
            diffs.add(read(in));
        }
        return diffs;
    }

    private static JsonDiff read(ByteReader in) {
        int code = in.u8();
        Operation operation =
                switch (code) {
                    case 0 -> Operation.REPLACE;
                    case 1 -> Operation.INSERT;
                    case 2 -> Operation.REMOVE;
                    default -> throw malformed("JSON difference of kind " + code);
                };
        JsonPath path =
                JsonPath.parse(in.take(in.packedUpTo(in.remaining(), "length of a JSON path")));
        if (operation != Operation.REPLACE && path.legs().isEmpty()) {
            throw malformed(operation + " of a whole JSON document");
        }
        if (operation == Operation.REMOVE) {
            return new JsonDiff(operation, path, new JsonNode.Null());
        }
        int length = in.packedUpTo(in.remaining(), "length of a JSON value");
        return new JsonDiff(operation, path, new JsonBinary(in.buffer(), in.skip(length), length));
    }

    public Operation operation() {
        return operation;
    }

    JsonPath path() {
        return path;
    }

    /** The new value; JSON's null for REMOVE. */
    public JsonDocument value() {
        return value;
    }

    /**
     * The document after all steps.
     *
     * @throws dev.otter.binlog.bytes.BinlogFormatException when a step does not fit the document
     */
    public static JsonNode apply(JsonDocument before, List<JsonDiff> diffs) {
        JsonNode root = JsonTree.of(before);
        for (JsonDiff diff : diffs) {
            root = diff.applyTo(root);
        }
        return root;
    }

    private JsonNode applyTo(JsonNode root) {
        List<JsonPath.Leg> legs = path.legs();
        if (legs.isEmpty()) {
            return JsonTree.of(value);
        }
        JsonNode parent = root;
        for (JsonPath.Leg leg : legs.subList(0, legs.size() - 1)) {
            parent = child(parent, leg);
        }
        change(parent, legs.getLast());
        return root;
    }

    private JsonNode child(JsonNode parent, JsonPath.Leg leg) {
        JsonNode child =
                switch (leg) {
                    case JsonPath.Member member ->
                            parent instanceof Members in ? in.map().get(member.utf8()) : null;
                    case JsonPath.Element element ->
                            parent instanceof Elements in ? at(in.list(), element) : null;
                };
        if (child == null) {
            throw misfit();
        }
        return child;
    }

    private static JsonNode at(List<JsonNode> list, JsonPath.Element element) {
        int index = element.in(list.size());
        return index >= 0 && index < list.size() ? list.get(index) : null;
    }

    private void change(JsonNode parent, JsonPath.Leg leg) {
        boolean fits =
                switch (leg) {
                    case JsonPath.Member member ->
                            parent instanceof Members in && change(in, member.utf8());
                    case JsonPath.Element element ->
                            parent instanceof Elements in
                                    && change(in.list(), element.in(in.list().size()));
                };
        if (!fits) {
            throw misfit();
        }
    }

    private boolean change(Members in, byte[] key) {
        boolean there = in.map().containsKey(key);
        switch (operation) {
            case REPLACE, INSERT -> in.map().put(key, JsonTree.of(value));
            case REMOVE -> in.map().remove(key);
        }
        return there == (operation != Operation.INSERT);
    }

    private boolean change(List<JsonNode> list, int index) {
        // Servers write the index as the statement had it: one that is outside means that end.
        boolean fits = index >= 0 && index < list.size() || operation == Operation.INSERT;
        if (fits) {
            switch (operation) {
                case REPLACE -> list.set(index, JsonTree.of(value));
                case INSERT -> list.add(Math.clamp(index, 0, list.size()), JsonTree.of(value));
                case REMOVE -> list.remove(index);
            }
        }
        return fits;
    }

    private RuntimeException misfit() {
        return malformed("a JSON " + operation + " whose path does not fit the row's document");
    }
}
