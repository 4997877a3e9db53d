package dev.otter.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.app.config.Places;
import dev.otter.app.config.SyncFile;
import dev.otter.app.view.Console;
import dev.otter.app.view.JsonView;
import dev.otter.engine.pipeline.PipelineRun;
import dev.otter.engine.pipeline.PipelineState;
import dev.otter.engine.pipeline.PipelineStatus;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.channel.StartPoint;
import dev.otter.model.channel.TlsMode;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.LogPosition;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SessionTest {
    private static final LogPosition END = new LogPosition("log.000001", 1000);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final List<ScriptedRun> runs = new ArrayList<>();

    @Test
    void caught_up_ends_with_code_0() throws InterruptedException {
        try (Session session = started(run("a", 10, 500, 1000))) {
            session.aimAtSourceEnds();
            session.runUntil(new StopSignal());

            assertThat(session.end()).isEqualTo(ExitCode.DONE);
        }
        assertThat(written()).contains("\"outcome\":\"caught up\",\"exitCode\":0}");
        assertThat(runs).allMatch(run -> run.closed);
    }

    @Test
    void a_failed_pipeline_lets_the_others_catch_up_and_gives_its_code() throws Exception {
        ScriptedRun failing = run("a", 10, -1);
        ScriptedRun good = run("b", 10, 500, 700, 1000);

        try (Session session = started(failing, good)) {
            session.aimAtSourceEnds();
            session.runUntil(new StopSignal());

            assertThat(session.end()).isEqualTo(ExitCode.DATA);
        }
        assertThat(good.reached(END)).isTrue();
    }

    @Test
    void stopping_without_an_aim_ends_with_code_0() throws InterruptedException {
        StopSignal stop = new StopSignal();
        stop.request();
        try (Session session = started(run("a", 10))) {
            session.runUntil(stop);

            assertThat(session.end()).isEqualTo(ExitCode.DONE);
        }
        assertThat(written()).contains("\"outcome\":\"stopped\"");
    }

    @Test
    void stopping_before_the_aim_is_reached_says_interrupted() throws InterruptedException {
        try (Session session = started(run("a", 10))) {
            session.aimAtSourceEnds();
            session.runUntil(new StopSignal().orAfter(1, TimeUnit.MILLISECONDS));

            assertThat(session.end()).isEqualTo(ExitCode.INTERRUPTED);
        }
    }

    @Test
    void when_one_cannot_start_the_others_are_stopped_and_the_place_is_told() {
        ScriptedRun good = run("a", 10);
        Session session =
                new Session(
                        entry -> {
                            if (entry.pipeline().name().equals("b")) {
                                throw new OtterException(
                                        ErrorCode.ENDPOINT_UNREACHABLE,
                                        "cannot connect to to-host:3307: refused",
                                        "",
                                        "Start it.");
                            }
                            return good;
                        },
                        view());

        assertThatThrownBy(() -> session.start(List.of(entry("a"), entry("b"))))
                .hasMessage(
                        "OTR-2001 cannot connect to to-host:3307: refused [s.yaml:3:3, shop/b]."
                                + " Start it.");
        assertThat(good.closed).isTrue();
    }

    private Session started(ScriptedRun... scripted) {
        runs.addAll(Arrays.asList(scripted));
        Deque<ScriptedRun> left = new ArrayDeque<>(runs);
        Session session = new Session(_ -> left.removeFirst(), view());
        session.start(runs.stream().map(run -> entry(run.name)).toList());
        return session;
    }

    private JsonView view() {
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        return new JsonView(new Console(stream, stream, 0), () -> Instant.EPOCH);
    }

    private String written() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private static SyncFile.Entry entry(String name) {
        Endpoint from =
                new Endpoint(
                        "a", Endpoint.Type.MYSQL, "from-host", 3306, "u", "p", TlsMode.PREFERRED);
        Endpoint to =
                new Endpoint(
                        "b", Endpoint.Type.MYSQL, "to-host", 3307, "u", "p", TlsMode.PREFERRED);
        return new SyncFile.Entry(
                "shop",
                new Pipeline(
                        name,
                        from,
                        to,
                        new StartPoint.Now(),
                        Optional::of,
                        PipelineOptions.defaults()),
                new Places("s.yaml:9:9", "s.yaml:2:3", "s.yaml:3:3", List.of()));
    }

    private static ScriptedRun run(String name, long... offsets) {
        return new ScriptedRun(name, offsets);
    }

    /** Moves to the next offset with each question whether a position is reached; -1 fails. */
    private static final class ScriptedRun implements PipelineRun {
        private final String name;
        private final long[] offsets;
        private int at;
        private boolean closed;

        ScriptedRun(String name, long... offsets) {
            this.name = name;
            this.offsets = offsets;
        }

        @Override
        public PipelineStatus status() {
            boolean failed = offsets[at] < 0;
            return new PipelineStatus(
                    name,
                    failed
                            ? PipelineState.FAILED
                            : closed ? PipelineState.STOPPED : PipelineState.RUNNING,
                    "",
                    Instant.EPOCH,
                    Optional.empty(),
                    OptionalLong.of(0),
                    Optional.empty(),
                    0,
                    PipelineStatus.Kinds.NONE,
                    0,
                    0,
                    0,
                    PipelineStatus.Queue.NONE,
                    0,
                    0,
                    List.of(),
                    failed
                            ? Optional.of(new OtterException(ErrorCode.ROW_REFUSED, "no", "", ""))
                            : Optional.empty(),
                    0,
                    List.of());
        }

        @Override
        public LogPosition sourceEnd() {
            return END;
        }

        @Override
        public boolean reached(LogPosition position) {
            boolean reached = offsets[at] >= position.offset();
            at = Math.min(at + 1, offsets.length - 1);
            return reached;
        }

        @Override
        public boolean await(LogPosition position, Duration timeout) {
            return reached(position);
        }

        @Override
        public void abandon() {
            close();
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
