package dev.otter.manager.access;

import dev.otter.manager.store.Database;
import dev.otter.model.config.Check;
import dev.otter.model.config.access.Role;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Bearer tokens for programs. Only hashes of them are kept. For any thread. */
public final class Tokens {
    private static final String PREFIX = "otr_";
    private static final int DAYS_MAX = 3_650;

    private final Database database;
    private final InstantSource clock;
    private final RandomText random;

    public Tokens(Database database, InstantSource clock, SecureRandom random) {
        this.database = database;
        this.clock = clock;
        this.random = new RandomText(random);
    }

    /**
     * What is asked for.
     *
     * @param name what the token is for
     * @param role what its bearer may do
     * @param days how long it is good
     */
    public record Request(String name, Role role, Integer days) {
        public Request {
            Check.name("a token", name);
            Check.required("role", role);
            days = Check.range("days", days, 365, 1, DAYS_MAX);
            if (role == Role.ANONYMOUS) {
                throw new IllegalArgumentException(
                        "a token cannot be anonymous; give the role operator or admin");
            }
        }
    }

    /**
     * What is known of a token; the token itself is not.
     *
     * @param id number
     * @param name what it is for
     * @param role what its bearer may do
     * @param createdBy who made it
     * @param createdAt when
     * @param expiresAt when it ends
     * @param revokedAt when it was revoked, if it was
     */
    public record Token(
            long id,
            String name,
            Role role,
            String createdBy,
            Instant createdAt,
            Instant expiresAt,
            Optional<Instant> revokedAt) {}

    /**
     * A token that was just made.
     *
     * @param text the token, shown this once
     * @param token what is known of it from now on
     */
    public record Made(String text, Token token) {}

    /** Makes a token. */
    public Made create(Request request, String author) {
        String text = PREFIX + random.next();
        Instant now = clock.instant();
        Instant end = now.plus(Duration.ofDays(request.days()));
        String hash = RandomText.hash(text);
        database.useTransaction(handle ->
                handle.execute(
                        "INSERT INTO access_token (name, token_hash, role_name, created_by,"
                                + " created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)",
                        request.name(),
                        hash,
                        request.role().name(),
                        author,
                        now.toEpochMilli(),
                        end.toEpochMilli()));
        return new Made(text, byHash(hash).orElseThrow());
    }

    /** All tokens, also those that have ended. */
    public List<Token> list() {
        return database.read(handle ->
                handle.createQuery("SELECT * FROM access_token ORDER BY id")
                        .map((row, _) -> row(row))
                        .list());
    }

    /** Ends a token now. */
    public void revoke(long id) {
        database.useTransaction(handle -> {
            int found =
                    handle.execute(
                            "UPDATE access_token SET revoked_at = COALESCE(revoked_at, ?) WHERE id"
                                    + " = ?",
                            clock.millis(),
                            id);
            if (found == 0) {
                throw new OtterException(
                        ErrorCode.NOT_FOUND,
                        "there is no token with the id " + id,
                        "",
                        "Look it up in the list.");
            }
        });
    }

    /**
     * Whose request this is.
     *
     * @throws OtterException when the token is unknown, expired or revoked
     */
    public Principal require(String text) {
        Token token = byHash(RandomText.hash(text)).orElseThrow(() -> refused("unknown"));
        if (token.revokedAt().isPresent()) {
            throw refused("revoked");
        }
        if (!clock.instant().isBefore(token.expiresAt())) {
            throw refused("expired");
        }
        return new Principal(
                "token:" + token.name(),
                token.role(),
                OptionalLong.empty(),
                Optional.empty(),
                false);
    }

    private static OtterException refused(String why) {
        return new OtterException(
                ErrorCode.TOKEN_REFUSED,
                "the token is " + why,
                "",
                "Let an admin make a new one, and send it as 'Authorization: Bearer ...'.");
    }

    private Optional<Token> byHash(String hash) {
        return database.read(handle ->
                handle.createQuery("SELECT * FROM access_token WHERE token_hash = ?")
                        .bind(0, hash)
                        .map((row, _) -> row(row))
                        .findOne());
    }

    private static Token row(ResultSet row) throws SQLException {
        long revoked = row.getLong("revoked_at");
        Optional<Instant> revokedAt =
                row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(revoked));
        return new Token(
                row.getLong("id"),
                row.getString("name"),
                Role.valueOf(row.getString("role_name")),
                row.getString("created_by"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                Instant.ofEpochMilli(row.getLong("expires_at")),
                revokedAt);
    }
}
