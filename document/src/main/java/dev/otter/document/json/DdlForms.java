package dev.otter.document.json;

import dev.otter.model.channel.CopyLimits;
import dev.otter.model.channel.DdlAction;
import dev.otter.model.channel.DdlKind;
import dev.otter.model.channel.DdlRules;
import dev.otter.model.channel.MissingColumnRule;
import dev.otter.model.config.channel.DdlPolicy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.module.SimpleModule;

/**
 * What statements that change tables lead to, as one word or by their kinds, and the limits of
 * copies; the keys are those of {@code sync.yaml}.
 */
final class DdlForms {
    private static final String OTHERWISE = "otherwise";
    private static final String MISSING = "missing-columns";
    private static final String ROWS = "rows-per-second";
    private static final String THREADS = "source-threads";

    private DdlForms() {}

    static void add(SimpleModule module) {
        module.addDeserializer(DdlRules.class, ValueForms.reader(DdlRules.class, DdlForms::rules));
        module.addSerializer(DdlRules.class, ValueForms.writer(DdlRules.class, DdlForms::form));
        module.addDeserializer(
                CopyLimits.class, ValueForms.reader(CopyLimits.class, DdlForms::limits));
    }

    private static DdlRules rules(JsonNode node) {
        if (node.isString()) {
            return DdlRules.all(action("ddl", node));
        }
        Set<String> keys = new TreeSet<>(Set.of(OTHERWISE, MISSING));
        for (DdlKind kind : DdlKind.values()) {
            keys.add(WordNames.word(kind));
        }
        MappingForms.checkKeys(node, keys, "ddl");
        Map<DdlKind, DdlAction> byKind = new EnumMap<>(DdlKind.class);
        for (DdlKind kind : DdlKind.values()) {
            String key = WordNames.word(kind);
            if (node.has(key)) {
                byKind.put(kind, action(key, node.get(key)));
            }
        }
        return new DdlRules(
                node.has(OTHERWISE) ? action(OTHERWISE, node.get(OTHERWISE)) : DdlAction.STOP,
                byKind,
                node.has(MISSING)
                        ? word(MISSING, node.get(MISSING), MissingColumnRule.values())
                        : MissingColumnRule.REFUSE);
    }

    private static DdlAction action(String key, JsonNode node) {
        return word(key, node, DdlPolicy.values()).action();
    }

    private static <E extends Enum<E>> E word(String key, JsonNode node, E[] all) {
        List<String> words = new ArrayList<>();
        for (E one : all) {
            words.add(WordNames.word(one));
        }
        int place = node.isString() ? words.indexOf(node.stringValue()) : -1;
        if (place < 0) {
            throw new IllegalArgumentException(
                    "'%s' is %s; allowed are %s".formatted(key, node, String.join(", ", words)));
        }
        return all[place];
    }

    private static Object form(DdlRules rules) {
        if (rules.byKind().isEmpty() && rules.missing() == MissingColumnRule.REFUSE) {
            return word(rules.otherwise());
        }
        Map<String, Object> form = new LinkedHashMap<>();
        form.put(OTHERWISE, word(rules.otherwise()));
        for (DdlKind kind : DdlKind.values()) {
            if (rules.byKind().containsKey(kind)) {
                form.put(WordNames.word(kind), word(rules.byKind().get(kind)));
            }
        }
        if (rules.missing() != MissingColumnRule.REFUSE) {
            form.put(MISSING, WordNames.word(rules.missing()));
        }
        return form;
    }

    private static String word(DdlAction action) {
        return Arrays.stream(DdlPolicy.values())
                .filter(policy -> policy.action() == action)
                .findFirst()
                .map(policy -> WordNames.word(policy))
                .orElseThrow();
    }

    private static CopyLimits limits(JsonNode node) {
        MappingForms.checkKeys(node, Set.of(ROWS, THREADS), "copy-limits");
        CopyLimits usual = CopyLimits.usual();
        Function<String, Integer> number =
                key -> {
                    JsonNode value = node.get(key);
                    if (!value.isInt()) {
                        throw new IllegalArgumentException(
                                "'%s' is %s; give a whole number".formatted(key, value));
                    }
                    return value.intValue();
                };
        return new CopyLimits(
                node.has(ROWS) ? number.apply(ROWS) : usual.rowsPerSecond(),
                node.has(THREADS) ? number.apply(THREADS) : usual.sourceThreads());
    }
}
