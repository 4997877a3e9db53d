package dev.otter.app.config;

import dev.otter.model.config.mapping.FileRules;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** Reads the {@code files} of a table's entry. */
final class FilesReader {
    private static final List<String> KEYS =
            List.of(
                    "resolver",
                    "columns",
                    "from",
                    "to",
                    "missing",
                    "delete",
                    "parallel",
                    "wait",
                    "rate");

    private FilesReader() {}

    static FileRules read(YamlValue value) {
        YamlMap map = value.map("files", KEYS);
        try {
            return new FileRules(
                    map.get("resolver").map(one -> one.text("a class")),
                    map.get("columns").map(FilesReader::names).orElse(List.of()),
                    folder(map.required("from")),
                    folder(map.required("to")),
                    map.get("missing")
                            .map(one -> one.choice("missing", FileRules.Missing.class))
                            .orElse(FileRules.Missing.FAIL),
                    map.get("delete").map(one -> one.truth("delete")).orElse(false),
                    map.get("parallel")
                            .map(one -> one.number("parallel", 1, FileRules.PARALLEL_MAX))
                            .orElse(FileRules.PARALLEL_USUAL),
                    map.get("wait")
                            .map(one -> one.number("wait", 0, FileRules.WAIT_MAX))
                            .orElse(FileRules.WAIT_USUAL),
                    map.get("rate")
                            .map(one -> one.number("rate", 0, FileRules.RATE_MAX))
                            .orElse(0));
        } catch (IllegalArgumentException e) {
            throw value.place()
                    .wrong(e.getMessage(), "See docs/attached-files.md for what is allowed here.");
        }
    }

    private static Path folder(YamlValue value) {
        try {
            return Path.of(value.text("a folder"));
        } catch (InvalidPathException e) {
            throw value.place().wrong("this is no folder: " + e.getReason(), "Write its path.");
        }
    }

    private static List<String> names(YamlValue value) {
        return value.list("columns").stream().map(one -> one.text("a column")).toList();
    }
}
