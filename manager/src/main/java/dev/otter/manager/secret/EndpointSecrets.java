package dev.otter.manager.secret;

import dev.otter.manager.store.Database;
import dev.otter.model.error.OtterException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The passwords of endpoints in the store, sealed. For any thread. */
public final class EndpointSecrets {
    private static final Logger LOG = LoggerFactory.getLogger(EndpointSecrets.class);

    private final Database database;
    private final Sealer sealer;

    public EndpointSecrets(Database database, Sealer sealer) {
        this.database = database;
        this.sealer = sealer;
    }

    /** Keeps a password, in the transaction of the handle. */
    public void put(Handle handle, long endpoint, String password) {
        String sealed = sealer.seal(password, owner(endpoint));
        int known =
                handle.createUpdate("UPDATE endpoint_secret SET sealed = ? WHERE endpoint_id = ?")
                        .bind(0, sealed)
                        .bind(1, endpoint)
                        .execute();
        if (known == 0) {
            handle.createUpdate("INSERT INTO endpoint_secret (endpoint_id, sealed) VALUES (?, ?)")
                    .bind(0, endpoint)
                    .bind(1, sealed)
                    .execute();
        }
    }

    /** The password in clear, for those who connect; never for an answer or a log. */
    public Optional<String> get(long endpoint) {
        return database.read(handle ->
                        handle.createQuery(
                                        "SELECT sealed FROM endpoint_secret WHERE endpoint_id = ?")
                                .bind(0, endpoint)
                                .mapTo(String.class)
                                .findOne())
                .map(sealed -> sealer.open(sealed, owner(endpoint)));
    }

    /**
     * The passwords of all endpoints in clear, by the endpoint's id. One that cannot be opened with
     * this manager's key is left out and logged.
     */
    public Map<Long, String> all() {
        Map<Long, String> sealed = new HashMap<>();
        database.read(handle -> {
            handle.createQuery("SELECT endpoint_id, sealed FROM endpoint_secret")
                    .map((row, _) -> Map.entry(row.getLong("endpoint_id"), row.getString("sealed")))
                    .forEach(entry -> sealed.put(entry.getKey(), entry.getValue()));
            return sealed;
        });
        Map<Long, String> open = new HashMap<>();
        sealed.forEach((endpoint, text) -> {
            try {
                open.put(endpoint, sealer.open(text, owner(endpoint)));
            } catch (OtterException e) {
                LOG.warn(
                        "The password of endpoint {} cannot be used: {}", endpoint, e.getMessage());
            }
        });
        return open;
    }

    private static String owner(long endpoint) {
        return "endpoint " + endpoint;
    }
}
