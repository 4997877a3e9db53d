package dev.otter.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.manager.ManagerProcess;
import dev.otter.manager.control.LiveSystem;
import dev.otter.manager.control.RunControl;
import dev.otter.manager.http.HttpConfig;
import dev.otter.manager.live.RunState;
import dev.otter.manager.record.Journal;
import dev.otter.manager.settings.ManagerSettings;
import dev.otter.manager.store.StoreConfig;
import dev.otter.model.config.alarm.LogRecord;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** A whole manager on a free port, whose channels do at once what they are told. */
final class ManagerFixture implements AutoCloseable {
    static final String PASSWORD = "correct horse 7";
    private static final int CHEAP = 4;

    private final Path home;
    private final AtomicReference<Journal> journal = new AtomicReference<>();
    private final ManagerProcess process;

    ManagerFixture(Path folder) {
        this.home = folder.resolve("home");
        MemoryControl control = new MemoryControl();
        this.process =
                ManagerProcess.start(
                        settings(folder),
                        new ManagerProcess.Nature(
                                InstantSource.system(), new SecureRandom(), CHEAP),
                        ground -> {
                            journal.set(ground.journal());
                            return new LiveSystem(
                                    Optional.of(control), Optional.empty(), Optional.empty());
                        });
    }

    private static ManagerSettings settings(Path folder) {
        return new ManagerSettings(
                HttpConfig.at("127.0.0.1", 0),
                StoreConfig.file(folder.resolve("otter")),
                folder.resolve("manager.key"),
                new ManagerSettings.Control("127.0.0.1", 0, 1 << 20, folder.resolve("authority")),
                new ManagerSettings.ZooKeeper(
                        Optional.empty(),
                        Duration.ofSeconds(60),
                        new ManagerSettings.Embedded(
                                "127.0.0.1", 0, "127.0.0.1", folder.resolve("zookeeper")),
                        ManagerSettings.KeeperLogin.OWN),
                new ManagerSettings.Monitor(false, Duration.ofSeconds(120), false),
                new ManagerSettings.Mail("", 465, Optional.empty(), Optional.empty()),
                List.of());
    }

    private static final class MemoryControl implements RunControl {
        private final Map<Long, RunState> states = new ConcurrentHashMap<>();

        @Override
        public RunState state(long channel) {
            return states.getOrDefault(channel, RunState.STOPPED);
        }

        @Override
        public void start(long channel, String by) {
            states.put(channel, RunState.RUNNING);
        }

        @Override
        public void pause(long channel, String by) {
            states.put(channel, RunState.PAUSED);
        }

        @Override
        public void resume(long channel, String by) {
            states.put(channel, RunState.RUNNING);
        }

        @Override
        public void stop(long channel, String by) {
            states.put(channel, RunState.STOPPED);
        }

        @Override
        public void push(long channel) {}
    }

    String address() {
        return "http://127.0.0.1:" + process.port();
    }

    Path home() {
        return home;
    }

    /** The variables of a user at their terminal, and others. */
    Map<String, String> variables(String... more) {
        Map<String, String> all = new java.util.HashMap<>();
        all.put("HOME", home.toString());
        all.put("OTTER_MANAGER", address());
        for (int i = 0; i < more.length; i += 2) {
            all.put(more[i], more[i + 1]);
        }
        return all;
    }

    /** The first login of the first admin. */
    CommandLineRun logIn() {
        CommandLineRun run =
                CommandLineRun.withInput(
                        "admin\n" + PASSWORD + "\n",
                        variables(),
                        "login",
                        "--user",
                        "admin",
                        "--password-stdin");
        assertThat(run.exitCode()).as(run.err()).isZero();
        return run;
    }

    CommandLineRun run(String... arguments) {
        return CommandLineRun.of(variables(), arguments);
    }

    void tell(String channel, String message) {
        journal.get()
                .add(
                        new LogRecord(
                                Instant.now(),
                                Optional.of(channel),
                                Optional.empty(),
                                Optional.empty(),
                                "EXCEPTION",
                                message));
    }

    @Override
    public void close() {
        process.close();
    }
}
