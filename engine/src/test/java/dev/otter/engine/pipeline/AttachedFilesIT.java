package dev.otter.engine.pipeline;

import static dev.otter.engine.pipeline.ViewRuns.entry;
import static dev.otter.engine.pipeline.ViewRuns.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.otter.engine.files.FileLimits;
import dev.otter.engine.files.store.HookedStore;
import dev.otter.engine.files.store.LocalFileStore;
import dev.otter.engine.transform.processor.ProcessorJar;
import dev.otter.model.channel.ErrorPolicy;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.channel.SnapshotMode;
import dev.otter.model.config.mapping.FileRules;
import dev.otter.model.config.mapping.FileRules.Missing;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.testkit.server.ServerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows and the files that belong to them, between two servers and two folders. */
class AttachedFilesIT {
    private static final Path PAGE = Path.of("../docs/attached-files.md");
    private static final int MEGABYTE = 1 << 20;

    /** While it is true, a resolver that loops goes on doing so; nothing else can end it. */
    private static final String LOOP = "com.acme.loop";

    private static ServerPair pair;

    private final Random random = new Random(29);
    private Path from;
    private Path to;

    @BeforeAll
    static void start() {
        pair = new ServerPair(ServerSpec.mysql80());
    }

    @AfterAll
    static void close() {
        pair.close();
    }

    @BeforeEach
    void folders(@TempDir Path folder) throws IOException {
        from = Files.createDirectory(folder.resolve("from"));
        to = Files.createDirectory(folder.resolve("to"));
        System.setProperty(LOOP, "true");
    }

