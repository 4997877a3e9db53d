package dev.otter.engine.files.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing outside a folder is read, written or removed, whatever links lie in it. */
class LocalFileStoreTest {
    @TempDir Path folder;

    private Path root;
    private Path outside;
    private FileStore store;

    @BeforeEach
    void folders() throws IOException {
        root = Files.createDirectory(folder.resolve("root"));
        outside = Files.createDirectory(folder.resolve("root-outside"));
        Files.writeString(outside.resolve("secret"), "secret");
        store = LocalFileStore.open(root);
    }

    private static FilePath path(String text) {
        return new FilePath(text);
    }

    private static void refused(ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(UnsafePathException.class);
    }

    private void write(String path, String text) throws IOException {
        try (PartFile part = store.part(path(path))) {
            part.append(text.getBytes(java.nio.charset.StandardCharsets.UTF_8), 0, text.length());
            part.complete(Instant.EPOCH);
        }
    }

    @Test
    void links_that_lead_out_are_refused() throws IOException {
        Files.createSymbolicLink(root.resolve("file"), outside.resolve("secret"));
        Files.createSymbolicLink(root.resolve("up"), outside);
        Files.createSymbolicLink(root.resolve("relative"), Path.of("../root-outside"));
        Files.createDirectory(root.resolve("a"));
        Files.createSymbolicLink(root.resolve("a/far"), Path.of("/"));
        Files.createSymbolicLink(root.resolve("chain"), root.resolve("up"));

        for (String text :
                new String[] {
                    "file", "up/secret", "relative/secret", "chain/secret", "a/far/etc/passwd"
                }) {
            refused(() -> store.stat(path(text)));
            refused(() -> store.read(path(text), 0));
            refused(() -> store.hash(path(text), 1, _ -> {}));
        }
        for (String text : new String[] {"up/new", "relative/secret", "chain/x", "a/far/tmp/x"}) {
            refused(() -> store.part(path(text)));
            refused(() -> store.remove(path(text)));
        }
        try (var left = Files.list(outside)) {
            assertThat(left).containsExactly(outside.resolve("secret"));
        }
    }

    @Test
    void a_link_that_leads_out_is_replaced_and_removed_itself() throws IOException {
        Files.createSymbolicLink(root.resolve("a"), outside.resolve("secret"));
        Files.createSymbolicLink(root.resolve("b"), outside.resolve("secret"));
        Files.createSymbolicLink(root.resolve("c.otter-part"), outside.resolve("secret"));
        Files.createSymbolicLink(root.resolve("d"), outside.resolve("not there"));
        write("a", "new");
        write("c", "new");
        write("d", "new");
        assertThat(store.remove(path("b"))).isTrue();

        assertThat(outside.resolve("secret")).hasContent("secret");
        assertThat(outside.resolve("not there")).doesNotExist();
        for (String name : new String[] {"a", "c", "d"}) {
            assertThat(Files.isSymbolicLink(root.resolve(name))).isFalse();
            assertThat(root.resolve(name)).hasContent("new");
        }
        assertThat(root.resolve("b")).doesNotExist();
    }

    @Test
    void links_inside_are_followed() throws IOException {
        write("real/x", "inside");
        Files.createSymbolicLink(root.resolve("link"), Path.of("real"));
        assertThat(store.stat(path("link/x"))).map(FileStat::size).hasValue(6L);
        write("link/y", "through");
        assertThat(root.resolve("real/y")).hasContent("through");
    }

    @Test
    void what_is_no_file_is_refused() throws IOException {
        Files.createDirectory(root.resolve("dir"));
        write("file", "x");
        Files.createSymbolicLink(root.resolve("nowhere"), Path.of("not there"));
        refused(() -> store.stat(path("dir")));
        refused(() -> store.read(path("dir"), 0));
        refused(() -> store.remove(path("dir")));
        refused(() -> store.stat(path("file/x")));
        refused(() -> store.part(path("file/x")));
        refused(() -> store.part(path("nowhere/x")));
        assertThat(store.stat(path("nowhere"))).isEmpty();
        assertThat(store.stat(path("no/such/folder/x"))).isEmpty();
        assertThat(store.remove(path("no/such/folder/x"))).isFalse();
    }

    @Test
    void an_unfinished_copy_belongs_to_one() throws IOException {
        try (PartFile first = store.part(path("a"))) {
            first.append(new byte[] {1, 2}, 0, 2);
            assertThatThrownBy(() -> store.part(path("a")))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another process");
        }
        try (PartFile again = store.part(path("a"))) {
            assertThat(again.length()).isEqualTo(2);
            again.complete(Instant.parse("2001-02-03T04:05:06Z"));
        }
        assertThat(root.resolve("a")).hasBinaryContent(new byte[] {1, 2});
        assertThat(Files.getLastModifiedTime(root.resolve("a")).toInstant())
                .isEqualTo("2001-02-03T04:05:06Z");
        assertThat(root.resolve("a.otter-part")).doesNotExist();
    }

    @Test
    void a_file_goes_with_its_unfinished_copy() throws IOException {
        write("d/a", "x");
        Files.writeString(root.resolve("d/a.otter-part"), "half");
        assertThat(store.remove(path("d/a"))).isTrue();
        assertThat(store.remove(path("d/a"))).isFalse();
        try (var left = Files.list(root.resolve("d"))) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void another_folder_in_its_place_is_not_used() throws IOException {
        write("a", "x");
        Files.move(root, folder.resolve("away"));
        for (ThrowingCallable call :
                new ThrowingCallable[] {
                    () -> store.stat(path("a")),
                    () -> store.part(path("a")),
                    () -> store.remove(path("a"))
                }) {
            assertThatThrownBy(call).isInstanceOf(FolderUnusableException.class);
        }
        Files.createDirectory(root);
        assertThatThrownBy(() -> store.stat(path("a")))
                .isInstanceOf(FolderUnusableException.class)
                .hasMessageContaining("mounted");
        Files.delete(root);
        Files.move(folder.resolve("away"), root);
        assertThat(store.stat(path("a"))).isPresent();
    }

    @Test
    void a_folder_that_is_none_cannot_be_opened() throws IOException {
        Path file = Files.writeString(folder.resolve("f"), "x");
        for (Path path : new Path[] {file, folder.resolve("none"), file.resolve("x")}) {
            assertThatThrownBy(() -> LocalFileStore.open(path))
                    .isInstanceOf(FolderUnusableException.class)
                    .hasMessageContaining(path.toString());
        }
    }
}
