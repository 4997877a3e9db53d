package dev.otter.app.process;

import dev.otter.manager.ManagerProcess;
import dev.otter.manager.settings.ManagerSettings;
import dev.otter.node.NodeProcess;
import dev.otter.node.settings.NodeSettings;
import dev.otter.transport.control.client.ManagerAddress;
import dev.otter.transport.identity.NodeId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A manager and one node, in one process.
 *
 * @param manager the manager
 * @param node the node, which the manager has let in
 */
public record Standalone(ManagerProcess manager, NodeProcess node) implements AutoCloseable {
    private static final String NAME = "standalone";

    /**
     * Starts both; the node gets a number from the manager the first time.
     *
     * @param nodeHome the node's folder
     */
    public static Standalone start(ManagerSettings settings, Path nodeHome, Processes processes) {
        ManagerProcess manager = processes.manager(settings);
        try {
            ManagerProcess.LocalNode local = manager.admit(NAME);
            NodeSettings node =
                    new NodeSettings(
                            new NodeId(local.nid()),
                            nodeHome,
                            ManagerAddress.parseList("127.0.0.1:" + local.controlPort()),
                            Optional.of(local.secret()),
                            Optional.empty(),
                            Optional.empty(),
                            List.of());
            return new Standalone(manager, processes.node(node));
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    @Override
    public void close() {
        node.close();
        manager.close();
    }
}
