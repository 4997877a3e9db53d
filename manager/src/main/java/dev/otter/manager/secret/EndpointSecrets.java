package dev.otter.manager.secret;

import dev.otter.manager.store.Database;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The passwords of endpoints in the store, sealed. For any thread. */
public final class EndpointSecrets {
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

    private static String owner(long endpoint) {
        return "endpoint " + endpoint;
    }
}
