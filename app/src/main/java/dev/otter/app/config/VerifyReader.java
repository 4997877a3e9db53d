package dev.otter.app.config;

import dev.otter.model.channel.CheckSchedule;
import dev.otter.model.channel.VerifyRules;
import java.util.List;

/** Reads how rows are compared without being asked. Stateless. */
final class VerifyReader {
    private static final List<String> KEYS =
            List.of("continuous", "percent", "rows-per-second", "memory-mib", "repair", "schedule");
    private static final List<String> SCHEDULE_KEYS =
            List.of("at", "every-days", "rows-per-second", "repair");
    private static final int PERCENT_MAX = 100;
    private static final int ROWS_MAX = 1_000_000;
    private static final int MEMORY_MAX = 1_024;
    private static final int DAYS_MAX = 366;

    private VerifyReader() {}

    static VerifyRules read(YamlValue value) {
        YamlMap map = value.map("'verify'", KEYS);
        return new VerifyRules(
                map.get("continuous")
                        .map(word -> word.choice("continuous", VerifyRules.Continuous.class))
                        .orElse(null),
                number(map, "percent", 1, PERCENT_MAX),
                number(map, "rows-per-second", 1, ROWS_MAX),
                number(map, "memory-mib", 1, MEMORY_MAX),
                truth(map, "repair"),
                map.get("schedule").map(VerifyReader::schedule));
    }

    private static CheckSchedule schedule(YamlValue value) {
        YamlMap map = value.map("'schedule'", SCHEDULE_KEYS);
        YamlValue at = map.required("at");
        Integer days = number(map, "every-days", 1, DAYS_MAX);
        Integer rows = number(map, "rows-per-second", 0, ROWS_MAX);
        Boolean repair = truth(map, "repair");
        try {
            return new CheckSchedule(at.text("a time of day"), days, rows, repair);
        } catch (IllegalArgumentException e) {
            throw at.notA("at", "Allowed: a time of day such as \"03:00\", in quotes.");
        }
    }

    private static Integer number(YamlMap map, String key, int least, int most) {
        return map.get(key).map(number -> number.number(key, least, most)).orElse(null);
    }

    private static Boolean truth(YamlMap map, String key) {
        return map.get(key).map(word -> word.truth(key)).orElse(null);
    }
}
