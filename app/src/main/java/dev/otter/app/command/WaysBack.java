package dev.otter.app.command;

import dev.otter.app.config.SyncFile;
import dev.otter.engine.verify.TablePair;
import dev.otter.engine.verify.TableShape;
import dev.otter.engine.verify.TableVerifier;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.Failover;
import dev.otter.model.channel.VerifyRules;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** What the pipelines of a file carry back between the two servers of one of them. Immutable. */
final class WaysBack {
    private final List<Carried> back;

    private WaysBack(List<Carried> back) {
        this.back = List.copyOf(back);
    }

    /** A pipeline that runs back, and its tables. */
    private record Carried(SyncFile.Entry entry, List<TablePair> pairs) {}

    /**
     * Asks the servers of those pipelines that run against one.
     *
     * @param configured as the file has it
     * @param now the same with the server that it reads now
     * @param stopped whether it is to end
     * @throws OtterException OPTION_NOT_SUPPORTED when one of both reads another server than the
     *     other one writes, or a server cannot be reached
     */
    static WaysBack of(
            SyncFile file, SyncFile.Entry configured, SyncFile.Entry now, BooleanSupplier stopped) {
        List<Carried> found = new ArrayList<>();
        for (SyncFile.Entry other : against(file, configured)) {
            SyncFile.Entry back = Preflight.readNow(other, true);
            requireSameServers(now, back);
            requireSameServers(back, now);
            TableVerifier tables =
                    new TableVerifier(back.pipeline().from(), back.pipeline().to(), 0, stopped);
            try {
                found.add(new Carried(back, tables.pairs(back.pipeline().tables())));
            } catch (OtterException e) {
                throw Preflight.placed(back, e);
            }
        }
        return new WaysBack(found);
    }

    /** The pipelines of a file that run from the target of one to its source. */
    static List<SyncFile.Entry> against(SyncFile file, SyncFile.Entry entry) {
        return file.entries().stream()
                .filter(other ->
                        same(other.pipeline().from(), entry.pipeline().to())
                                && same(other.pipeline().to(), entry.pipeline().from())
                                && !other.name().equals(entry.name()))
                .toList();
    }

    private static boolean same(Endpoint one, Endpoint other) {
        Failover.Server a = one.server();
        Failover.Server b = other.server();
        return a.port() == b.port() && a.host().equalsIgnoreCase(b.host());
    }

    private static void requireSameServers(SyncFile.Entry reading, SyncFile.Entry writing) {
        if (!same(reading.pipeline().from(), writing.pipeline().to())) {
            throw new OtterException(
                    ErrorCode.OPTION_NOT_SUPPORTED,
                    "it reads "
                            + reading.pipeline().from()
                            + " now, and "
                            + writing.name()
                            + " writes "
                            + writing.pipeline().to()
                            + "; what flows both ways is compared only where both do one server",
                    reading.places().pipeline() + ", " + reading.name(),
                    "Let both use the same server again, or compare without --online while nothing"
                            + " is written.");
        }
    }

    /**
     * The pipeline that carries the rows of a pair back into its source; empty when none does.
     *
     * @throws OtterException OPTION_NOT_SUPPORTED when several do, or other tables' rows go there
     *     with them, or they are changed on the way
     */
    Optional<SyncFile.Entry> of(TablePair pair) {
        List<SyncFile.Entry> found = new ArrayList<>();
        for (Carried carried : back) {
            for (TablePair other : carried.pairs()) {
                if (names(pair).contains(other.targetName())
                        && names(other).contains(pair.targetName())) {
                    if (names(pair).size() > 1 || names(other).size() > 1) {
                        throw refused(pair, carried.entry(), "rows of several tables go into one");
                    }
                    Preflight.refuseViews(carried.entry(), List.of(other));
                    found.add(carried.entry());
                }
            }
        }
        if (found.size() > 1) {
            throw refused(pair, found.getLast(), "so does " + found.getFirst().name());
        }
        return found.stream().findFirst();
    }

    private static Set<TableName> names(TablePair pair) {
        return pair.sources().stream().map(TableShape::name).collect(Collectors.toSet());
    }

    private static OtterException refused(TablePair pair, SyncFile.Entry back, String why) {
        return new OtterException(
                ErrorCode.OPTION_NOT_SUPPORTED,
                back.name()
                        + " carries rows of "
                        + pair.title()
                        + " back, and "
                        + why
                        + ": such tables cannot be compared while they are written",
                back.places().pipeline() + ", " + back.name(),
                "Name the other tables with --tables, or compare without --online while nothing is"
                        + " written.");
    }

    /**
     * Refuses to read rows back that another pipeline of the file may carry back.
     *
     * @throws OtterException OPTION_NOT_SUPPORTED when an entry asks for it
     */
    static void refuseReadingBack(SyncFile file, List<SyncFile.Entry> entries) {
        for (SyncFile.Entry entry : entries) {
            List<SyncFile.Entry> against = against(file, entry);
            if (entry.pipeline().options().verify().continuous() != VerifyRules.Continuous.OFF
                    && !against.isEmpty()) {
                throw new OtterException(
                        ErrorCode.OPTION_NOT_SUPPORTED,
                        "'verify.continuous' looks at one direction only, and "
                                + against.getFirst().name()
                                + " runs back: rows on their way back would be told to differ",
                        entry.places().pipeline() + ", " + entry.name(),
                        "Set it to 'off' and let cron start 'otter check --online', which compares"
                                + " both directions; or, when they carry other tables, put the"
                                + " pipelines into two files.");
            }
        }
    }
}
