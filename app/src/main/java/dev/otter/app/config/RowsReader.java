package dev.otter.app.config;

import dev.otter.model.channel.Consistency;
import dev.otter.model.config.channel.RowPolicy;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads {@code rows}, and {@code consistency}, which is Otter 4's word for a part of it. */
final class RowsReader {
    private static final List<String> KEYS = List.of("mode", "values", "vanished");

    private RowsReader() {}

    static YamlMap map(YamlValue rows) {
        return rows.map("'rows'", KEYS);
    }

    /**
     * Where the values of rows come from.
     *
     * @param old {@code BASE} or {@code MEDIA}, which mean {@code values: log} and {@code database}
     */
    static Consistency consistency(Optional<YamlValue> rows, Optional<YamlValue> old) {
        Optional<YamlValue> given = rows.flatMap(value -> map(value).get("values"));
        if (given.isPresent() && old.isPresent()) {
            throw old.get()
                    .place()
                    .wrong(
                            "'consistency' says the same as 'rows.values'",
                            "Remove one of them; MEDIA is 'database', BASE is 'log'.");
        }
        RowPolicy.Values values =
                given.map(value -> value.choice("values", RowPolicy.Values.class))
                        .or(() -> old.map(RowsReader::old))
                        .orElse(RowPolicy.Values.LOG);
        RowPolicy.Vanished vanished =
                rows.flatMap(value -> map(value).get("vanished"))
                        .map(value -> value.choice("vanished", RowPolicy.Vanished.class))
                        .orElse(RowPolicy.Vanished.USE_LOG);
        return new RowPolicy(null, values, vanished).consistency();
    }

    private static RowPolicy.Values old(YamlValue value) {
        return switch (value.text("a word").toUpperCase(Locale.ROOT)) {
            case "BASE" -> RowPolicy.Values.LOG;
            case "MEDIA" -> RowPolicy.Values.DATABASE;
            default -> throw value.notA("consistency", "Allowed: BASE, MEDIA.");
        };
    }
}
