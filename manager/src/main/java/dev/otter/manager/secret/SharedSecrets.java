package dev.otter.manager.secret;

import dev.otter.manager.store.Database;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;

/**
 * Secrets that all managers of one store share, sealed in the store and made by the manager that
 * needs them first. For any thread.
 */
public final class SharedSecrets {
    private static final String ZOOKEEPER = "zookeeper";
    private static final int BYTES = 32;

    private final Database database;
    private final Sealer sealer;
    private final SecureRandom random;

    public SharedSecrets(Database database, Sealer sealer, SecureRandom random) {
        this.database = database;
        this.sealer = sealer;
        this.random = random;
    }

    /**
     * With what Otter's processes log in to ZooKeeper, 43 characters; never for an answer or a log.
     *
     * @throws OtterException when the one that is kept cannot be opened with this manager's key
     */
    public String zookeeper() {
        String sealed = kept(ZOOKEEPER).orElseGet(() -> make(ZOOKEEPER));
        try {
            return sealer.open(sealed, owner(ZOOKEEPER));
        } catch (OtterException e) {
            throw new OtterException(
                    ErrorCode.KEY_FILE_UNUSABLE,
                    "the secret for ZooKeeper in the store cannot be opened with this key",
                    database.address(),
                    "Restore the key file that belongs to this database. If it is lost, set"
                            + " otter.zookeeper.secret to a secret of your own and delete /otter5"
                            + " in ZooKeeper as its super user, or the folder data/zookeeper of"
                            + " the embedded server.",
                    e);
        }
    }

    private Optional<String> kept(String name) {
        return database.read(handle ->
                handle.createQuery("SELECT sealed FROM shared_secret WHERE name = ?")
                        .bind(0, name)
                        .mapTo(String.class)
                        .findOne());
    }

    /** The one that is kept afterwards, of whichever manager it is. */
    private String make(String name) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        try {
            database.useTransaction(handle ->
                    handle.execute(
                            "INSERT INTO shared_secret (name, sealed) VALUES (?, ?)",
                            name,
                            sealer.seal(secret, owner(name))));
        } catch (OtterException e) {
            // Another manager may have been faster; its secret is as good.
            return kept(name).orElseThrow(() -> e);
        }
        return kept(name).orElseThrow();
    }

    private static String owner(String name) {
        return "shared " + name;
    }
}
