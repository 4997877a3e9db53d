package dev.otter.app.operate;

import dev.otter.app.command.ExitCode;
import dev.otter.app.command.Surroundings;
import dev.otter.app.remote.Credentials;
import dev.otter.app.remote.Login;
import dev.otter.app.remote.ManagerAddress;
import dev.otter.app.remote.ManagerClient;
import dev.otter.model.error.OtterException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code otter logout}: ends the login at a manager and forgets it. */
@Command(name = "logout", description = "Ends the login at a manager and forgets it.")
public final class LogoutCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin private ManagerOptions options = new ManagerOptions();

    public LogoutCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        ManagerAddress address = options.address(surroundings);
        Credentials credentials = options.credentials(surroundings);
        Optional<Login> login = credentials.find(address.text());
        if (login.isEmpty()) {
            surroundings.console().line("there is no login at " + address);
            return ExitCode.DONE;
        }
        try (ManagerClient manager = new ManagerClient(address, login)) {
            switch (login.get().secret()) {
                case Login.Token token ->
                        token.id().ifPresent(id -> manager.delete("/tokens/" + id));
                case Login.Session _ -> manager.delete("/session");
            }
        } catch (OtterException e) {
            surroundings
                    .console()
                    .error(
                            "forgotten here, but the manager could not be told, so that it holds"
                                    + " until it ends: "
                                    + e.getMessage());
        }
        credentials.forget(address.text());
        surroundings.console().line("logged out of " + address);
        return ExitCode.DONE;
    }
}
