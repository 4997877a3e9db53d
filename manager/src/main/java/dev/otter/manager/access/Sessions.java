package dev.otter.manager.access;

import dev.otter.manager.catalog.Catalog;
import dev.otter.manager.catalog.Kind;
import dev.otter.manager.catalog.Thing;
import dev.otter.manager.store.Database;
import dev.otter.model.config.access.SystemConfig;
import dev.otter.model.config.access.UserConfig;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Logins of people. Kept in the store, so that they outlive a restart and hold for all managers on
 * it; of the cookie's text only a hash is kept. For any thread.
 */
public final class Sessions {
    private static final Duration TOUCH = Duration.ofMinutes(1);

    private final Database database;
    private final Catalog catalog;
    private final Users users;
    private final InstantSource clock;
    private final RandomText random;

    public Sessions(
            Database database,
            Catalog catalog,
            Users users,
            InstantSource clock,
            SecureRandom random) {
        this.database = database;
        this.catalog = catalog;
        this.users = users;
        this.clock = clock;
        this.random = new RandomText(random);
    }

    /**
     * A session that has begun.
     *
     * @param cookie what the browser sends with each request
     * @param who whose it is
     */
    public record Begun(String cookie, Principal who) {}

    private record Row(long user, String csrf, long seenAt) {}

    /** Logs in and begins a session. */
    public Begun begin(String name, String password, String address) {
        Thing user = users.logIn(name, password, address);
        String cookie = random.next();
        String csrf = random.next();
        long now = clock.millis();
        database.useTransaction(handle -> {
            handle.execute("DELETE FROM user_session WHERE seen_at < ?", now - limit().toMillis());
            handle.execute(
                    "INSERT INTO user_session (token_hash, user_id, csrf, address, created_at,"
                            + " seen_at) VALUES (?, ?, ?, ?, ?, ?)",
                    RandomText.hash(cookie),
                    user.id(),
                    csrf,
                    address,
                    now,
                    now);
        });
        return new Begun(cookie, principal(user, csrf));
    }

    /** Whose session this is, if it is one and has not ended; prolongs it. */
    public Optional<Principal> find(String cookie) {
        return find(cookie, true);
    }

    /** The same, without prolonging it. */
    public Optional<Principal> peek(String cookie) {
        return find(cookie, false);
    }

    private Optional<Principal> find(String cookie, boolean prolonged) {
        String hash = RandomText.hash(cookie);
        Optional<Row> row =
                database.read(handle ->
                        handle.createQuery(
                                        "SELECT user_id, csrf, seen_at FROM user_session WHERE"
                                                + " token_hash = ?")
                                .bind(0, hash)
                                .map((found, _) ->
                                        new Row(
                                                found.getLong("user_id"),
                                                found.getString("csrf"),
                                                found.getLong("seen_at")))
                                .findOne());
        long now = clock.millis();
        if (row.isEmpty() || now - row.get().seenAt() > limit().toMillis()) {
            return Optional.empty();
        }
        if (prolonged && now - row.get().seenAt() > TOUCH.toMillis()) {
            database.useTransaction(handle ->
                    handle.execute(
                            "UPDATE user_session SET seen_at = ? WHERE token_hash = ?", now, hash));
        }
        return catalog.find(Kind.USER, row.get().user())
                .filter(user -> !user.as(UserConfig.class).locked())
                .map(user -> principal(user, row.get().csrf()));
    }

    /** Ends a session. */
    public void end(String cookie) {
        database.useTransaction(handle ->
                handle.execute(
                        "DELETE FROM user_session WHERE token_hash = ?", RandomText.hash(cookie)));
    }

    private Principal principal(Thing user, String csrf) {
        return new Principal(
                user.name(),
                user.as(UserConfig.class).role(),
                OptionalLong.of(user.id()),
                Optional.of(csrf),
                users.mustChange(user.id()));
    }

    private Duration limit() {
        SystemConfig system =
                catalog.config(Kind.SYSTEM, SystemConfig.defaults().name(), SystemConfig.class)
                        .orElse(SystemConfig.defaults());
        return Duration.ofMinutes(system.sessionMinutes());
    }
}
