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
 * The measured process: one pipeline between two local servers. Says {@code reached P} on its
 * output for each position it is given, and ends when its input ends.
 *
 * <p>Arguments: source port, target port, database, {@code now} or a start position, positions.
 */
public final class ReplayMain {
    private static final Duration LIMIT = Duration.ofMinutes(30);

    private ReplayMain() {}

    public static void main(String[] arguments) throws InterruptedException, IOException {
        List<String> words = List.of(arguments);
        String database = words.get(2);
        StartPoint start =
                words.get(3).equals("now")
                        ? new StartPoint.Now()
                        : new StartPoint.AtPosition(LogPosition.parse(words.get(3)));
        Pipeline pipeline =
                new Pipeline(
                        "replay",
                        endpoint("source", words.get(0)),
                        endpoint("target", words.get(1)),
                        start,
                        table ->
                                table.database().equals(database)
                                        ? Optional.of(table)
                                        : Optional.empty(),
                        PipelineOptions.defaults());
        try (PipelineRun run = PipelineRunner.start("bench", pipeline, InstantSource.system())) {
            System.out.println("running");
            for (String position : words.subList(4, words.size())) {
                if (!run.await(LogPosition.parse(position), LIMIT)) {
                    System.err.println("not reached " + position + ": " + run.status());
                    System.exit(1);
                }
                System.out.println("reached " + position);
            }
            while (System.in.read() >= 0) {
                if (run.status().state() == PipelineState.FAILED) {
                    System.err.println(run.status());
                    System.exit(1);
                }
            }
        }
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
