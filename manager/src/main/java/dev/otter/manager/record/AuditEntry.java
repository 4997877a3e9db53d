package dev.otter.manager.record;

import dev.otter.model.config.access.Role;
import java.time.Instant;
import java.util.Optional;

/**
 * A request that changed something, or tried to.
 *
 * @param at when
 * @param who the user or token
 * @param role the role they had
 * @param address where it came from
 * @param method HTTP method
 * @param path path without query
 * @param status HTTP status of the answer
 * @param error code of the error, when it failed
 */
public record AuditEntry(
        Instant at,
        String who,
        Role role,
        String address,
        String method,
        String path,
        int status,
        Optional<String> error) {}
