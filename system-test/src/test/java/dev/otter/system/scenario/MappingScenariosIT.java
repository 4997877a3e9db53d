package dev.otter.system.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.engine.pipeline.PipelineRun;
import dev.otter.model.error.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which table goes where, and what of its rows. */
class MappingScenariosIT {
    private static Scene scene;

    @BeforeAll
    static void open(@TempDir Path folder) throws IOException {
        scene = new Scene(folder);
        jar(Files.createDirectories(folder.resolve("extend")).resolve("masking.jar"));
    }

    @AfterAll
    static void close() {
        scene.close();
    }

    private static void jar(Path file) throws IOException {
        String entry = Masking.class.getName().replace('.', '/') + ".class";
        try (OutputStream out = Files.newOutputStream(file);
                JarOutputStream jar = new JarOutputStream(out);
                InputStream in = Masking.class.getClassLoader().getResourceAsStream(entry)) {
            jar.putNextEntry(new JarEntry(entry));
            in.transferTo(jar);
            jar.closeEntry();
        }
    }

    @Test
    void s10_shards_of_many_databases_are_merged_in_one_table() throws Exception {
        List<String> databases = new ArrayList<>();
        for (int i = 1; i <= 32; i++) {
            databases.add("s10_%02d".formatted(i));
        }
        for (String database : databases) {
            scene.source.execute(
                    "CREATE DATABASE " + database,
                    "CREATE TABLE " + database + ".t (id INT PRIMARY KEY, v VARCHAR(9))");
        }
        scene.target.execute(
                "CREATE DATABASE s10", "CREATE TABLE s10.t (id INT PRIMARY KEY, v VARCHAR(9))");
        try (PipelineRun run =
                scene.run("s10", List.of("tables: [{source: \"s10_[01-32].t\", target: s10.t}]"))) {
            for (int i = 0; i < databases.size(); i++) {
                scene.source.execute(
                        "INSERT INTO %s.t VALUES (%d, '%s')"
                                .formatted(databases.get(i), i + 1, databases.get(i)));
            }
            scene.source.execute(
                    "UPDATE s10_07.t SET v = 'seven'", "DELETE FROM s10_08.t WHERE id = 8");
            Scene.arrive(run);
            assertThat(scene.onTarget("SELECT COUNT(*), SUM(id), MAX(v) FROM s10.t"))
                    .containsExactly("31|520|seven");
            // Two shards with one key: told, not mixed.
            scene.source.execute("INSERT INTO s10_01.t VALUES (2, 'twice')");
            Scene.failure(run, ErrorCode.ROW_REFUSED);
        }
        assertThat(scene.onTarget("SELECT v FROM s10.t WHERE id = 2")).containsExactly("s10_02");
    }

    @Test
    void s11_all_tables_of_databases_that_are_alike_keep_their_names() throws Exception {
        for (String database : List.of("s11_a", "s11_b")) {
            scene.database(
                    database,
                    "CREATE TABLE one (id INT PRIMARY KEY)",
                    "CREATE TABLE two (id INT PRIMARY KEY)");
        }
        try (PipelineRun run =
                scene.run("s11", List.of("tables: [{source: \"s11_*.*\", target: \"*.*\"}]"))) {
            scene.source.execute(
                    "INSERT INTO s11_a.one VALUES (1)",
                    "INSERT INTO s11_a.two VALUES (2)",
                    "INSERT INTO s11_b.one VALUES (3)",
                    "INSERT INTO s11_b.two VALUES (4)");
            Scene.arrive(run);
        }
        scene.requireEqual("s11_a");
        scene.requireEqual("s11_b");
    }

    @Test
    void s12_tables_are_paired_by_their_numbers() throws Exception {
        scene.both("CREATE DATABASE s12");
        for (int i = 1; i <= 4; i++) {
            scene.source.execute("CREATE TABLE s12.t%d (id INT PRIMARY KEY)".formatted(i));
            scene.target.execute("CREATE TABLE s12.u%d (id INT PRIMARY KEY)".formatted(i));
        }
        try (PipelineRun run =
                scene.run(
                        "s12",
                        List.of("tables: [{source: \"s12.t[1-4]\", target: \"s12.u[1-4]\"}]"))) {
            for (int i = 1; i <= 4; i++) {
                scene.source.execute("INSERT INTO s12.t%d VALUES (%d)".formatted(i, 10 * i));
            }
            Scene.arrive(run);
        }
        for (int i = 1; i <= 4; i++) {
            assertThat(scene.onTarget("SELECT id FROM s12.u" + i))
                    .containsExactly(Integer.toString(10 * i));
        }
    }

