package dev.otter.app.remote;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The file with a login for each manager, {@code ~/.otter/credentials}; only its owner may read it.
 * Every method reads or replaces the whole file. For one thread.
 */
public final class Credentials {
    private static final String LOGINS = "logins";
    private static final String CURRENT = "current";

    private final OwnerFile file;

    /**
     * @param home the user's home folder
     */
    public Credentials(Path home) {
        this.file = new OwnerFile(home, "credentials");
    }

    /** Where the file is. */
    public Path file() {
        return file.path();
    }

    /** The manager that was logged in to last. */
    public Optional<String> current() {
        return Optional.ofNullable(file.read().get(CURRENT)).map(JsonNode::asString);
    }

    /** The login for a manager, if there is one. */
    public Optional<Login> find(String address) {
        JsonNode entry = file.read().path(LOGINS).path(address);
        if (!entry.isObject()) {
            return Optional.empty();
        }
        Login.Secret secret =
                entry.has("token")
                        ? new Login.Token(
                                entry.get("token").asString(),
                                Optional.ofNullable(entry.get("token-id")).map(JsonNode::asLong),
                                Optional.ofNullable(entry.get("expires"))
                                        .map(JsonNode::asString)
                                        .map(Instant::parse))
                        : new Login.Session(
                                entry.path("cookie").asString(), entry.path("csrf").asString());
        return Optional.of(
                new Login(entry.path("user").asString(), entry.path("role").asString(), secret));
    }

    /** Keeps a login; its manager is the current one from now on. */
    public void keep(String address, Login login) {
        ObjectNode all = file.read();
        ObjectNode entry = all.withObjectProperty(LOGINS).putObject(address);
        entry.put("user", login.user());
        entry.put("role", login.role());
        switch (login.secret()) {
            case Login.Token token -> {
                entry.put("token", token.text());
                token.id().ifPresent(id -> entry.put("token-id", id));
                token.expires().ifPresent(end -> entry.put("expires", end.toString()));
            }
            case Login.Session session -> {
                entry.put("cookie", session.cookie());
                entry.put("csrf", session.csrf());
            }
        }
        all.put(CURRENT, address);
        file.write(all);
    }

    /** Forgets the login for a manager. */
    public void forget(String address) {
        ObjectNode all = file.read();
        all.withObjectProperty(LOGINS).remove(address);
        if (all.path(CURRENT).asString().equals(address)) {
            all.remove(CURRENT);
        }
        file.write(all);
    }
}
