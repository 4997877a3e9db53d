package dev.otter.binlog.json;

import dev.otter.binlog.json.JsonNode.Elements;
import dev.otter.binlog.json.JsonNode.Members;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;

/** Builds a {@link JsonNode} out of what a document tells. */
public final class JsonTree implements JsonVisitor {
    private final Deque<JsonNode> open = new ArrayDeque<>();
    private final Deque<byte[]> keys = new ArrayDeque<>();
    private JsonNode root;

    private JsonTree() {}

    /** A copy of the document as a tree. */
    public static JsonNode of(JsonDocument document) {
        JsonTree tree = new JsonTree();
        document.accept(tree);
        if (tree.root == null) {
            throw new IllegalStateException("the document told no value");
        }
        return tree.root;
    }

    private void add(JsonNode node) {
        switch (open.peek()) {
            case null -> root = node;
            case Members members -> members.map().put(keys.pop(), node);
            case Elements elements -> elements.list().add(node);
            case JsonNode other ->
                    throw new IllegalStateException("a value inside " + other.getClass());
        }
    }

    private void enter(JsonNode container) {
        add(container);
        open.push(container);
    }

    @Override
    public void startObject(int members) {
        enter(Members.empty());
    }

    @Override
    public void key(byte[] buffer, int offset, int length) {
        keys.push(Arrays.copyOfRange(buffer, offset, offset + length));
    }

    @Override
    public void endObject() {
        open.pop();
    }

    @Override
    public void startArray(int elements) {
        enter(new Elements(new ArrayList<>()));
    }

    @Override
    public void endArray() {
        open.pop();
    }

    @Override
    public void nullValue() {
        add(new JsonNode.Null());
    }

    @Override
    public void bool(boolean value) {
        add(new JsonNode.Bool(value));
    }

    @Override
    public void signed(long value) {
        add(new JsonNode.Signed(value));
    }

    @Override
    public void unsigned(long value) {
        add(new JsonNode.Unsigned(value));
    }

    @Override
    public void real(double value) {
        add(new JsonNode.Real(value));
    }

    @Override
    public void text(byte[] buffer, int offset, int length) {
        add(new JsonNode.Text(Arrays.copyOfRange(buffer, offset, offset + length)));
    }

    @Override
    public void opaque(int type, byte[] buffer, int offset, int length) {
        byte[] bytes = Arrays.copyOfRange(buffer, offset, offset + length);
        add(new JsonNode.OpaqueValue(type, bytes));
    }
}
