package dev.otter.engine.pipeline;

import dev.otter.model.channel.ApplyMode;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.ErrorPolicy;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.channel.StartPoint;
import dev.otter.model.channel.TlsMode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Runs a pipeline in a process of its own, which can be killed. */
final class KafkaRunMain {
    private KafkaRunMain() {}

    /**
     * @param arguments the pipeline's name, which is the database, the source's port and the
     *     broker's
     */
    public static void main(String[] arguments) throws InterruptedException {
        String name = arguments[0];
        Endpoint from =
                new Endpoint(
                        "a",
                        Endpoint.Type.MYSQL,
                        "127.0.0.1",
                        Integer.parseInt(arguments[1]),
                        "root",
                        "",
                        TlsMode.DISABLED);
        int port = Integer.parseInt(arguments[2]);
        Endpoint to =
                new Endpoint("k", Endpoint.Type.KAFKA, "127.0.0.1", port, "", "", TlsMode.DISABLED)
                        .withKafka(KafkaPair.settings(port));
        Pipeline pipeline =
                new Pipeline(
                        name,
                        from,
                        to,
                        new StartPoint.Now(),
                        table ->
                                table.database().equals(name)
                                        ? Optional.of(table)
                                        : Optional.empty(),
                        new PipelineOptions(4, ApplyMode.STRICT, ErrorPolicy.STOP));
        PipelineRunner.start("test", pipeline, InstantSource.system());
        new CountDownLatch(1).await();
    }

    /** Starts one; what it says goes to a file. */
    static Process start(String name, int sourcePort, int targetPort, Path log) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(System.getProperty("java.home") + File.separator + "bin/java");
        command.addAll(
                List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp"));
        command.add(System.getProperty("java.class.path"));
        command.addAll(
                List.of(
                        KafkaRunMain.class.getName(),
                        name,
                        Integer.toString(sourcePort),
                        Integer.toString(targetPort)));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
    }
}
