package dev.otter.engine.pipeline;

import static dev.otter.engine.pipeline.ViewRuns.entry;
import static dev.otter.engine.pipeline.ViewRuns.exclude;
import static dev.otter.engine.pipeline.ViewRuns.failure;
import static dev.otter.engine.pipeline.ViewRuns.processor;
import static dev.otter.engine.pipeline.ViewRuns.rename;
import static dev.otter.engine.pipeline.ViewRuns.set;
import static dev.otter.engine.pipeline.ViewRuns.where;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.otter.model.channel.DdlAction;
import dev.otter.model.channel.DdlRules;
import dev.otter.model.channel.MissingColumnRule;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.config.mapping.ColumnGroup;
import dev.otter.model.config.mapping.ColumnView;
import dev.otter.model.config.mapping.MappingConfig;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.testkit.server.ServerSpec;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Views that cannot work are refused before anything is written; what a dry run shows of others.
 */
class ViewStartIT {
    private static ServerPair pair;
    private static ViewRuns views;

    @BeforeAll
    static void start() throws Exception {
        pair = new ServerPair(ServerSpec.mysql80());
        views = new ViewRuns(pair);
        pair.both("CREATE DATABASE s");
        pair.source.execute("CREATE TABLE s.t (id INT PRIMARY KEY, a INT, b VARCHAR(9), c JSON)");
        pair.target.execute(
                "CREATE TABLE s.t (id INT PRIMARY KEY, a INT, bb VARCHAR(9), c JSON)",
                "CREATE TABLE s.u (id INT, shard INT, a INT, b VARCHAR(9), c JSON,"
                        + " PRIMARY KEY (id, shard))",
                "CREATE TABLE s.v (id INT, a INT, b VARCHAR(9), c JSON)");
    }

    @AfterAll
    static void close() {
        pair.close();
    }

    private static void refused(MappingConfig entry, ErrorCode code, String... told) {
        OtterException refusal =
                catchThrowableOfType(
                        OtterException.class, () -> views.run("refused", entry).close());
        assertThat(refusal).isNotNull();
        assertThat(refusal.code()).as("%s", refusal.getMessage()).isEqualTo(code);
        assertThat(refusal.getMessage()).contains("pipeline view/refused").contains(told);
        assertThat(ViewedTable.of(views.pipeline("refused", entry)))
                .singleElement()
                .satisfies(table -> assertThat(table.problem()).isPresent());
    }

    @Test
    void keys_that_are_not_sent() {
        refused(exclude(entry("s.t -> s.v"), "id"), ErrorCode.VIEW_WITHOUT_KEY, "id", "s.t");
        refused(entry0("s.t -> s.u"), ErrorCode.VIEW_WITHOUT_KEY, "shard", "s.u");
    }

    /** Something that makes it a view. */
    private static MappingConfig entry0(String tables) {
        return where(entry(tables), "row.a > 1");
    }

    @Test
    void columns_that_are_not_there() {
        refused(exclude(entry("s.t"), "b", "x"), ErrorCode.VIEW_COLUMN_UNKNOWN, "x", "id, a, b, c");
        refused(entry0("s.t"), ErrorCode.VIEW_COLUMN_UNKNOWN, "s.t", "column b");
        refused(rename(entry("s.t"), "b", "a"), ErrorCode.VIEW_COLUMN_UNKNOWN, "two columns");
    }

    @Test
    void expressions_that_do_not_compile() {
        MappingConfig good = rename(entry("s.t"), "b", "bb");
        refused(where(good, "row.x > 1"), ErrorCode.EXPRESSION_INVALID, "row.x");
        refused(where(good, "row.a"), ErrorCode.EXPRESSION_INVALID, "neither true nor false");
        refused(
                set(good, "a", "java.lang.Runtime.getRuntime()"),
                ErrorCode.EXPRESSION_INVALID,
                "java");
    }

    @Test
    void groups_that_touch_the_key() {
        MappingConfig good = rename(entry("s.t"), "b", "bb");
        refused(
                new MappingConfig(
                        good.rule(), good.columns(), List.of(new ColumnGroup(List.of("id", "a")))),
                ErrorCode.VIEW_WITHOUT_KEY,
                "group");
        refused(
                new MappingConfig(
                        entry("s.t -> s.v").rule(),
                        new ColumnView.All(),
                        List.of(new ColumnGroup(List.of("a", "b")))),
                ErrorCode.VIEW_WITHOUT_KEY,
                "no key");
    }

    @Test
    void processors_that_are_not_there() {
        refused(
                processor(rename(entry("s.t"), "b", "bb"), "com.acme.Nowhere"),
                ErrorCode.PROCESSOR_UNUSABLE,
                "com.acme.Nowhere",
                "extend");
    }

