package dev.otter.app.process;

import dev.otter.app.command.StopSignal;
import dev.otter.app.command.Surroundings;
import dev.otter.manager.ManagerProcess;
import dev.otter.manager.access.Passwords;
import dev.otter.manager.room.ConnectedParts;
import dev.otter.manager.settings.ManagerSettings;
import dev.otter.node.NodeProcess;
import dev.otter.node.settings.NodeSettings;
import dev.otter.transport.control.client.ControlClientConfig;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Starts managers and nodes in this process. For any thread. */
public record Processes(InstantSource clock, SecureRandom random) {
    private static final Duration LOOK = Duration.ofMinutes(1);

    public ManagerProcess manager(ManagerSettings settings) {
        return ManagerProcess.start(
                settings,
                new ManagerProcess.Nature(clock, random, Passwords.COST),
                new ConnectedParts(settings, clock, random));
    }

    public NodeProcess node(NodeSettings settings) {
        return NodeProcess.start(
                settings,
                new NodeProcess.Nature(
                        clock,
                        random,
                        Optional.ofNullable(Processes.class.getPackage().getImplementationVersion())
                                .orElse("5"),
                        ControlClientConfig.Pace.usual()));
    }

    /** A system property, else a variable of the environment; null when there is neither. */
    static String value(Surroundings surroundings, String name) {
        String property = System.getProperty(name);
        return property == null ? surroundings.variables().get(name) : property;
    }

    static void waitFor(StopSignal stop) throws InterruptedException {
        while (!stop.requested()) {
            stop.await(LOOK);
        }
    }
}
