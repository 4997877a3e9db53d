package dev.otter.engine.files.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Paths come out of rows, and rows are written by anybody. */
class FilePathTest {
    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "/",
                "/etc/passwd",
                "//etc/passwd",
                "..",
                "../x",
                "a/..",
                "a/../b",
                "a/b/../../../c",
                "./a",
                "a/.",
                "a/./b",
                ".",
                "a//b",
                "a/",
                "a\0b",
                "a\0/../../etc/passwd",
                "a\nb",
                "\u007f",
                "\ud800",
                "a/\udc00b",
                "x.otter-part",
                "a/x.otter-part"
            })
    void nasty_ones_are_refused(String text) {
        assertThatThrownBy(() -> new FilePath(text))
                .isInstanceOf(UnsafePathException.class)
                .message()
                .doesNotContain("\0", "\n");
    }

    @Test
    void long_ones_are_refused_by_their_bytes() {
        assertThat(new FilePath("x".repeat(240)).parts()).hasSize(1);
        for (String text :
                List.of(
                        "x".repeat(241),
                        "\u00e4".repeat(121),
                        "a/" + "\u6587".repeat(81) + "/b",
                        "abcdefgh/".repeat(333) + "xyza",
                        "y".repeat(50_000_000))) {
            assertThatThrownBy(() -> new FilePath(text))
                    .isInstanceOf(UnsafePathException.class)
                    .hasMessageContaining("bytes")
                    .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(400));
        }
    }

    /** What looks like dots or dividers is neither: it stays in the folder under its own name. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a/b/c.txt",
                "...",
                "..a",
                "a..",
                " ",
                "a b/c d",
                "-rf",
                "~root",
                "$HOME",
                "%2e%2e%2fetc",
                "\u2024\u2024/x",
                "\uff0e\uff0e\uff0fx",
                "\u2025",
                "a\u2215..\u2215b",
                "..\u2044x",
                "\u00e9",
                "e\u0301",
                "\ud83d\ude00.png",
                "\u202egpj.exe",
                "a.otter-part/b"
            })
    void odd_ones_stay_inside(String text, @TempDir Path folder) throws Exception {
        Path root = Files.createDirectory(folder.resolve("root"));
        FileStore store = LocalFileStore.open(root);
        FilePath path = new FilePath(text);
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        try (PartFile part = store.part(path)) {
            part.append(content, 0, content.length);
            part.complete(java.time.Instant.EPOCH);
        }

        assertThat(Files.readString(root.resolve(text))).isEqualTo(text);
        assertThat(root.resolve(text).toRealPath()).startsWith(root.toRealPath());
        assertThat(store.stat(path)).map(FileStat::size).hasValue((long) content.length);
        try (var names = Files.list(folder)) {
            assertThat(names).containsExactly(root);
        }
    }

    @Test
    void forms_of_unicode_are_different_files(@TempDir Path root) throws Exception {
        FileStore store = LocalFileStore.open(root);
        try (PartFile part = store.part(new FilePath("\u00e9"))) {
            part.complete(java.time.Instant.EPOCH);
        }
        assertThat(store.stat(new FilePath("\u00e9"))).isPresent();
        assertThat(store.stat(new FilePath("e\u0301"))).isEqualTo(Optional.empty());
    }
}
