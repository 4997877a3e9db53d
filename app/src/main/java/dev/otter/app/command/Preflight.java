package dev.otter.app.command;

import dev.otter.app.config.Places;
import dev.otter.app.config.SyncFile;
import dev.otter.engine.failover.SourceInUse;
import dev.otter.engine.verify.Connections;
import dev.otter.engine.verify.TablePair;
import dev.otter.engine.verify.TableShape;
import dev.otter.engine.verify.TableVerifier;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TableRoutes;
import dev.otter.model.table.TableRule;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at a pipeline's tables before anything is done, and gives errors their place in the file.
 */
public final class Preflight {
    private Preflight() {}

    /**
     * The tables in scope and where they go.
     *
     * @throws OtterException when nothing matches, a table named outright is missing on the source,
     *     or a server cannot be reached
     */
    public static List<TablePair> pairs(SyncFile.Entry entry, TableVerifier verifier) {
        List<TablePair> pairs;
        try {
            pairs = verifier.pairs(entry.pipeline().tables());
        } catch (OtterException e) {
            throw placed(entry, e);
        }
        Set<TableName> found = new HashSet<>();
        pairs.forEach(pair -> pair.sources().stream().map(TableShape::name).forEach(found::add));
        if (entry.pipeline().tables() instanceof TableRoutes routes) {
            checkNamed(entry, routes, found);
        }
        if (found.isEmpty()) {
            throw new OtterException(
                    ErrorCode.TABLE_MISSING,
                    "no table of " + entry.pipeline().from() + " matches",
                    entry.places().pipeline() + ", " + entry.name(),
                    "Correct the list of tables, or create them and grant SELECT on them.");
        }
        return pairs;
    }

    /**
     * Checks that tables which are named outright exist on the sources; asks for nothing else.
     *
     * @throws OtterException when one is missing, or a source cannot be reached
     */
    static void checkNamedTables(List<SyncFile.Entry> entries) {
        for (SyncFile.Entry entry : entries) {
            if (!(entry.pipeline().tables() instanceof TableRoutes routes)) {
                continue;
            }
            List<TableName> named =
                    routes.rules().stream()
                            .flatMap(rule -> rule.source().exact().stream())
                            .toList();
            if (named.isEmpty()) {
                continue;
            }
            try {
                checkNamed(entry, routes, TableVerifier.present(entry.pipeline().from(), named));
            } catch (OtterException e) {
                if (e.code() == ErrorCode.ENDPOINT_UNREACHABLE
                        && entry.pipeline().from().failover().isPresent()) {
                    continue;
                }
                throw e.code() == ErrorCode.TABLE_MISSING ? e : placed(entry, e);
            }
        }
    }

    private static void checkNamed(SyncFile.Entry entry, TableRoutes routes, Set<TableName> found) {
        for (int i = 0; i < routes.rules().size(); i++) {
            TableRule rule = routes.rules().get(i);
            Optional<TableName> named = rule.source().exact();
            boolean wanted = routes.target(named.orElse(new TableName("?", "?"))).isPresent();
            if (named.isPresent() && wanted && !found.contains(named.get())) {
                throw new OtterException(
                        ErrorCode.TABLE_MISSING,
                        "table " + named.get() + " does not exist on " + entry.pipeline().from(),
                        entry.places().tables().get(i) + ", " + entry.name(),
                        "Create it, grant SELECT on it, or correct the entry.");
            }
        }
    }

    /**
     * The entry with the server that the pipeline reads now as its source: after a switch to a
     * standby the configured one may lack what the target has.
     *
     * @param exact whether the server's log will be read, so that it must be that very server
     * @throws OtterException when the target cannot be reached, or another server answers
     */
    static SyncFile.Entry readNow(SyncFile.Entry entry, boolean exact) {
        Pipeline pipeline = entry.pipeline();
        if (!pipeline.to().type().readable()) {
            return entry; // Its source has no standbys.
        }
        try {
            SourceInUse now =
                    Connections.with(
                            pipeline.to(),
                            target -> SourceInUse.of(entry.name(), pipeline.from(), target));
            if (exact) {
                Connections.with(
                        now.endpoint(),
                        source -> {
                            now.require(source);
                            return now;
                        });
            }
            return new SyncFile.Entry(
                    entry.channel(), pipeline.readingFrom(now.endpoint()), entry.places());
        } catch (OtterException e) {
            throw placed(entry, e);
        }
    }

    /** The error with the place in the file of what it is about. */
    public static OtterException placed(SyncFile.Entry entry, OtterException e) {
        Pipeline pipeline = entry.pipeline();
        Places places = entry.places();
        boolean from = mentions(e, pipeline.from());
        boolean to = mentions(e, pipeline.to());
        String place = from == to ? places.pipeline() : from ? places.from() : places.to();
        return e.within(place + ", " + entry.name());
    }

    private static boolean mentions(OtterException e, Endpoint endpoint) {
        return e.getMessage().contains(endpoint.toString())
                || e.getMessage().contains(endpoint.host() + ":" + endpoint.port());
    }

    /** Rows that are other on the target on purpose cannot be compared value by value. */
    static void refuseViews(SyncFile.Entry entry, List<TablePair> pairs) {
        List<String> viewed =
                pairs.stream()
                        .flatMap(pair ->
                                pair.sources().stream()
                                        .map(source -> source.name())
                                        .filter(name ->
                                                entry.pipeline().options().views()
                                                        .find(name, pair.targetName())
                                                        .isPresent()))
                        .map(Object::toString)
                        .toList();
        if (!viewed.isEmpty()) {
            throw new OtterException(
                    ErrorCode.OPTION_NOT_SUPPORTED,
                    "rows of "
                            + String.join(", ", viewed)
                            + " are changed on the way (columns,"
                            + " where, set, processor) and cannot be compared yet",
                    entry.name(),
                    "Compare the other tables with a file of their own.");
        }
    }
}
