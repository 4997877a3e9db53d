package dev.otter.node;

import dev.otter.model.error.OtterException;
import dev.otter.node.settings.NodeSettings;
import dev.otter.node.settings.SettingsReader;
import dev.otter.transport.control.client.ControlClientConfig;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a node on its own; the argument is its properties file, {@code conf/otter.properties} when
 * left out. The node's number is in the file {@code nid} beside it, or given as {@code -Dnid=}.
 * Ends with the exit code of the error when it cannot start, with 0 when it is asked to end.
 */
public final class NodeMain {
    private static final Logger LOG = LoggerFactory.getLogger(NodeMain.class);

    private NodeMain() {}

    public static void main(String[] arguments) {
        Path file = Path.of(arguments.length == 0 ? "conf/otter.properties" : arguments[0]);
        Thread.setDefaultUncaughtExceptionHandler((thread, error) ->
                LOG.error(
                        "Thread {} has ended by an error of Otter's own", thread.getName(), error));
        try {
            LOG.info("start the otter server");
            NodeSettings settings = SettingsReader.read(file, NodeMain::surroundings);
            NodeProcess node = NodeProcess.start(settings, nature());
            Runtime.getRuntime()
                    .addShutdownHook(Thread.ofPlatform().name("node-stop").unstarted(node::close));
        } catch (OtterException e) {
            LOG.error("the otter server cannot start: {}", e.getMessage());
            System.exit(e.code().kind().exitCode());
        }
        waitForever();
    }

    private static NodeProcess.Nature nature() {
        return new NodeProcess.Nature(
                InstantSource.system(),
                new SecureRandom(),
                Optional.ofNullable(NodeMain.class.getPackage().getImplementationVersion())
                        .orElse("5"),
                ControlClientConfig.Pace.usual());
    }

    private static String surroundings(String name) {
        String property = System.getProperty(name);
        return property == null ? System.getenv(name) : property;
    }

    /** All other threads are of the kind that does not keep a process alive. */
    private static void waitForever() {
        try {
            Thread.currentThread().join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
