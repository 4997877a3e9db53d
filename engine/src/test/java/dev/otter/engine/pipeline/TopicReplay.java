package dev.otter.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.engine.pipeline.KafkaPair.Sent;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A consumer that makes tables of topics, by what records and schemas say alone. Columns of JSON
 * are left out: there a document's inner types are gone.
 */
final class TopicReplay {
    private final KafkaPair pair;
    private final String from;
    private final String to;
    private final Map<String, Map<String, Object>> schemas = new HashMap<>();
    private final Set<String> leftOut = new HashSet<>();
    private long rows;

    TopicReplay(KafkaPair pair, String from, String to) {
        this.pair = pair;
        this.from = from;
        this.to = to;
        pair.committed("otter.schema")
                .forEach(sent -> schemas.put(sent.key(), JsonValues.object(sent.value())));
    }

    /** Columns that were not filled, as {@code table.column}. */
    Set<String> leftOut() {
        return leftOut;
    }

    long rows() {
        return rows;
    }

    void fill(String table) throws SQLException {
        Map<Integer, Map<Object, Integer>> counts = new LinkedHashMap<>();
        Map<Integer, Map<String, Map<String, Object>>> keyed = new LinkedHashMap<>();
        Map<String, Object> schema = null;
        for (Sent sent : pair.committed(from + "." + table)) {
            Map<String, Object> record = sent.json();
            if (record.get("op").equals("t")) {
                // Each partition is told that the table was emptied.
                counts.remove(sent.partition());
                keyed.remove(sent.partition());
                continue;
            }
            schema = schemas.get(record.get("schema"));
            assertThat(schema).as("schema of %s", sent).isNotNull();
            if (sent.key() == null) {
                Map<Object, Integer> there =
                        counts.computeIfAbsent(sent.partition(), _ -> new LinkedHashMap<>());
                count(there, record.get("before"), -1);
                count(there, record.get("after"), 1);
            } else {
                keyed(
                        keyed.computeIfAbsent(sent.partition(), _ -> new LinkedHashMap<>()),
                        sent,
                        record);
            }
        }
        List<Map<String, Object>> found = new ArrayList<>();
        keyed.values().forEach(rowsThere -> found.addAll(rowsThere.values()));
        counts.values()
                .forEach(there ->
                        there.forEach((row, count) -> {
                            for (int i = 0; i < count; i++) {
                                found.add(JsonValues.named(row));
                            }
                        }));
        rows += found.size();
        insert(table, schema, found);
    }

    /** A row without a key stands for itself; none may go that did not come. */
    private static void count(Map<Object, Integer> counts, Object row, int more) {
        if (row != null) {
            int left = counts.merge(row, more, Integer::sum);
            assertThat(left).as("%s", row).isNotNegative();
        }
    }

    private static void keyed(
            Map<String, Map<String, Object>> rows, Sent sent, Map<String, Object> record) {
        Map<String, Object> there = rows.get(sent.key());
        switch ((String) record.get("op")) {
            case "c" -> assertThat(there).as("%s", sent).isNull();
            default -> assertThat(there).as("%s", sent).isEqualTo(record.get("before"));
        }
        if (record.get("after") == null) {
            rows.remove(sent.key());
        } else {
            rows.put(sent.key(), JsonValues.named(record.get("after")));
        }
    }

    private void insert(String table, Map<String, Object> schema, List<Map<String, Object>> found)
            throws SQLException {
        if (schema == null) {
            return;
        }
        Map<String, String> spellings = new LinkedHashMap<>();
        for (Object column : (List<?>) schema.get("columns")) {
            Map<?, ?> described = (Map<?, ?>) column;
            spellings.put((String) described.get("name"), (String) described.get("as"));
        }
        generated(table).forEach(spellings::remove);
        spellings.forEach((column, as) -> {
            if (as.equals("json")) {
                leftOut.add(table + "." + column);
            }
        });
        String columns =
                spellings.keySet().stream()
                        .map(name -> "`" + name + "`")
                        .collect(Collectors.joining(","));
        String values =
                spellings.values().stream()
                        .map(TopicReplay::placeholder)
                        .collect(Collectors.joining(","));
        try (Connection connection = pair.source.connect();
                Statement settings = connection.createStatement()) {
            settings.execute(
                    "SET SESSION sql_mode='ALLOW_INVALID_DATES,NO_AUTO_VALUE_ON_ZERO',"
                            + " foreign_key_checks=0, time_zone='+00:00'");
            settings.execute("SET NAMES utf8mb4");
            try (PreparedStatement insert =
                    connection.prepareStatement(
                            "INSERT INTO %s.`%s` (%s) VALUES (%s)"
                                    .formatted(to, table, columns, values))) {
                for (Map<String, Object> row : found) {
                    bind(insert, spellings, row);
                    insert.executeUpdate();
                }
            }
        }
    }

    private Set<String> generated(String table) throws SQLException {
        return pair
                .rows(
                        "SELECT COLUMN_NAME FROM information_schema.COLUMNS WHERE TABLE_SCHEMA='%s' AND TABLE_NAME='%s' AND EXTRA LIKE '%%GENERATED'"
                                .formatted(to, table))
                .stream()
                .map(List::getFirst)
                .collect(Collectors.toSet());
    }

    private static String placeholder(String as) {
        return switch (as) {
            case "shape" -> "ST_GeomFromWKB(?,?,'axis-order=long-lat')";
            case "json" -> "'{}'";
            case "bits" -> "CAST(CONV(?,2,10) AS UNSIGNED)";
            default -> "?";
        };
    }

    private static void bind(
            PreparedStatement insert, Map<String, String> spellings, Map<String, Object> row)
            throws SQLException {
        int at = 1;
        for (Map.Entry<String, String> column : spellings.entrySet()) {
            Object value = row.get(column.getKey());
            switch (column.getValue()) {
                case "json" -> {}
                case "shape" -> {
                    Map<?, ?> shape = (Map<?, ?>) value;
                    insert.setBytes(at++, shape == null ? null : bytes(shape.get("wkb")));
                    insert.setLong(
                            at++, shape == null ? 0 : ((BigDecimal) shape.get("srid")).longValue());
                }
                case "base64" -> insert.setBytes(at++, value == null ? null : bytes(value));
                default -> insert.setString(at++, text(column.getValue(), value));
            }
        }
    }

    private static byte[] bytes(Object base64) {
        return Base64.getDecoder().decode((String) base64);
    }

    private static String text(String as, Object value) {
        if (value == null) {
            return null;
        }
        return switch (as) {
            case "number" -> ((BigDecimal) value).toString();
            case "timestamp" -> ((String) value).replace("Z", "");
            case "members" ->
                    ((List<?>) value)
                            .stream().map(String::valueOf).collect(Collectors.joining(","));
            default -> (String) value;
        };
    }
}
