package dev.otter.engine.pipeline;

import dev.otter.engine.load.schedule.GroupLimits;
import dev.otter.engine.relay.LogRelays;
import dev.otter.model.channel.ApplyMode;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.ErrorPolicy;
import dev.otter.model.channel.LogSharing;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.channel.StartPoint;
import dev.otter.model.channel.TlsMode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Runs pipelines that share a source in a process of its own, which can be killed. */
final class SharedRunMain {
    /** So small that one who cannot write soon stops reading. */
    private static final PipelineSizes SIZES =
            new PipelineSizes(32, 200_000, 512 << 10, GroupLimits.defaults());

    private SharedRunMain() {}

    /**
     * @param arguments the source's port, the target's, the folder of relays, the size of each in
     *     MB, and the databases, each of which is a pipeline
     */
    public static void main(String[] arguments) throws InterruptedException {
        LogSharing sharing =
                new LogSharing(LogSharing.When.ALWAYS, Integer.parseInt(arguments[3]));
        Endpoint from = endpoint("a", arguments[0]).withShare(sharing);
        Endpoint to = endpoint("b", arguments[1]);
        LogRelays relays = new LogRelays(Path.of(arguments[2]), 0);
        for (String database : Arrays.asList(arguments).subList(4, arguments.length)) {
            Pipeline pipeline =
                    new Pipeline(
                            database,
                            from,
                            to,
                            new StartPoint.Now(),
                            table ->
                                    table.database().equals(database)
                                            ? Optional.of(table)
                                            : Optional.empty(),
                            new PipelineOptions(2, ApplyMode.STRICT, ErrorPolicy.STOP));
            PipelineRunner.start(
                    "test",
                    pipeline,
                    SIZES,
                    InstantSource.system(),
                    Optional.empty(),
                    relays);
        }
        new CountDownLatch(1).await();
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

    /** Starts one; what it says goes to a file. */
    static Process start(
            int sourcePort, int targetPort, Path relays, int megabytes, Path log, List<String> names)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + File.separator + "bin/java");
        command.addAll(
                List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp"));
        command.add(System.getProperty("java.class.path"));
        command.add(SharedRunMain.class.getName());
        command.add(Integer.toString(sourcePort));
        command.add(Integer.toString(targetPort));
        command.add(relays.toString());
        command.add(Integer.toString(megabytes));
        command.addAll(names);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }
}
