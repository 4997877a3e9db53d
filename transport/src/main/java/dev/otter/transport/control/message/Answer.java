package dev.otter.transport.control.message;

import java.util.Optional;

/**
 * A node's answer to a configuration or a command.
 *
 * @param number the configuration's version, or the command's number
 * @param fault why not; empty when it was applied or done
 */
public record Answer(long number, Optional<Fault> fault) {

    public static Answer done(long number) {
        return new Answer(number, Optional.empty());
    }
}
