package dev.otter.manager.live;

import java.time.Instant;

/**
 * What lets a node in once without approval; shown this once.
 *
 * @param secret to be put into the node's properties
 * @param expires when it is no longer good
 */
public record EnrolmentSecret(String secret, Instant expires) {
    @Override
    public String toString() {
        return "a secret until " + expires;
    }
}
