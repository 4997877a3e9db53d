package dev.otter.app.operate;

import dev.otter.app.command.Surroundings;
import dev.otter.app.remote.Credentials;
import dev.otter.app.remote.Login;
import dev.otter.app.remote.ManagerAddress;
import dev.otter.app.remote.ManagerClient;
import dev.otter.app.remote.OwnerFile;
import dev.otter.app.rollout.PasswordFile;
import dev.otter.app.rollout.PasswordMemory;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Options of all subcommands that talk to a manager: which one, and as whom. */
public final class ManagerOptions {
    private static final String DEFAULT = "http://127.0.0.1:8080";

    @Option(
            names = {"-m", "--manager"},
            paramLabel = "URL",
            description =
                    "The manager; otherwise OTTER_MANAGER, the last one logged in to, or"
                            + " http://127.0.0.1:8080.")
    private String manager;

    /** Which manager is meant. */
    public ManagerAddress address(Surroundings surroundings) {
        String named =
                Optional.ofNullable(manager)
                        .or(() -> variable(surroundings, "OTTER_MANAGER"))
                        .or(() -> credentials(surroundings).current())
                        .orElse(DEFAULT);
        return ManagerAddress.parse(named);
    }

    /**
     * The manager, as whom we have logged in; {@code OTTER_TOKEN} counts before the file of logins.
     */
    public ManagerClient connect(Surroundings surroundings) {
        ManagerAddress address = address(surroundings);
        Optional<Login> handed =
                variable(surroundings, "OTTER_TOKEN")
                        .map(token ->
                                new Login(
                                        "",
                                        "",
                                        new Login.Token(
                                                token, Optional.empty(), Optional.empty())));
        return new ManagerClient(
                address, handed.or(() -> credentials(surroundings).find(address.text())));
    }

    /** The file of logins. */
    public Credentials credentials(Surroundings surroundings) {
        return new Credentials(home(surroundings));
    }

    /** Which passwords this user has set in that manager. */
    public PasswordMemory passwords(Surroundings surroundings, ManagerAddress address) {
        return new PasswordFile(
                new OwnerFile(home(surroundings), "passwords"), address, new SecureRandom());
    }

    private static Path home(Surroundings surroundings) {
        return Path.of(
                variable(surroundings, "HOME").orElseGet(() -> System.getProperty("user.home")));
    }

    private static Optional<String> variable(Surroundings surroundings, String name) {
        return Optional.ofNullable(surroundings.variables().get(name))
                .filter(text -> !text.isBlank());
    }
}
