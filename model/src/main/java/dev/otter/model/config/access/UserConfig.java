package dev.otter.model.config.access;

import dev.otter.model.config.Check;
import dev.otter.model.config.Named;

/**
 * A person or a program; the password is kept apart and never part of this.
 *
 * @param name unique, 3 to 64 characters
 * @param realName free text
 * @param department free text
 * @param role operator or admin
 * @param locked whether logging in is refused
 */
public record UserConfig(String name, String realName, String department, Role role, Boolean locked)
        implements Named {
    private static final int NAME_MIN = 3;

    public UserConfig {
        Check.name("a user", name);
        realName = Check.text("real-name", realName);
        department = Check.text("department", department);
        Check.required("role", role);
        locked = Check.orElse(locked, false);
        if (name.length() < NAME_MIN) {
            throw new IllegalArgumentException(
                    "'%s' is too short for a user; give %d characters or more"
                            .formatted(name, NAME_MIN));
        }
        if (role == Role.ANONYMOUS) {
            throw new IllegalArgumentException(
                    "user '%s' cannot be anonymous; give the role operator or admin"
                            .formatted(name));
        }
    }
}
