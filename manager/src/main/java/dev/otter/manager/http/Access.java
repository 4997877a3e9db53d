package dev.otter.manager.http;

import dev.otter.model.config.access.Role;

/** Who may use a route. */
public enum Access {
    /** Everybody, always. */
    PUBLIC(Role.ANONYMOUS),
    /** Everybody, unless the system parameters demand a login. */
    READ(Role.ANONYMOUS),
    /** Users, each for themselves. */
    SELF(Role.OPERATOR),
    OPERATE(Role.OPERATOR),
    ADMINISTER(Role.ADMIN);

    private final Role role;

    Access(Role role) {
        this.role = role;
    }

    /** The least role. */
    public Role role() {
        return role;
    }
}
