package dev.otter.engine.pipeline;

import static dev.otter.engine.pipeline.ViewRuns.columns;
import static dev.otter.engine.pipeline.ViewRuns.entry;
import static dev.otter.engine.pipeline.ViewRuns.rename;
import static dev.otter.engine.pipeline.ViewRuns.set;
import static dev.otter.engine.pipeline.ViewRuns.where;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.engine.snapshot.CopyLook;
import dev.otter.engine.snapshot.SnapshotSizes;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.channel.SnapshotMode;
import dev.otter.model.config.mapping.ColumnMapping;
import dev.otter.model.config.mapping.ColumnView;
import dev.otter.model.config.mapping.MappingConfig;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.testkit.compare.CompareOptions;
import dev.otter.testkit.compare.Comparison;
import dev.otter.testkit.compare.TableComparer;
import dev.otter.testkit.server.ServerSpec;
import dev.otter.testkit.workload.ServerFeatures;
import dev.otter.testkit.workload.types.EveryType;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Rows of a full load go through the views that rows of the log go through. */
class FullLoadViewIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int ROWS = 1_000;

    private static ServerPair pair;

    private final ViewRuns views = new ViewRuns(pair);

    @BeforeAll
    static void start() {
        pair = new ServerPair(ServerSpec.mysql80());
    }

    @AfterAll
    static void close() {
        pair.close();
    }

    private Pipeline pipeline(String name, MappingConfig... entries) {
        Pipeline plain = views.pipeline(name, entries);
        return new Pipeline(
                plain.name(),
                plain.from(),
                plain.to(),
                plain.start(),
                plain.tables(),
                plain.options().withSnapshot(SnapshotMode.INITIAL));
    }

    private static PipelineRun run(Pipeline pipeline) {
        PipelineSizes usual = PipelineSizes.usual();
        return PipelineRunner.start(
                "view",
                pipeline,
                new PipelineSizes(
                        usual.slots(),
                        usual.giantBytes(),
                        usual.budgetBytes(),
                        usual.limits(),
                        SnapshotSizes.usual().inPieces(40, 300)),
                InstantSource.system());
    }

    private static void source(String name) throws Exception {
        pair.source.execute(
                "CREATE DATABASE " + name,
                "CREATE TABLE %s.t (id INT PRIMARY KEY, country CHAR(2), amount DECIMAL(10,2), secret VARCHAR(40))"
                        .formatted(name),
                "INSERT INTO %s.t WITH RECURSIVE n AS (SELECT 1 i UNION ALL SELECT i+1 FROM n WHERE i<%d) SELECT i, IF(i MOD 3=0,'CN','US'), i/4, CONCAT('secret ',i) FROM n"
                        .formatted(name, ROWS));
    }

    /** Renamed, masked, constant, left out and filtered. */
    private static MappingConfig view(String name) {
        MappingConfig renamed = rename(entry(name + ".t"), "id", "number", "amount", "sum");
        MappingConfig some =
                columns(
                        renamed,
                        new ColumnView.Rename(
                                List.of(
                                        new ColumnMapping("id", "number"),
                                        new ColumnMapping("amount", "sum")),
                                List.of("secret")));
        return where(
                set(some, "masked", "'***' + string(row.id)", "origin", "'a'"),
                "row.country == 'CN' || row.amount >= 200");
    }

    private static void target(String name) throws Exception {
        pair.target.execute(
                "CREATE DATABASE " + name,
                "CREATE TABLE %s.t (number INT PRIMARY KEY, country CHAR(2), sum DECIMAL(10,2), masked VARCHAR(40), origin VARCHAR(5))"
                        .formatted(name));
    }

    private void requireViewed(String name) throws Exception {
        assertThat(
                        views.target(
                                "SELECT number, country, sum, masked, origin FROM %s.t ORDER BY number"
                                        .formatted(name)))
                .isNotEmpty()
                .isEqualTo(
                        ViewRuns.rows(
                                pair.source,
                                "SELECT id, country, amount, CONCAT('***',id), 'a' FROM %s.t WHERE country='CN' OR amount>=200 ORDER BY id"
                                        .formatted(name)));
    }

    @Test
    void rows_are_copied_as_the_view_makes_them_while_they_enter_and_leave_it() throws Exception {
        source("viewed");
        target("viewed");
        Pipeline pipeline = pipeline("viewed", view("viewed"));
        AtomicBoolean stop = new AtomicBoolean();
        FutureTask<Integer> writer = writer("viewed", stop);
        Random random = new Random(5);
        for (int kill = 0; kill < 4; kill++) {
            PipelineRun run = run(pipeline);
            run.await(run.sourceEnd(), Duration.ofMillis(random.nextInt(50, 600)));
            assertThat(run.status().state())
                    .as("%s", run.status())
                    .isNotEqualTo(PipelineState.FAILED);
            run.abandon();
            run.close();
        }
        try (PipelineRun run = run(pipeline)) {
            run.await(run.sourceEnd(), Duration.ofSeconds(2));
            stop.set(true);
            assertThat(writer.get()).isPositive();
            ServerPair.await(run);
        }
        requireViewed("viewed");
    }

    @Test
    void a_viewed_table_is_copied_anew_and_in_part() throws Exception {
        source("again");
        target("again");
        Pipeline pipeline = pipeline("again", view("again"));
        try (PipelineRun run = run(pipeline)) {
            ServerPair.await(run);
            requireViewed("again");
            pair.target.execute(
                    "UPDATE again.t SET masked='wrong'",
                    "DELETE FROM again.t WHERE number MOD 2=0",
                    "INSERT INTO again.t VALUES (-1,'XX',0,'extra','a')");
            CopyAsking asking = new CopyAsking("view/again", pipeline);
            asking.ask(_ -> true, "id < 100");
            assertThat(copied(asking, run).stage()).isEqualTo(CopyLook.Stage.DONE);
            assertThat(views.target("SELECT COUNT(*) FROM again.t WHERE masked LIKE '***%'"))
                    .containsExactly("33");

            asking.ask(_ -> true, "");
            assertThat(copied(asking, run).stage()).isEqualTo(CopyLook.Stage.DONE);
            ServerPair.await(run);
        }
        requireViewed("again");
    }

    @Test
    void every_type_goes_through_a_view() throws Exception {
        try (Connection from = pair.source.connect();
                Connection to = pair.target.connect()) {
            EveryType types =
                    new EveryType("every", ServerFeatures.of(from).and(ServerFeatures.of(to)));
            types.createTables(from);
            types.edgeRows(from);
            types.createTables(to);
        }
        try (PipelineRun run = run(pipeline("every", where(entry("every.*"), "1 == 1")))) {
            ServerPair.await(run);
        }
        // Documents travel as text there; the fine print tells what that loses.
        String[] documents =
                ViewRuns.rows(
                                pair.source,
                                "SELECT CONCAT(TABLE_NAME,'.',COLUMN_NAME) FROM"
                                        + " information_schema.COLUMNS WHERE TABLE_SCHEMA='every' AND"
                                        + " DATA_TYPE='json'")
                        .toArray(String[]::new);
        Comparison comparison =
                new TableComparer(
                                pair.source::connect,
                                pair.target::connect,
                                CompareOptions.strict().withIgnoredColumns(documents))
                        .compareDatabases("every");
        assertThat(comparison.equal()).as(comparison.report()).isTrue();
    }

    @Test
    void a_row_that_the_view_refuses_ends_the_load_with_its_code() throws Exception {
        source("refused");
        pair.target.execute(
                "CREATE DATABASE refused",
                "CREATE TABLE refused.t (id INT PRIMARY KEY, country CHAR(2), amount DECIMAL(10,2), secret VARCHAR(40), part INT)");
        pair.source.execute("INSERT INTO refused.t VALUES (0,'CN',1,'x')");
        try (PipelineRun run =
                run(pipeline("refused", set(entry("refused.t"), "part", "100 / row.id")))) {
            ViewRuns.failure(run, ErrorCode.COPY_REFUSED);
        }
    }

    @Test
    void a_missing_table_with_a_view_is_not_made() throws Exception {
        source("missing");
        Pipeline pipeline = pipeline("missing", view("missing"));
        assertThatThrownBy(() -> run(pipeline).close())
                .isInstanceOfSatisfying(
                        OtterException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.COPY_TABLE_NOT_MADE));
    }

    private static CopyLook copied(CopyAsking asking, PipelineRun run) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        CopyLook look = asking.look().getFirst();
        while (!look.ended() && System.nanoTime() < deadline) {
            run.await(run.sourceEnd(), Duration.ofMillis(100));
            look = asking.look().getFirst();
        }
        assertThat(look.ended()).as("%s, %s", look, run.status()).isTrue();
        return look;
    }

    private static FutureTask<Integer> writer(String name, AtomicBoolean stop) {
        FutureTask<Integer> writer =
                new FutureTask<>(() -> {
                    Random random = new Random(9);
                    int done = 0;
                    try (Connection connection = pair.source.connect();
                            Statement statement = connection.createStatement()) {
                        while (!stop.get()) {
                            int id = 1 + random.nextInt(ROWS);
                            String table = name + ".t";
                            statement.execute(
                                    switch (random.nextInt(4)) {
                                        case 0 -> "DELETE FROM " + table + " WHERE id=" + id;
                                        case 1 ->
                                                "REPLACE INTO %s VALUES (%d,'CN',%d,'s')"
                                                        .formatted(table, id, id % 300);
                                        case 2 ->
                                                "UPDATE %s SET country=IF(country='CN','US','CN') WHERE id=%d"
                                                        .formatted(table, id);
                                        default ->
                                                "UPDATE IGNORE %s SET id=%d WHERE id=%d"
                                                        .formatted(
                                                                table,
                                                                1 + random.nextInt(ROWS),
                                                                id);
                                    });
                            done++;
                        }
                    }
                    return done;
                });
        Thread.ofPlatform().name("writer").start(writer);
        return writer;
    }
}
