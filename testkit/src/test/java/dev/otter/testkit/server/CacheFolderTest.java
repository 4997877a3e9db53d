package dev.otter.testkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CacheFolderTest {
    @TempDir Path root;

    @Test
    void an_entry_is_built_once() throws Exception {
        CacheFolder cache = new CacheFolder(root);

        Path first = cache.once("a/b", folder -> Files.writeString(folder.resolve("f"), "1"));
        Path second = cache.once("a/b", folder -> Files.writeString(folder.resolve("f"), "2"));

        assertThat(second).isEqualTo(first);
        assertThat(first.resolve("f")).hasContent("1");
    }

    @Test
    void a_failed_entry_leaves_nothing_that_could_be_taken_for_one() throws Exception {
        CacheFolder cache = new CacheFolder(root);

        assertThatThrownBy(() ->
                        cache.once(
                                "entry",
                                folder -> {
                                    Files.writeString(folder.resolve("half"), "");
                                    throw new ServerException("broken");
                                }))
                .hasMessage("broken");

        assertThat(cache.find("entry")).isEmpty();
        try (var left = Files.list(root)) {
            assertThat(left).containsExactly(root.resolve("entry.lock"));
        }
    }
}
