package dev.otter.app.rollout;

import dev.otter.app.remote.Thing;

/**
 * Remembers which passwords were set, so that setting the same one again can be left out. It holds
 * no password from which one could be read back.
 */
public interface PasswordMemory {

    /** Whether this very password was set, and the thing has not changed since. */
    boolean knows(Thing thing, String password);

    /** Remembers that a password is set in the version that a thing has now. */
    void keep(Thing thing, String password);

    /** Remembers nothing. */
    static PasswordMemory none() {
        return new PasswordMemory() {
            @Override
            public boolean knows(Thing thing, String password) {
                return false;
            }

            @Override
            public void keep(Thing thing, String password) {}
        };
    }
}
