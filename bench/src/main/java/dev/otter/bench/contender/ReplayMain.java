package dev.otter.bench.contender;

import dev.otter.engine.pipeline.PipelineRun;
import dev.otter.engine.pipeline.PipelineRunner;
import dev.otter.engine.pipeline.PipelineState;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.channel.StartPoint;
import dev.otter.model.channel.TlsMode;
import dev.otter.model.position.LogPosition;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * The measured process: pipelines between two local servers. Says {@code reached P} on its output
 * for each position it is given, and ends when its input ends.
 *
 * <p>Arguments: source port, target port, database, {@code now} or a start position; then any
 * number of positions and further databases. Another database than the one before ends the pipeline
 * and begins one for it where the other was.
 */
public final class ReplayMain {
    private static final Duration LIMIT = Duration.ofMinutes(30);

    private final List<String> ports;

    private ReplayMain(List<String> ports) {
        this.ports = ports;
    }

    public static void main(String[] arguments) throws InterruptedException, IOException {
        List<String> words = List.of(arguments);
        StartPoint start = words.get(3).equals("now") ? new StartPoint.Now() : at(words.get(3));
        new ReplayMain(words.subList(0, 2))
                .replay(words.get(2), start, words.subList(4, words.size()));
    }

    private static StartPoint at(String position) {
        return new StartPoint.AtPosition(LogPosition.parse(position));
    }

    private void replay(String database, StartPoint start, List<String> words)
            throws InterruptedException, IOException {
        PipelineRun run = run(database, start);
        try {
            System.out.println("running");
            String running = database;
            String reached = "";
            for (String word : words) {
                if (word.contains(":")) {
                    await(run, LogPosition.parse(word));
                    reached = word;
                } else if (!word.equals(running)) {
                    run.close();
                    run = run(word, at(reached));
                    running = word;
                }
            }
            while (System.in.read() >= 0) {
                if (run.status().state() == PipelineState.FAILED) {
                    throw new IllegalStateException(run.status().toString());
                }
            }
        } finally {
            run.close();
        }
    }

    private static void await(PipelineRun run, LogPosition position) throws InterruptedException {
        if (!run.await(position, LIMIT)) {
            throw new IllegalStateException("not reached " + position + ": " + run.status());
        }
        System.out.println("reached " + position);
    }

    private PipelineRun run(String database, StartPoint start) {
        Pipeline pipeline =
                new Pipeline(
                        database,
                        endpoint("source", ports.get(0)),
                        endpoint("target", ports.get(1)),
                        start,
                        table ->
                                table.database().equals(database)
                                        ? Optional.of(table)
                                        : Optional.empty(),
                        PipelineOptions.defaults());
        return PipelineRunner.start("bench", pipeline, InstantSource.system());
    }

    private static Endpoint endpoint(String name, String port) {
        return new Endpoint(
                name,
                Endpoint.Type.MYSQL,
                "127.0.0.1",
                Integer.parseInt(port),
                "root",
                "",
                TlsMode.DISABLED);
    }
}
