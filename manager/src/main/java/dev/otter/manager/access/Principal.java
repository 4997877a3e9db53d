package dev.otter.manager.access;

import dev.otter.model.config.access.Role;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Who makes a request.
 *
 * @param name the user, or {@code token:name}; {@code anonymous} without login
 * @param role what they may do
 * @param userId the user's number, when it is a user
 * @param csrf what requests of the session that change something must repeat
 * @param mustChange whether the password has to be changed before anything else
 */
public record Principal(
        String name, Role role, OptionalLong userId, Optional<String> csrf, boolean mustChange) {

    /** Nobody in particular. */
    public static Principal anonymous() {
        return new Principal(
                "anonymous", Role.ANONYMOUS, OptionalLong.empty(), Optional.empty(), false);
    }

    /** Whether the token of a session is the right one. */
    public boolean csrfMatches(String token) {
        return csrf.isPresent() && token != null && RandomText.equal(csrf.get(), token);
    }
}
