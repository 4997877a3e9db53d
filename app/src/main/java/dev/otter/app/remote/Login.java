package dev.otter.app.remote;

import java.time.Instant;
import java.util.Optional;

/**
 * How a manager knows us. Never printed.
 *
 * @param user who has logged in
 * @param role what they may do
 * @param secret what is sent with each request
 */
public record Login(String user, String role, Secret secret) {

    /** What is sent with each request. */
    public sealed interface Secret {}

    /**
     * A token made for us.
     *
     * @param text the token itself
     * @param id its number in the manager; empty when it was handed to us
     * @param expires when it ends, if that is known
     */
    public record Token(String text, Optional<Long> id, Optional<Instant> expires)
            implements Secret {
        @Override
        public String toString() {
            return "token";
        }
    }

    /**
     * A session, for those who may not make tokens.
     *
     * @param cookie its cookie, {@code name=value}
     * @param csrf what requests that change something repeat
     */
    public record Session(String cookie, String csrf) implements Secret {
        @Override
        public String toString() {
            return "session";
        }
    }

    @Override
    public String toString() {
        return "login of " + user;
    }
}
