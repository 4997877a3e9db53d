package dev.otter.testkit.workload.shop;

import dev.otter.testkit.workload.SqlText;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.random.RandomGenerator;

/** Names, places and times of the shop, in several scripts; all answers are SQL literals. */
final class ShopWords {

    private static final List<String> PEOPLE =
            List.of(
                    "Ada Byron",
                    "Miguel de Cervantes",
                    "O'Neill",
                    "王小明",
                    "Зоя Космодемьянская",
                    "Zoë Müller",
                    "山田 花子",
                    "Ægir Ólafsson",
                    "عمر",
                    "Nguyễn Văn A");
    private static final List<String> STREETS =
            List.of("Main St. 1", "Rue d'Été", "Unter den Linden", "文一西路 969号", "C:\\Gasse");
    private static final List<String> CITIES =
            List.of("Hangzhou", "São Paulo", "Zürich", "Москва", "北京", "Kraków");
    private static final List<String> COUNTRIES = List.of("CN", "BR", "CH", "RU", "PL", "US");
    private static final List<String> NOTES =
            List.of("gift 🎁", "please \"wrap\"", "", "100% cotton", "line\nbreak", "50 €");
    private static final LocalDateTime OPENING = LocalDateTime.of(2026, 1, 1, 0, 0);
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("''yyyy-MM-dd HH:mm:ss.SSSSSS''");
    private static final long YEAR_MICROS = 365L * 24 * 3600 * 1_000_000;

    private ShopWords() {}

    static String person(RandomGenerator random) {
        return SqlText.quoted(pick(PEOPLE, random) + " " + random.nextInt(1000));
    }

    static String street(RandomGenerator random) {
        return SqlText.quoted(pick(STREETS, random) + " " + random.nextInt(300));
    }

    static String city(RandomGenerator random) {
        return SqlText.quoted(pick(CITIES, random));
    }

    static String country(RandomGenerator random) {
        return SqlText.quoted(pick(COUNTRIES, random));
    }

    static String note(RandomGenerator random) {
        return random.nextInt(4) == 0 ? "NULL" : SqlText.quoted(pick(NOTES, random));
    }

    static String moment(RandomGenerator random) {
        return OPENING.plusNanos(1000 * random.nextLong(YEAR_MICROS)).format(MICROS);
    }

    /** Cents as a decimal literal. */
    static String money(long cents) {
        return cents / 100 + "." + (cents % 100 < 10 ? "0" : "") + cents % 100;
    }

    private static String pick(List<String> words, RandomGenerator random) {
        return words.get(random.nextInt(words.size()));
    }
}