    @Test
    void differences_of_json_that_a_filter_may_read() throws Exception {
        pair.source.execute("SET GLOBAL binlog_row_value_options=PARTIAL_JSON");
        try {
            refused(
                    where(rename(entry("s.t"), "b", "bb"), "row.a > 1"),
                    ErrorCode.VIEW_IMAGE_INCOMPLETE,
                    "PARTIAL_JSON");
        } finally {
            pair.source.execute("SET GLOBAL binlog_row_value_options=''");
        }
    }

    @Test
    void a_good_view_is_told_in_words() {
        MappingConfig entry =
                set(
                        where(rename(entry("s.t"), "b", "bb"), "row.a > 1"),
                        "c",
                        "null",
                        "a",
                        "row.a + 1");
        assertThat(ViewedTable.of(views.pipeline("words", entry)))
                .singleElement()
                .satisfies(table -> {
                    assertThat(table.problem()).isEmpty();
                    assertThat(table.lines())
                            .containsExactly(
                                    "columns: id, a = row.a + 1, b -> bb, c = null",
                                    "only rows where row.a > 1");
                });
    }

    private static PipelineRun run(DdlRules rules, String name, MappingConfig entry) {
        Pipeline plain = views.pipeline(name, entry);
        return PipelineRunner.start(
                "view",
                new Pipeline(
                        plain.name(),
                        plain.from(),
                        plain.to(),
                        plain.start(),
                        plain.tables(),
                        plain.options().with(rules)),
                InstantSource.system());
    }

    /** The statement that adds the column is still to be read. */
    @Test
    void a_column_that_came_while_the_pipeline_stood_still() throws Exception {
        pair.both("CREATE TABLE s.grows (id INT PRIMARY KEY, a INT, x INT)");
        MappingConfig entry = exclude(entry("s.grows"), "x");
        DdlRules apply = DdlRules.all(DdlAction.APPLY);
        try (PipelineRun run = run(apply, "grows", entry)) {
            ServerPair.await(run);
        }
        pair.source.execute(
                "ALTER TABLE s.grows ADD c INT", "INSERT INTO s.grows VALUES (1,2,3,4)");
        try (PipelineRun run = run(apply, "grows", entry)) {
            ServerPair.await(run);
        }
        assertThat(views.target("SELECT id, a, c FROM s.grows")).containsExactly("1|2|4");
    }

    @Test
    void a_column_that_is_left_out_while_it_is_null() throws Exception {
        pair.both("CREATE TABLE s.lacks (id INT PRIMARY KEY, a INT, x INT)");
        MappingConfig entry = exclude(entry("s.lacks"), "x");
        DdlRules ignore = new DdlRules(DdlAction.SKIP, Map.of(), MissingColumnRule.IGNORE_NULL);
        try (PipelineRun run = run(ignore, "lacks", entry)) {
            pair.source.execute(
                    "ALTER TABLE s.lacks ADD c INT", "INSERT INTO s.lacks VALUES (1,2,3,NULL)");
            ServerPair.await(run);
        }
        try (PipelineRun run = run(ignore, "lacks", entry)) {
            pair.source.execute("INSERT INTO s.lacks VALUES (2,2,3,NULL)");
            ServerPair.await(run);
        }
        assertThat(views.target("SELECT id, a FROM s.lacks ORDER BY id"))
                .containsExactly("1|2", "2|2");
    }

    @Test
    void a_change_of_the_table_is_compared_through_the_view() throws Exception {
        pair.source.execute("CREATE TABLE s.alter_me (id INT PRIMARY KEY, a INT, b INT)");
        pair.target.execute("CREATE TABLE s.alter_me (id INT PRIMARY KEY, z INT, own INT)");
        MappingConfig entry =
                ViewRuns.columns(
                        entry("s.alter_me"),
                        new ColumnView.Rename(
                                List.of(new dev.otter.model.config.mapping.ColumnMapping("a", "z")),
                                List.of("b")));
        try (PipelineRun run = views.run("alters", entry)) {
            pair.source.execute("INSERT INTO s.alter_me VALUES (1,1,1)");
            ServerPair.await(run);
            pair.source.execute("ALTER TABLE s.alter_me MODIFY b BIGINT");
            ServerPair.await(run);
            pair.source.execute("INSERT INTO s.alter_me VALUES (2,2,2)");
            ServerPair.await(run);
            pair.source.execute("ALTER TABLE s.alter_me MODIFY a BIGINT");
            failure(run, ErrorCode.SCHEMA_CHANGE);
        }
        assertThat(views.target("SELECT id, z FROM s.alter_me ORDER BY id"))
                .containsExactly("1|1", "2|2");
    }
}
