package dev.otter.binlog.json;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * A document as a tree that can be changed; what partial updates are applied to. Not thread safe.
 * Byte arrays in it belong to it.
 */
public sealed interface JsonNode extends JsonDocument {
    /** MySQL's order of keys: shorter first, then by bytes. */
    Comparator<byte[]> KEY_ORDER =
            Comparator.<byte[]>comparingInt(key -> key.length)
                    .thenComparing(Arrays::compareUnsigned);

    /** An object; its map has {@link #KEY_ORDER}. */
    record Members(TreeMap<byte[], JsonNode> map) implements JsonNode {
        /** An empty object. */
        public static Members empty() {
            return new Members(new TreeMap<>(KEY_ORDER));
        }

        @Override
        public void accept(JsonVisitor visitor) {
            visitor.startObject(map.size());
            map.forEach((key, value) -> {
                visitor.key(key, 0, key.length);
                value.accept(visitor);
            });
            visitor.endObject();
        }
    }

    /** An array. */
    record Elements(List<JsonNode> list) implements JsonNode {
        @Override
        public void accept(JsonVisitor visitor) {
            visitor.startArray(list.size());
            list.forEach(value -> value.accept(visitor));
            visitor.endArray();
        }
    }

    /** JSON's null. */
    record Null() implements JsonNode {
        @Override
        public void accept(JsonVisitor visitor) {
            visitor.nullValue();
        }
    }

    /** True or false. */
    record Bool(boolean value) implements JsonNode {
        @Override
        public void accept(JsonVisitor visitor) {
            visitor.bool(value);
        }
    }

    /** A number held as signed. */
    record Signed(long value) implements JsonNode {
        @Override
        public void accept(JsonVisitor visitor) {
            visitor.signed(value);
        }
    }

    /** A number held as unsigned. */
    record Unsigned(long value) implements JsonNode {
        @Override
        public void accept(JsonVisitor visitor) {
            visitor.unsigned(value);
        }
    }

    /** A double. */
    record Real(double value) implements JsonNode {
        @Override
        public void accept(JsonVisitor visitor) {
            visitor.real(value);
        }
    }

    /** A string. */
    record Text(byte[] utf8) implements JsonNode {
        @Override
        public void accept(JsonVisitor visitor) {
            visitor.text(utf8, 0, utf8.length);
        }
    }

    /** A value of an SQL type. */
    record OpaqueValue(int type, byte[] bytes) implements JsonNode {
        @Override
        public void accept(JsonVisitor visitor) {
            visitor.opaque(type, bytes, 0, bytes.length);
        }
    }
}
