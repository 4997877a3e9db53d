package dev.otter.app.config;

import dev.otter.model.channel.StartPoint;
import dev.otter.model.position.LogPosition;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.regex.Pattern;

/** Reads where a pipeline begins. */
final class StartReader {
    private static final String ALLOWED =
            "Allowed: now, earliest, {file: mysql-bin.000003, position: 4}, {gtid: \"...\"}, or"
                    + " {timestamp: 2026-11-22T10:00:00Z}.";
    private static final Pattern GTIDS =
            Pattern.compile(
                    "(?i)\\s*[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
                            + "(:([a-z_][a-z0-9_]*|\\d+(-\\d+)?))+\\s*");
    private static final Pattern MARIADB_GTIDS = Pattern.compile("\\s*\\d+-\\d+-\\d+\\s*");

    private StartReader() {}

    static StartPoint read(YamlValue value) {
        if (!value.isMap()) {
            return switch (value.text("a start point")) {
                case "now" -> new StartPoint.Now();
                case "earliest" -> new StartPoint.Earliest();
                default -> throw value.notA("start", ALLOWED);
            };
        }
        YamlMap map = value.map("start", List.of("file", "position", "gtid", "timestamp"));
        int ways =
                (map.get("file").isPresent() || map.get("position").isPresent() ? 1 : 0)
                        + (map.get("gtid").isPresent() ? 1 : 0)
                        + (map.get("timestamp").isPresent() ? 1 : 0);
        if (ways != 1) {
            throw value.place().wrong("start names " + ways + " start points", ALLOWED);
        }
        if (map.get("gtid").isPresent()) {
            return new StartPoint.AfterGtids(gtids(map.required("gtid")));
        }
        if (map.get("timestamp").isPresent()) {
            return time(map.required("timestamp"));
        }
        String file = map.required("file").text("a file name");
        YamlValue offset = map.required("position");
        if (LogPosition.parse(file + ":0").fileNumber() < 0) {
            throw map.required("file")
                    .notA("file", "Write the name as the server gives it: mysql-bin.000003.");
        }
        return new StartPoint.AtPosition(new LogPosition(file, position(offset)));
    }

    private static long position(YamlValue offset) {
        String remedy = "Allowed: the offset of an event in the file, 4 or greater.";
        long position;
        try {
            position = Long.parseLong(offset.text("a number"));
        } catch (NumberFormatException e) {
            throw offset.notA("position", remedy);
        }
        if (position < 4) {
            throw offset.notA("position", remedy);
        }
        return position;
    }

    private static String gtids(YamlValue value) {
        String text = value.text("a GTID set");
        for (String part : text.split(",", -1)) {
            if (!GTIDS.matcher(part).matches() && !MARIADB_GTIDS.matcher(part).matches()) {
                throw value.notA(
                        "gtid",
                        "Allowed: a set as the server prints it, such as"
                                + " 3e11fa47-71ca-11e1-9e33-c80aa9429562:1-77, or 0-1-270 on"
                                + " MariaDB.");
            }
        }
        return text.replaceAll("\\s", "");
    }

    private static StartPoint time(YamlValue value) {
        try {
            return new StartPoint.AtTime(OffsetDateTime.parse(value.text("a time")).toInstant());
        } catch (DateTimeException e) {
            throw value.notA(
                    "timestamp",
                    "Allowed: a time with its zone, such as 2026-11-22T10:00:00Z or"
                            + " 2026-11-22T18:00:00+08:00.");
        }
    }
}
