package dev.otter.manager;

import dev.otter.manager.access.Passwords;
import dev.otter.manager.room.ConnectedParts;
import dev.otter.manager.settings.ManagerSettings;
import dev.otter.manager.settings.SettingsReader;
import dev.otter.model.error.OtterException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts a manager on its own; the argument is its properties file, {@code conf/otter.properties}
 * when left out. Ends with the exit code of the error when it cannot start.
 */
public final class ManagerMain {
    private static final Logger LOG = LoggerFactory.getLogger(ManagerMain.class);

    private ManagerMain() {}

    public static void main(String[] arguments) {
        Path file = Path.of(arguments.length == 0 ? "conf/otter.properties" : arguments[0]);
        Thread.setDefaultUncaughtExceptionHandler((thread, error) ->
                LOG.error(
                        "Thread {} has ended by an error of Otter's own", thread.getName(), error));
        try {
            LOG.info("start the manager server");
            ManagerSettings settings = SettingsReader.read(file, ManagerMain::surroundings);
            SecureRandom random = new SecureRandom();
            ManagerProcess manager =
                    ManagerProcess.start(
                            settings,
                            new ManagerProcess.Nature(
                                    InstantSource.system(), random, Passwords.COST),
                            new ConnectedParts(settings, InstantSource.system(), random));
            Runtime.getRuntime()
                    .addShutdownHook(
                            Thread.ofPlatform().name("manager-stop").unstarted(manager::close));
        } catch (OtterException e) {
            LOG.error("the manager server cannot start: {}", e.getMessage());
            System.exit(e.code().kind().exitCode());
        }
    }

    private static String surroundings(String name) {
        String property = System.getProperty(name);
        return property == null ? System.getenv(name) : property;
    }
}
