package dev.otter.manager.check;

import java.util.List;

/**
 * What a look at a database showed.
 *
 * @param reachable whether it could be logged in to
 * @param version what the server says it is; empty when it could not be asked
 * @param findings all that was looked at, in order
 */
public record Report(boolean reachable, String version, List<Finding> findings) {
    public Report {
        findings = List.copyOf(findings);
    }
}
