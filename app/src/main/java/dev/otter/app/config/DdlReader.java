package dev.otter.app.config;

import dev.otter.model.channel.DdlAction;
import dev.otter.model.channel.DdlKind;
import dev.otter.model.channel.DdlRules;
import dev.otter.model.channel.MissingColumnRule;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.config.channel.DdlPolicy;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads what statements lead to that change tables: one word for all, or one for each kind. */
final class DdlReader {
    private static final String OTHERWISE = "otherwise";
    private static final String MISSING = "missing-columns";
    private static final List<String> KEYS = keys();

    private DdlReader() {}

    private static List<String> keys() {
        List<String> keys = new ArrayList<>();
        for (DdlKind kind : DdlKind.values()) {
            keys.add(key(kind));
        }
        keys.add(OTHERWISE);
        keys.add(MISSING);
        return List.copyOf(keys);
    }

    private static String key(DdlKind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    static DdlRules read(YamlValue value) {
        if (!value.isMap()) {
            return DdlRules.all(action("ddl", value));
        }
        YamlMap map = value.map("ddl", KEYS);
        DdlAction otherwise =
                map.get(OTHERWISE)
                        .map(word -> action(OTHERWISE, word))
                        .orElse(PipelineOptions.defaults().ddl().otherwise());
        Map<DdlKind, DdlAction> byKind = new EnumMap<>(DdlKind.class);
        for (DdlKind kind : DdlKind.values()) {
            map.get(key(kind)).ifPresent(word -> byKind.put(kind, action(key(kind), word)));
        }
        MissingColumnRule missing =
                map.get(MISSING)
                        .map(word -> word.choice(MISSING, MissingColumnRule.class))
                        .orElse(MissingColumnRule.REFUSE);
        return new DdlRules(otherwise, byKind, missing);
    }

    private static DdlAction action(String key, YamlValue word) {
        return word.choice(key, DdlPolicy.class).action();
    }
}
