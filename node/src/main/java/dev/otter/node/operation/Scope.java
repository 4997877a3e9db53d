package dev.otter.node.operation;

import dev.otter.engine.failover.SourceInUse;
import dev.otter.engine.verify.Connections;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TablePattern;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Which tables are meant, and which server of a source is read now. */
final class Scope {
    private Scope() {}

    /**
     * @param patterns of the source's tables; all are meant when there is none
     * @throws OtterException VALUE_NOT_ALLOWED when one cannot be read
     */
    static Predicate<TableName> tables(List<String> patterns) {
        List<TablePattern> parsed = new ArrayList<>();
        patterns.forEach(pattern -> parsed.add(pattern(pattern)));
        return table -> parsed.isEmpty() || parsed.stream().anyMatch(p -> p.matches(table));
    }

    private static TablePattern pattern(String text) {
        try {
            return TablePattern.parse(text);
        } catch (IllegalArgumentException e) {
            throw new OtterException(
                    ErrorCode.VALUE_NOT_ALLOWED,
                    e.getMessage(),
                    "table " + text,
                    "Write it as database.table, where * stands for any characters.",
                    e);
        }
    }

    /**
     * The one table of that name.
     *
     * @throws OtterException VALUE_NOT_ALLOWED when it is a pattern for several
     */
    static TableName table(String text) {
        return pattern(text)
                .exact()
                .orElseThrow(() ->
                        new OtterException(
                                ErrorCode.VALUE_NOT_ALLOWED,
                                "'" + text + "' stands for more than one table",
                                "table " + text,
                                "Write it as database.table."));
    }

    /**
     * The server that the pipeline reads: after a switch to a standby the configured one may lack
     * what the target has.
     *
     * @param exact whether the server's log will be read, so that it must be that very server
     * @throws OtterException when the target cannot be reached, or another server answers
     */
    static Endpoint readNow(Site site, boolean exact) {
        if (site.source().failover().isEmpty() && !exact) {
            return site.source();
        }
        SourceInUse now =
                Connections.with(
                        site.target(),
                        target -> SourceInUse.of(site.name(), site.source(), target));
        if (exact) {
            Connections.with(
                    now.endpoint(),
                    source -> {
                        now.require(source);
                        return now;
                    });
        }
        return now.endpoint();
    }
}