    @Test
    void s13_one_source_has_two_targets_with_columns_of_their_own() throws Exception {
        scene.source.execute(
                "CREATE DATABASE s13",
                "CREATE TABLE s13.t (id INT PRIMARY KEY, a INT, b INT, c VARCHAR(9))");
        scene.target.execute(
                "CREATE DATABASE s13_a",
                "CREATE DATABASE s13_b",
                "CREATE TABLE s13_a.t (id INT PRIMARY KEY, x INT)",
                "CREATE TABLE s13_b.t (id INT PRIMARY KEY, b INT, c VARCHAR(9))");
        try (PipelineRun one =
                        scene.run(
                                "s13_a",
                                List.of(
                                        "tables: [{source: s13.t, target: s13_a.t, columns:"
                                                + " {include: [id, {source: a, target: x}]}}]"));
                PipelineRun other =
                        scene.run(
                                "s13_b",
                                List.of(
                                        "tables: [{source: s13.t, target: s13_b.t, columns:"
                                                + " {exclude: [a]}}]"))) {
            Scene.arrive(one);
            Scene.arrive(other);
            scene.source.execute(
                    "INSERT INTO s13.t VALUES (1, 1, 1, 'one'), (2, 2, 2, 'two')",
                    "UPDATE s13.t SET a = 10, b = 20 WHERE id = 1",
                    "UPDATE s13.t SET a = 30 WHERE id = 2");
            Scene.arrive(one);
            Scene.arrive(other);
        }
        assertThat(scene.onTarget("SELECT * FROM s13_a.t ORDER BY id"))
                .containsExactly("1|10", "2|30");
        assertThat(scene.onTarget("SELECT * FROM s13_b.t ORDER BY id"))
                .containsExactly("1|20|one", "2|2|two");
    }

    @Test
    void s14_columns_are_renamed_and_large_ones_left_out() throws Exception {
        scene.source.execute(
                "CREATE DATABASE s14",
                "CREATE TABLE s14.named (id INT PRIMARY KEY, a INT, b INT)",
                "CREATE TABLE s14.light (id INT PRIMARY KEY, a INT, heavy LONGBLOB)");
        scene.target.execute(
                "CREATE DATABASE s14",
                "CREATE TABLE s14.named (id INT PRIMARY KEY, x INT)",
                "CREATE TABLE s14.light (id INT PRIMARY KEY, a INT)");
        try (PipelineRun run =
                scene.run(
                        "s14",
                        List.of(
                                "tables:",
                                "- {source: s14.named, columns: {include: [id, {source: a,"
                                        + " target: x}]}}",
                                "- {source: s14.light, columns: {exclude: [heavy]}}"))) {
            scene.source.execute(
                    "INSERT INTO s14.named VALUES (1, 2, 3)",
                    "UPDATE s14.named SET b = 4",
                    "UPDATE s14.named SET a = 5",
                    "INSERT INTO s14.light VALUES (1, 2, REPEAT('x', 1000000))",
                    "UPDATE s14.light SET heavy = 'y'",
                    "UPDATE s14.light SET a = 3");
            Scene.arrive(run);
        }
        assertThat(scene.onTarget("SELECT * FROM s14.named")).containsExactly("1|5");
        assertThat(scene.onTarget("SELECT * FROM s14.light")).containsExactly("1|3");
    }

    @Test
    void s15_a_column_that_the_target_lacks_is_left_out_while_it_is_null() throws Exception {
        scene.source.execute(
                "CREATE DATABASE s15", "CREATE TABLE s15.t (id INT PRIMARY KEY, a INT, more INT)");
        scene.target.execute(
                "CREATE DATABASE s15", "CREATE TABLE s15.t (id INT PRIMARY KEY, a INT)");
        String[] lenient = {"ddl: {otherwise: ignore, missing-columns: ignore-null}"};
        try (PipelineRun run = scene.run("s15", lenient)) {
            scene.source.execute(
                    "INSERT INTO s15.t VALUES (1, 1, NULL)", "UPDATE s15.t SET a = 2 WHERE id = 1");
            Scene.arrive(run);
            assertThat(scene.onTarget("SELECT * FROM s15.t")).containsExactly("1|2");
            scene.source.execute("INSERT INTO s15.t VALUES (2, 2, 2)");
            assertThat(Scene.failure(run, ErrorCode.TABLE_MISMATCH)).hasMessageContaining("more");
        }
        try (PipelineRun run = scene.run("s15", "start: now")) {
            assertThat(Scene.failure(run, ErrorCode.TABLE_MISMATCH)).hasMessageContaining("more");
        }
        assertThat(scene.onTarget("SELECT * FROM s15.t")).containsExactly("1|2");
    }

    @Test
    void s17_a_processor_drops_rows_and_changes_values_and_keys() throws Exception {
        scene.database("s17", "CREATE TABLE t (id INT PRIMARY KEY, name VARCHAR(30), n BIGINT)");
        try (PipelineRun run =
                scene.run(
                        "s17",
                        List.of(
                                "tables: [{source: s17.t, processor: "
                                        + Masking.class.getName()
                                        + "}]"))) {
            scene.each(
                    "s17",
                    List.of(
                            "INSERT INTO t VALUES (1, 'ann', 1), (2, 'drop me', 2), (3, 'bob', 3)",
                            "UPDATE t SET n = 5 WHERE id = 1",
                            "UPDATE t SET name = 'cid' WHERE id = 2",
                            "UPDATE t SET name = 'drop it' WHERE id = 3"));
            Scene.arrive(run);
        }
        assertThat(scene.onTarget("SELECT * FROM s17.t ORDER BY id"))
                .containsExactly("1001|a**|5", "1002|c**|2");
    }
}