    @AfterEach
    void endLoops() {
        System.clearProperty(LOOP);
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        Thread.getAllStackTraces().keySet().stream()
                                .map(Thread::getName)
                                .noneMatch(name ->
                                        name.endsWith("-resolver") || name.contains("-files")));
    }

    private static ViewRuns create(String database) throws SQLException {
        pair.both(
                "CREATE DATABASE " + database,
                "CREATE TABLE "
                        + database
                        + ".t (id INT PRIMARY KEY, path VARCHAR(500), note VARCHAR(50))");
        return new ViewRuns(pair);
    }

    private FileRules rules(Missing missing, boolean delete, int wait, int rate) {
        return new FileRules(
                Optional.empty(), List.of("path"), from, to, missing, delete, 4, wait, rate);
    }

    private FileRules resolved(String name) {
        return new FileRules(Optional.of(name), List.of(), from, to, Missing.FAIL, false, 4, 0, 0);
    }

    private static PipelineRun run(Pipeline pipeline) {
        return PipelineRunner.start("view", pipeline, InstantSource.system());
    }

    private byte[] write(String name, int size) throws IOException {
        byte[] content = new byte[size];
        random.nextBytes(content);
        Files.createDirectories(from.resolve(name).getParent());
        Files.write(from.resolve(name), content);
        return content;
    }

    private void requireSame(String name) {
        assertThat(to.resolve(name)).hasSameBinaryContentAs(from.resolve(name));
    }

    private void requireNoParts() throws IOException {
        try (Stream<Path> all = Files.walk(to)) {
            assertThat(all).noneMatch(path -> path.toString().endsWith(".otter-part"));
        }
    }

    @Test
    void a_row_appears_when_its_file_is_whole() throws Exception {
        ViewRuns views = create("slow");
        CountDownLatch gate = new CountDownLatch(1);
        FileLimits limits =
                FileLimits.usual()
                        .with(root -> {
                            HookedStore store = new HookedStore(LocalFileStore.open(root));
                            store.reading =
                                    path -> {
                                        if (path.text().equals("a/five")) {
                                            pass(gate);
                                        }
                                    };
                            return store;
                        });
        write("empty", 0);
        write("one", 1);
        write("a/five", 5 * MEGABYTE);
        Pipeline pipeline =
                views.pipeline("slow", entry("slow.t").with(rules(Missing.FAIL, false, 10, 0)));
        try (PipelineRun run =
                PipelineRunner.start(
                        "view",
                        pipeline,
                        PipelineSizes.usual().with(limits),
                        InstantSource.system())) {
            pair.source.execute("INSERT INTO slow.t VALUES (1,'empty','a'), (2,'one','b')");
            ServerPair.await(run);
            pair.source.execute(
                    "INSERT INTO slow.t VALUES (3,'a/five','c'), (4,NULL,'d')",
                    "INSERT INTO slow.t VALUES (5,'','e')");

            await().atMost(Duration.ofSeconds(20))
                    .until(() -> run.status().reason().contains("a/five"));
            assertThat(run.status().state()).isEqualTo(PipelineState.WAITING);
            assertThat(run.status().reason()).contains("copying attached files, 0 of 1");
            assertThat(run.status().lagMillis()).isPresent();
            assertThat(run.status().lagMillis().getAsLong()).isPositive();
            assertThat(views.target("SELECT id FROM slow.t ORDER BY id")).containsExactly("1", "2");
            assertThat(to.resolve("a/five")).doesNotExist();

            gate.countDown();
            ServerPair.await(run);
            requireSame("a/five");
            PipelineStatus.Files files = run.status().files();
            assertThat(files.copied()).isEqualTo(3);
            assertThat(files.bytes()).isEqualTo(5 * MEGABYTE + 1);
        }
        pair.requireEqual("slow");
        requireSame("empty");
        requireSame("one");
        requireNoParts();
    }

    private static void pass(CountDownLatch gate) throws IOException {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Test
    void a_run_that_is_broken_off_while_copying_goes_on() throws Exception {
        ViewRuns views = create("broken");
        Pipeline pipeline =
                views.pipeline("broken", entry("broken.t").with(rules(Missing.FAIL, false, 10, 8)));
        int rows = 30;
        run(pipeline).close();
        for (int i = 0; i < rows; i++) {
            write("d" + i % 3 + "/" + i, i % 5 == 0 ? 3 * MEGABYTE : i * 1000);
            pair.source.execute(
                    "INSERT INTO broken.t VALUES (%d, 'd%d/%d', 'n')".formatted(i, i % 3, i));
            if (i % 4 == 0) {
                pair.source.execute("UPDATE broken.t SET note='changed' WHERE id=" + i / 2);
            }
        }
        long copied = 0;
        for (int kill = 1; kill <= 4; kill++) {
            PipelineRun run = run(pipeline);
            try {
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> run.status().files().bytes() > 2 * MEGABYTE);
            } finally {
                if (kill % 2 == 0) {
                    run.abandon();
                }
                run.close();
            }
            copied += run.status().files().bytes();
            requireRowsHaveFiles(views);
        }
        try (PipelineRun run = run(pipeline)) {
            ServerPair.await(run);
            copied += run.status().files().bytes();
        }
        pair.requireEqual("broken");
        requireRowsHaveFiles(views);
        requireNoParts();
        long whole = 0;
        for (int i = 0; i < rows; i++) {
            whole += Files.size(from.resolve("d" + i % 3 + "/" + i));
        }
        // What was on its way at the moment of a kill may be there and not counted.
        assertThat(copied).as("bytes are copied once").isBetween(whole - 4 * MEGABYTE, whole);
    }

    private void requireRowsHaveFiles(ViewRuns views) throws SQLException {
        for (String path : views.target("SELECT path FROM broken.t")) {
            requireSame(path);
        }
    }

    @Test
    void rows_whose_files_are_missing_or_lead_out_are_put_aside() throws Exception {
        ViewRuns views = create("aside").with(ErrorPolicy.QUARANTINE);
        write("ok", 10);
        Files.createSymbolicLink(from.resolve("out"), Path.of("/etc"));
        try (PipelineRun run =
                run(
                        views.pipeline(
                                "aside",
                                entry("aside.t").with(rules(Missing.FAIL, false, 0, 0))))) {
            pair.source.execute(
                    "INSERT INTO aside.t VALUES (1,'ok','a'), (2,'none','b'), (3,'../from/ok','c'),"
                            + " (4,'/etc/passwd','d'), (5,'out/passwd','e'), (6,'ok','f')");
            ServerPair.await(run);
            assertThat(run.status().quarantined()).isEqualTo(4);
        }
        assertThat(views.target("SELECT id FROM aside.t ORDER BY id")).containsExactly("1", "6");
        assertThat(
                        views.target(
                                "SELECT error_code, COUNT(*) FROM retl.retl_quarantine WHERE"
                                        + " pipeline='view/aside' GROUP BY 1 ORDER BY 1"))
                .containsExactly("OTR-3911|3", "OTR-3912|1");
        try (Stream<Path> all = Files.list(to)) {
            assertThat(all).containsExactly(to.resolve("ok"));
        }
    }

    @Test
    void a_missing_file_stops_the_pipeline_at_its_row() throws Exception {
        ViewRuns views = create("stops_f");
        try (PipelineRun run =
                run(
                        views.pipeline(
                                "stops_f",
                                entry("stops_f.t").with(rules(Missing.FAIL, false, 0, 0))))) {
            pair.source.execute("INSERT INTO stops_f.t VALUES (7,'no/file','a')");
            assertThat(failure(run, ErrorCode.FILE_MISSING))
                    .hasMessageContaining("no/file")
                    .hasMessageContaining("id=7");
        }
        assertThat(views.target("SELECT id FROM stops_f.t")).isEmpty();
    }

    @Test
    void files_go_with_their_rows_where_that_is_wanted() throws Exception {
        ViewRuns views = create("gone");
        write("a", 100);
        write("b", 100);
        try (PipelineRun run =
                run(
                        views.pipeline(
                                "gone", entry("gone.t").with(rules(Missing.SKIP, true, 0, 0))))) {
            pair.source.execute("INSERT INTO gone.t VALUES (1,'a',''), (2,'b',''), (3,'none','')");
            ServerPair.await(run);
            requireSame("a");
            pair.source.execute(
                    "DELETE FROM gone.t WHERE id=1", "UPDATE gone.t SET path=NULL WHERE id=2");
            ServerPair.await(run);
            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> {
                        assertThat(to.resolve("a")).doesNotExist();
                        assertThat(to.resolve("b")).doesNotExist();
                    });
            assertThat(run.status().files().missing()).isEqualTo(1);
            assertThat(run.status().notices()).anyMatch(notice -> notice.contains("none"));
        }
        pair.requireEqual("gone");
    }

    @Test
    void rows_that_are_asked_for_again_take_their_files_along() throws Exception {
        ViewRuns views = create("again");
        write("old", 1000);
        pair.both("INSERT INTO again.t VALUES (1,'old','')");
        try (PipelineRun run =
                run(
                        views.pipeline(
                                "again",
                                entry("again.t").with(rules(Missing.FAIL, false, 0, 0))))) {
            pair.source.execute(
                    "CREATE DATABASE IF NOT EXISTS retl",
                    "CREATE TABLE IF NOT EXISTS retl.retl_buffer (ID BIGINT AUTO_INCREMENT PRIMARY"
                            + " KEY, TABLE_ID INT NOT NULL, FULL_NAME VARCHAR(512), TYPE CHAR(1)"
                            + " NOT NULL, PK_DATA VARCHAR(256) NOT NULL, GMT_CREATE TIMESTAMP NOT"
                            + " NULL, GMT_MODIFIED TIMESTAMP NOT NULL)",
                    "INSERT INTO retl.retl_buffer (TABLE_ID, FULL_NAME, TYPE, PK_DATA, GMT_CREATE,"
                            + " GMT_MODIFIED) VALUES (0, 'again.t', 'U', '1', now(), now())");
            await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(to.resolve("old")));
            ServerPair.await(run);
        }
        requireSame("old");
        pair.requireEqual("again");
    }

    @Test
    void a_resolver_that_throws_or_loops_is_contained(@TempDir Path temp) throws Exception {
        Path jars =
                ProcessorJar.folder(
                        temp,
                        """
                        package com.acme;
                        import dev.otter.model.extend.*;
                        import java.util.List;
                        public final class Moody implements FileResolver {
                            @Override
                            public List<String> files(RowImage row) throws Exception {
                                switch ((String) row.get("note")) {
                                    case "throw" -> throw new IllegalStateException("secret");
                                    case "null" -> { return null; }
                                    case "set" -> row.set("note", "x");
                                    case "many" -> {
                                        return java.util.stream.IntStream.range(0, 5000)
                                                .mapToObj(i -> "f" + i).toList();
                                    }
                                    case "loop" -> {
                                        while (Boolean.getBoolean("com.acme.loop")) {
                                            Thread.onSpinWait();
                                        }
                                    }
                                    default -> { }
                                }
                                return List.of((String) row.get("path"));
                            }
                        }
                        """);
        ViewRuns views = create("moody_f").with(ErrorPolicy.QUARANTINE).in(jars);
        write("ok", 10);
        try (PipelineRun run =
                run(
                        views.pipeline(
                                "moody_f", entry("moody_f.t").with(resolved("com.acme.Moody"))))) {
            pair.source.execute(
                    "INSERT INTO moody_f.t VALUES (1,'ok',''), (2,'ok','throw'), (3,'ok','null'),"
                            + " (4,'ok','set'), (5,'ok','many'), (6,'ok','loop'), (7,'ok','')");
            ServerPair.await(run);
            assertThat(run.status().quarantined()).isEqualTo(5);
        }
        assertThat(views.target("SELECT id FROM moody_f.t ORDER BY id")).containsExactly("1", "7");
        assertThat(
                        views.target(
                                "SELECT error_code, COUNT(*) FROM retl.retl_quarantine WHERE"
                                        + " pipeline='view/moody_f' GROUP BY 1 ORDER BY 1"))
                .containsExactly("OTR-3914|3", "OTR-3915|1", "OTR-3916|1");
        assertThat(
                        views.target(
                                "SELECT error_text FROM retl.retl_quarantine WHERE"
                                        + " pipeline='view/moody_f' AND error_text LIKE '%secret%'"))
                .isEmpty();
        requireSame("ok");
    }

    @Test
    void the_resolver_of_the_documentation_does_what_the_page_says(@TempDir Path temp)
            throws Exception {
        String page = Files.readString(PAGE);
        int begin = page.indexOf("```java\n") + "```java\n".length();
        Path jars = ProcessorJar.folder(temp, page.substring(begin, page.indexOf("```", begin)));
        pair.both(
                "CREATE DATABASE page",
                "CREATE TABLE page.invoice (id INT PRIMARY KEY, `year` INT, `number` INT)");
        ViewRuns views = new ViewRuns(pair).in(jars);
        write("2026/4711.pdf", 1000);
        write("2026/4711.xml", 10);
        try (PipelineRun run =
                run(
                        views.pipeline(
                                "page",
                                entry("page.invoice").with(resolved("com.acme.Invoices"))))) {
            pair.source.execute("INSERT INTO page.invoice VALUES (1, 2026, 4711), (2, 2026, NULL)");
            ServerPair.await(run);
            assertThat(run.status().files().copied()).isEqualTo(2);
        }
        pair.requireEqual("page");
        requireSame("2026/4711.pdf");
        requireSame("2026/4711.xml");
    }

    @Test
    void paths_are_those_of_the_row_as_the_target_gets_it() throws Exception {
        pair.source.execute(
                "CREATE DATABASE viewed", "CREATE TABLE viewed.t (id INT PRIMARY KEY, p INT)");
        pair.target.execute(
                "CREATE DATABASE viewed",
                "CREATE TABLE viewed.t (id INT PRIMARY KEY, p INT, path VARCHAR(50))");
        ViewRuns views = new ViewRuns(pair);
        write("7.jpg", 1000);
        try (PipelineRun run =
                run(
                        views.pipeline(
                                "viewed",
                                ViewRuns.set(entry("viewed.t"), "path", "string(row.p) + '.jpg'")
                                        .with(rules(Missing.FAIL, false, 0, 0))))) {
            pair.source.execute("INSERT INTO viewed.t VALUES (1, 7)");
            ServerPair.await(run);
        }
        requireSame("7.jpg");
        assertThat(views.target("SELECT path FROM viewed.t")).containsExactly("7.jpg");
    }

    @Test
    void what_cannot_work_is_refused_at_the_start() throws Exception {
        ViewRuns views = create("refused");
        FileRules rules = rules(Missing.FAIL, false, 0, 0);
        Pipeline good = views.pipeline("refused", entry("refused.t").with(rules));

        requireRefused(
                new Pipeline(
                        "refused",
                        good.from(),
                        good.to(),
                        good.start(),
                        good.tables(),
                        good.options().withSnapshot(SnapshotMode.INITIAL)),
                ErrorCode.FILES_NOT_POSSIBLE,
                "full load");
        requireRefused(
                views.pipeline(
                        "refused",
                        ViewRuns.rename(entry("refused.t"), "path", "other").with(rules)),
                ErrorCode.VIEW_COLUMN_UNKNOWN,
                "other");
        requireRefused(
                views.pipeline("refused", ViewRuns.exclude(entry("refused.t"), "path").with(rules)),
                ErrorCode.FILES_NOT_POSSIBLE,
                "column path");
        requireRefused(
                views.pipeline("refused", entry("refused.t").with(resolved("com.acme.None"))),
                ErrorCode.FILE_RESOLVER_UNUSABLE,
                "com.acme.None");
        Files.move(to, to.resolveSibling("away"));
        requireRefused(good, ErrorCode.FILE_ROOT_UNUSABLE, to.toString());
        Files.createSymbolicLink(to, from);
        requireRefused(good, ErrorCode.FILE_ROOT_UNUSABLE, "within each other");
        Files.delete(to);
        Files.move(to.resolveSibling("away"), to);
        pair.source.execute("SET GLOBAL binlog_row_image=MINIMAL");
        try {
            requireRefused(good, ErrorCode.FILES_NOT_POSSIBLE, "binlog_row_image");
        } finally {
            pair.source.execute("SET GLOBAL binlog_row_image=FULL");
        }
        assertThat(AttachedFiles.problem(good, InstantSource.system())).isEmpty();
        run(good).close();
    }

    private static void requireRefused(Pipeline pipeline, ErrorCode code, String text) {
        if (code != ErrorCode.VIEW_COLUMN_UNKNOWN) {
            assertThat(AttachedFiles.problem(pipeline, InstantSource.system()))
                    .map(OtterException::code)
                    .hasValue(code);
        }
        assertThatThrownBy(() -> run(pipeline).close())
                .isInstanceOfSatisfying(
                        OtterException.class,
                        e -> assertThat(e.code()).as(e.getMessage()).isEqualTo(code))
                .hasMessageContaining(text);
    }
}
