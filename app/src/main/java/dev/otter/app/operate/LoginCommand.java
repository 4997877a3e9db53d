package dev.otter.app.operate;

import dev.otter.app.command.ExitCode;
import dev.otter.app.command.Surroundings;
import dev.otter.app.remote.Credentials;
import dev.otter.app.remote.Login;
import dev.otter.app.remote.ManagerAddress;
import dev.otter.app.remote.ManagerClient;
import dev.otter.app.view.Input;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;

/** {@code otter login}: gets a token that ends by itself, and keeps it for this manager. */
@Command(
        name = "login",
        description = "Logs in to a manager and keeps the login for later commands.",
        footer = {
            "",
            "The login is kept in ~/.otter/credentials, which only you may read. Admins get a",
            "token that ends by itself; operators, who may not make tokens, keep a session."
        })
public final class LoginCommand implements Callable<Integer> {
    private static final String REMEDY = "Give --user, and the password with --password-stdin.";
    private static final int TOKEN_NAME_MAX = 64;

    private final Surroundings surroundings;

    @Mixin private ManagerOptions options = new ManagerOptions();

    @Option(names = "--user", paramLabel = "NAME", description = "Who logs in.")
    private String user;

    @Option(
            names = "--password-stdin",
            description =
                    "Read the password from standard input; a second line is the new password when"
                            + " the first has to be changed.")
    private boolean fromInput;

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "30",
            description = "Days until the token ends (default: ${DEFAULT-VALUE}).")
    private int days;

    public LoginCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    private record Opened(Login login, boolean mustChange) {}

    @Override
    public Integer call() {
        ManagerAddress address = options.address(surroundings);
        if (address.readableOnTheWay()) {
            surroundings
                    .console()
                    .error("warning: the password is sent unencrypted; use https if you can");
        }
        Input input = surroundings.input();
        String name = user == null ? input.ask("User: ", REMEDY) : user;
        String password =
                fromInput ? input.line().orElse("") : input.askSecretly("Password: ", REMEDY);
        Opened opened = open(address, name, password);
        if (opened.mustChange()) {
            opened = changed(address, opened.login(), password);
        }
        Credentials credentials = options.credentials(surroundings);
        Optional<Login> before = credentials.find(address.text());
        Login kept = kept(address, opened.login());
        credentials.keep(address.text(), kept);
        before.ifPresent(old -> end(address, kept, old));
        surroundings.console().line(sentence(address, kept));
        return ExitCode.DONE;
    }

    private static Opened open(ManagerAddress address, String name, String password) {
        try (ManagerClient manager = new ManagerClient(address, Optional.empty())) {
            return opened(manager.post("/session", Map.of("name", name, "password", password)));
        }
    }

    private static Opened opened(ManagerClient.Reply reply) {
        JsonNode view = reply.body();
        Login login =
                new Login(
                        view.path("name").asString(),
                        view.path("role").asString(),
                        new Login.Session(reply.cookie().orElse(""), view.path("csrf").asString()));
        return new Opened(login, view.path("must-change-password").asBoolean());
    }

    /** The first password has to be changed before anything else. */
    private Opened changed(ManagerAddress address, Login login, String old) {
        Input input = surroundings.input();
        String wanted;
        if (fromInput) {
            wanted =
                    input.line()
                            .orElseThrow(() ->
                                    new OtterException(
                                            ErrorCode.PASSWORD_CHANGE_NEEDED,
                                            "'" + login.user() + "' has to change the password",
                                            address.text(),
                                            "Give the new one as the second line."));
        } else {
            surroundings.console().line("This password has to be changed.");
            wanted = input.askSecretly("New password: ", REMEDY);
            if (!wanted.equals(input.askSecretly("Once more: ", REMEDY))) {
                throw new OtterException(
                        ErrorCode.PASSWORD_WEAK, "the two are not the same", "", "Try again.");
            }
        }
        try (ManagerClient manager = new ManagerClient(address, Optional.of(login))) {
            return opened(manager.put("/session/password", Map.of("old", old, "wanted", wanted)));
        }
    }

    /** A token in place of the session, for those who may have one. */
    private Login kept(ManagerAddress address, Login session) {
        try (ManagerClient manager = new ManagerClient(address, Optional.of(session))) {
            String name = "otter-" + session.user();
            JsonNode made =
                    manager.post(
                                    "/tokens",
                                    Map.of(
                                            "name",
                                            name.substring(
                                                    0, Math.min(name.length(), TOKEN_NAME_MAX)),
                                            "role",
                                            session.role(),
                                            "days",
                                            days))
                            .body();
            manager.delete("/session");
            return new Login(
                    session.user(),
                    session.role(),
                    new Login.Token(
                            made.path("text").asString(),
                            Optional.of(made.path("token").path("id").asLong()),
                            Optional.of(
                                    Instant.parse(
                                            made.path("token").path("expires-at").asString()))));
        } catch (OtterException e) {
            if (e.code() == ErrorCode.ROLE_MISSING) {
                return session;
            }
            throw e;
        }
    }

    /** The login that was kept until now is of no use any more. */
    private void end(ManagerAddress address, Login now, Login old) {
        if (old.secret() instanceof Login.Token token && token.id().isPresent()) {
            try (ManagerClient manager = new ManagerClient(address, Optional.of(now))) {
                manager.delete("/tokens/" + token.id().get());
            } catch (OtterException e) {
                surroundings.console().error("the earlier token stays until it ends: " + e.what());
            }
        }
    }

    private static String sentence(ManagerAddress address, Login login) {
        String until =
                switch (login.secret()) {
                    case Login.Token token ->
                            token.expires().map(end -> ", until " + end).orElse("");
                    case Login.Session _ -> ", as long as the session lasts";
                };
        return "logged in to %s as %s (%s)%s".formatted(address, login.user(), login.role(), until);
    }
}
