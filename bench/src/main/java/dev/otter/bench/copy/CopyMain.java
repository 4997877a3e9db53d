package dev.otter.bench.copy;

import dev.otter.engine.pipeline.PipelineRun;
import dev.otter.engine.pipeline.PipelineRunner;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.channel.SnapshotMode;
import dev.otter.model.channel.StartPoint;
import dev.otter.model.channel.TlsMode;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The measured process: a full load between two local servers. Says {@link #DONE} when all is there
 * and ends when its input ends. Arguments: source port, target port.
 */
public final class CopyMain {
    static final String DONE = "copied";

    private static final Duration LIMIT = Duration.ofHours(2);

    private CopyMain() {}

    public static void main(String[] arguments) throws InterruptedException, IOException {
        Pipeline pipeline =
                new Pipeline(
                        CopyArena.DATABASE,
                        endpoint("source", arguments[0]),
                        endpoint("target", arguments[1]),
                        new StartPoint.Now(),
                        table ->
                                table.database().equals(CopyArena.DATABASE)
                                        ? Optional.of(table)
                                        : Optional.empty(),
                        PipelineOptions.defaults().withSnapshot(SnapshotMode.INITIAL));
        try (PipelineRun run = PipelineRunner.start("bench", pipeline, InstantSource.system())) {
            if (!run.await(run.sourceEnd(), LIMIT)) {
                throw new IllegalStateException("not copied: " + run.status());
            }
            System.out.println(DONE);
            while (System.in.read() >= 0) {
                // Its input ends when it has been measured.
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
