package dev.otter.manager.access;

import dev.otter.manager.catalog.Catalog;
import dev.otter.manager.catalog.CatalogTransaction;
import dev.otter.manager.catalog.Kind;
import dev.otter.manager.catalog.Thing;
import dev.otter.manager.store.Database;
import dev.otter.model.config.access.Role;
import dev.otter.model.config.access.SystemConfig;
import dev.otter.model.config.access.UserConfig;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.time.InstantSource;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Users' passwords. For any thread. */
public final class Users {
    private static final String FIRST = "admin";

    private final Database database;
    private final Catalog catalog;
    private final Passwords passwords;
    private final LoginLimiter limiter;
    private final InstantSource clock;

    public Users(
            Database database,
            Catalog catalog,
            Passwords passwords,
            LoginLimiter limiter,
            InstantSource clock) {
        this.database = database;
        this.catalog = catalog;
        this.passwords = passwords;
        this.limiter = limiter;
        this.clock = clock;
    }

    private record Login(String hash, boolean mustChange) {}

    /**
     * Makes what every manager has: the system parameters, and the user {@code admin} with the
     * password {@code admin}, to be changed at the first login, when there is no user at all.
     */
    public void ensureFirst() {
        boolean nobody = catalog.all(Kind.USER).isEmpty();
        if (nobody || catalog.all(Kind.SYSTEM).isEmpty()) {
            catalog.change(
                    "manager",
                    tx -> {
                        if (tx.find(Kind.SYSTEM, SystemConfig.defaults().name()).isEmpty()) {
                            tx.create(SystemConfig.defaults());
                        }
                        if (nobody && tx.find(Kind.USER, FIRST).isEmpty()) {
                            Thing admin =
                                    tx.create(new UserConfig(FIRST, "", "", Role.ADMIN, false));
                            put(tx.handle(), admin.id(), FIRST, true);
                        }
                        return null;
                    });
        }
    }

    /**
     * The user of this name and password.
     *
     * @throws OtterException when there is none, they are locked, or too many have failed
     */
    Thing logIn(String name, String password, String address) {
        limiter.check(name, address);
        Optional<Thing> user = catalog.find(Kind.USER, name);
        Optional<Login> login = user.flatMap(known -> login(known.id()));
        boolean right = login.isPresent() && passwords.matches(password, login.get().hash());
        if (login.isEmpty()) {
            passwords.pretend(password);
        }
        if (!right || user.orElseThrow().as(UserConfig.class).locked()) {
            limiter.failed(name, address);
            throw new OtterException(
                    ErrorCode.LOGIN_REFUSED,
                    "name or password is wrong, or the user is locked",
                    "",
                    "Check both; case counts in the password. An admin can set a new one.");
        }
        limiter.succeeded(name, address);
        return user.get();
    }

    boolean mustChange(long user) {
        return login(user).map(Login::mustChange).orElse(false);
    }

    /**
     * Changes one's own password.
     *
     * @throws OtterException when the old one is wrong or the new one too weak
     */
    public void changeOwn(Principal who, String old, String wanted, String address) {
        Thing user = logIn(who.name(), old, address);
        passwords.requireStrong(user.name(), wanted);
        if (old.equals(wanted)) {
            throw new OtterException(
                    ErrorCode.PASSWORD_WEAK,
                    "the new password is the old one",
                    "user '" + user.name() + "'",
                    "Choose another one.");
        }
        catalog.change(
                user.name(),
                tx -> {
                    put(tx.handle(), user.id(), wanted, false);
                    endSessions(tx, user.id());
                    return null;
                });
    }

    /** Gives somebody a password, which they have to change at the next login. */
    public void set(CatalogTransaction tx, Thing user, String password) {
        passwords.requireStrong(user.name(), password);
        put(tx.handle(), user.id(), password, true);
        endSessions(tx, user.id());
    }

    /** Ends all sessions of a user, as when their role changes. */
    public void endSessions(CatalogTransaction tx, long user) {
        tx.handle().execute("DELETE FROM user_session WHERE user_id = ?", user);
    }

    private Optional<Login> login(long user) {
        return database.read(handle ->
                handle.createQuery(
                                "SELECT password_hash, must_change FROM user_login WHERE user_id"
                                        + " = ?")
                        .bind(0, user)
                        .map((row, _) ->
                                new Login(
                                        row.getString("password_hash"),
                                        row.getInt("must_change") != 0))
                        .findOne());
    }

    private void put(Handle handle, long user, String password, boolean mustChange) {
        handle.execute("DELETE FROM user_login WHERE user_id = ?", user);
        handle.createUpdate(
                        "INSERT INTO user_login (user_id, password_hash, must_change, changed_at)"
                                + " VALUES (?, ?, ?, ?)")
                .bind(0, user)
                .bind(1, passwords.hash(password))
                .bind(2, mustChange ? 1 : 0)
                .bind(3, clock.millis())
                .execute();
    }
}
