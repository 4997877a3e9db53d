package dev.otter.engine.verify.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.engine.pipeline.PipelineRun;
import dev.otter.engine.verify.TablePair;
import dev.otter.engine.verify.TableVerifier;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.table.TableName;
import dev.otter.testkit.server.ServerSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How far a check is is kept on the target, so that another process goes on from there. */
class KeptSweepIT {
    private static final TableName T = new TableName("kept", "t");

    private static Sites sites;

    @BeforeAll
    static void start() throws Exception {
        sites = new Sites(ServerSpec.mysql80(), ServerSpec.mysql80());
        sites.both(
                "CREATE DATABASE kept", "CREATE TABLE kept.t (id INT PRIMARY KEY, v VARCHAR(40))");
    }

    @AfterAll
    static void close() {
        sites.close();
    }

    private static TablePair pair() {
        return new TableVerifier(source(), target(), 0, () -> false)
                .pairs(Sites.whole("kept"))
                .getFirst();
    }

    private static Endpoint source() {
        return Sites.endpoint("a", sites.source.port());
    }

    private static Endpoint target() {
        return Sites.endpoint("b", sites.target.port());
    }

    private static KeptSweeps open(String run) {
        return KeptSweeps.open(target(), "test/kept", run);
    }

    /** Breaks off after a point was kept. */
    private static SweepMemory breaking(SweepMemory memory) {
        return new SweepMemory() {
            @Override
            public Optional<Kept> of(TableName table) {
                return memory.of(table);
            }

            @Override
            public void keep(TableName table, Kept kept) {
                memory.keep(table, kept);
                throw new CancellationException("broken off");
            }
        };
    }

    @Test
    void another_process_goes_on_and_an_altered_table_begins_anew() throws Exception {
        try (PipelineRun run = sites.run("kept", Sites.whole("kept"))) {
            sites.source.execute(
                    "INSERT INTO kept.t VALUES "
                            + IntStream.range(0, 20_000)
                                    .mapToObj(id -> "(" + id + ", 'row " + id + "')")
                                    .collect(Collectors.joining(", ")));
            Sites.await(run);
            sites.target.execute("UPDATE kept.t SET v = '' WHERE id = 19999");
            List<String> told = new ArrayList<>();

            assertThatThrownBy(() ->
                            sites.compare(
                                    sites.config("kept"),
                                    Sites.whole("kept"),
                                    told,
                                    breaking(open("one").of(pair()))))
                    .isInstanceOf(CancellationException.class);
            SweepMemory.Kept half = open("one").of(pair()).of(T).orElseThrow();

            assertThat(half.done()).isFalse();
            assertThat(half.tally().sourceRows()).isPositive().isLessThan(20_000);

            Sites.Result all =
                    sites.compare(
                            sites.config("kept"),
                            Sites.whole("kept"),
                            told,
                            open("one").of(pair()));

            assertThat(told).containsExactly("CHANGED id=19999");
            assertThat(all.tables().getFirst().result().sourceRows()).isEqualTo(20_000);
            assertThat(all.tables().getFirst().result().differences()).isEqualTo(1);
            assertThat(open("one").of(pair()).of(T).orElseThrow().done()).isTrue();

            sites.both("ALTER TABLE kept.t ADD COLUMN c INT");

            assertThat(open("one").of(pair()).of(T)).isEmpty();
        }
    }

    @Test
    void another_run_and_the_end_of_one_leave_nothing() throws Exception {
        try (PipelineRun run = sites.run("second", Sites.whole("kept"))) {
            Sites.await(run);
        }
        SweepMemory.Kept kept = new SweepMemory.Kept("0:31", new Tally(1, 2, 3, 4, 5));
        open("two").of(pair()).keep(T, kept);

        assertThat(open("two").of(pair()).of(T)).contains(kept);
        open("two").forget();
        assertThat(open("two").of(pair()).of(T)).isEmpty();

        open("two").of(pair()).keep(T, kept);
        assertThat(open("three").of(pair()).of(T)).isEmpty();
        assertThat(open("two").of(pair()).of(T)).isEmpty();
    }
}
