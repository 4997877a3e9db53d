package dev.otter.app.otter4;

import java.util.Optional;

/** Where Otter 4 had got to in the logs of its sources. */
interface Cursors {

    /** Whether they can be looked up at all. */
    boolean known();

    /** What is kept about a client of a canal, as JSON. */
    Optional<String> find(String canal, long client);

    /** Nothing is known. */
    static Cursors none() {
        return new Cursors() {
            @Override
            public boolean known() {
                return false;
            }

            @Override
            public Optional<String> find(String canal, long client) {
                return Optional.empty();
            }
        };
    }
}
