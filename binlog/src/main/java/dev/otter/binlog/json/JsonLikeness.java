package dev.otter.binlog.json;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Tells whether a server may find two documents equal although they differ, because it compares
 * numbers by value and not by type: 1 and 1.0, 0 and -0.0. Errs towards yes. Stateless.
 *
 * <p>Source: MySQL 8.0 Reference Manual, "Comparison and Ordering of JSON Values".
 */
public final class JsonLikeness {
    /** A double next to another one, or to the decimal that it was made of, may count as equal. */
    private static final double CLOSE = 1e-12;

    private JsonLikeness() {}

    /** Whether both may compare as equal. */
    public static boolean mayBeEqual(JsonDocument one, JsonDocument other) {
        return alike(JsonTree.of(one), JsonTree.of(other));
    }

    private static boolean alike(JsonNode one, JsonNode other) {
        return switch (one) {
            case JsonNode.Members a -> other instanceof JsonNode.Members b && members(a, b);
            case JsonNode.Elements a -> other instanceof JsonNode.Elements b && elements(a, b);
            case JsonNode.Null _ -> other instanceof JsonNode.Null;
            case JsonNode.Bool a -> other instanceof JsonNode.Bool b && a.value() == b.value();
            case JsonNode.Text a ->
                    other instanceof JsonNode.Text b && Arrays.equals(a.utf8(), b.utf8());
            case JsonNode.Signed _, JsonNode.Unsigned _, JsonNode.Real _ ->
                    numeric(other) && close(number(one), number(other));
            case JsonNode.OpaqueValue a -> opaque(a, other);
        };
    }

    private static boolean members(JsonNode.Members one, JsonNode.Members other) {
        if (one.map().size() != other.map().size()) {
            return false;
        }
        Iterator<Map.Entry<byte[], JsonNode>> others = other.map().entrySet().iterator();
        for (Map.Entry<byte[], JsonNode> entry : one.map().entrySet()) {
            Map.Entry<byte[], JsonNode> twin = others.next();
            if (!Arrays.equals(entry.getKey(), twin.getKey())
                    || !alike(entry.getValue(), twin.getValue())) {
                return false;
            }
        }
        return true;
    }

    private static boolean elements(JsonNode.Elements one, JsonNode.Elements other) {
        List<JsonNode> twins = other.list();
        if (one.list().size() != twins.size()) {
            return false;
        }
        for (int i = 0; i < twins.size(); i++) {
            if (!alike(one.list().get(i), twins.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Times and bytes of any type are not looked into. */
    private static boolean opaque(JsonNode.OpaqueValue one, JsonNode other) {
        if (numeric(one)) {
            return numeric(other) && close(number(one), number(other));
        }
        return other instanceof JsonNode.OpaqueValue && !numeric(other);
    }

    private static boolean numeric(JsonNode node) {
        return switch (node) {
            case JsonNode.Signed _, JsonNode.Unsigned _, JsonNode.Real _ -> true;
            case JsonNode.OpaqueValue value -> Opaque.kind(value.type()) == Opaque.Kind.DECIMAL;
            case JsonNode.Members _,
                    JsonNode.Elements _,
                    JsonNode.Null _,
                    JsonNode.Bool _,
                    JsonNode.Text _ ->
                    false;
        };
    }

    private static BigDecimal number(JsonNode node) {
        return new BigDecimal(JsonText.of(node));
    }

    private static boolean close(BigDecimal one, BigDecimal other) {
        if (one.compareTo(other) == 0) {
            return true;
        }
        double a = one.doubleValue();
        double b = other.doubleValue();
        return Math.abs(a - b) <= CLOSE * Math.max(Math.abs(a), Math.abs(b));
    }
}
