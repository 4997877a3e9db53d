package dev.otter.manager.access;

import at.favre.lib.crypto.bcrypt.BCrypt;
import dev.otter.model.config.Check;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.nio.charset.StandardCharsets;

/** Hashes passwords with bcrypt, slowly on purpose. For any thread. */
public final class Passwords {
    /** Cost in production: about a quarter of a second. */
    public static final int COST = 12;

    private static final int LENGTH_MIN = 10;
    private static final int BYTES_MAX = 72;

    private final int cost;
    private final String nobody;

    /**
     * @param cost logarithm of the rounds, 4 to 31
     */
    public Passwords(int cost) {
        this.cost = cost;
        this.nobody = hash("nobody has this password");
    }

    String hash(String password) {
        return BCrypt.withDefaults().hashToString(cost, password.toCharArray());
    }

    boolean matches(String password, String hash) {
        return password.getBytes(StandardCharsets.UTF_8).length <= BYTES_MAX
                && BCrypt.verifyer().verify(password.toCharArray(), hash).verified;
    }

    /** Takes as long as a comparison, so that unknown names cannot be told from known ones. */
    void pretend(String password) {
        matches(password, nobody);
    }

    /**
     * Refuses a password that is too easy to guess.
     *
     * @param user whose it is to become
     */
    void requireStrong(String user, String password) {
        String what = null;
        if (password.length() < LENGTH_MIN) {
            what = "it has fewer than " + LENGTH_MIN + " characters";
        } else if (password.getBytes(StandardCharsets.UTF_8).length > BYTES_MAX) {
            what = "it has more than " + BYTES_MAX + " bytes";
        } else if (Check.key(password).contains(Check.key(user))) {
            what = "it contains the user's name";
        } else if (password.chars().distinct().count() < LENGTH_MIN / 2) {
            what = "it repeats few characters";
        }
        if (what != null) {
            throw new OtterException(
                    ErrorCode.PASSWORD_WEAK,
                    "the new password is not allowed: " + what,
                    "user '" + user + "'",
                    "Choose %d to %d characters that cannot be guessed."
                            .formatted(LENGTH_MIN, BYTES_MAX));
        }
    }
}
