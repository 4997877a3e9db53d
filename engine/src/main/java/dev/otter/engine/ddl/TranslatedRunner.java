package dev.otter.engine.ddl;

import dev.otter.engine.change.Delivery;
import dev.otter.engine.dialect.HeldException;
import dev.otter.engine.dialect.SourceRules;
import dev.otter.engine.dialect.Translation;
import dev.otter.engine.dialect.Translator;
import dev.otter.engine.load.SchemaGuard;
import dev.otter.engine.load.apply.AbandonedException;
import dev.otter.engine.run.StopSignal;
import dev.otter.engine.sql.DdlStatement;
import dev.otter.engine.sql.DdlStatement.Reference;
import dev.otter.model.channel.DdlAction;
import dev.otter.model.channel.DdlKind;
import dev.otter.model.table.TableName;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the rules for statements that change tables where the target speaks another language than
 * the source: has them translated and run, passes them over, or asks. Threads as of {@link
 * DdlRunner}.
 */
public final class TranslatedRunner implements SchemaGuard {
    private static final Logger LOG = LoggerFactory.getLogger(TranslatedRunner.class);

    /** STRICT_TRANS_TABLES and STRICT_ALL_TABLES. */
    private static final long STRICT = 3L << 21;

    private final TranslatedConfig config;
    private final DdlReading reading;
    private final StopSignal stop = new StopSignal();
    private final AtomicReference<TranslatedRun> running = new AtomicReference<>();

    public TranslatedRunner(TranslatedConfig config) {
        this.config = config;
        this.reading = new DdlReading(config.source());
    }

    @Override
    public Set<TableName> touches(Delivery.SchemaChange change) {
        Set<TableName> touched = new LinkedHashSet<>(config.comparison().touches(change));
        reading.read(change.logged())
                .ifPresent(statement ->
                        statement.references().stream()
                                .map(Reference::table)
                                .flatMap(table -> config.route().targets(table).stream())
                                .forEach(touched::add));
        return touched;
    }

    @Override
    public List<String> check(Delivery.SchemaChange change) {
        Optional<DdlStatement> statement = reading.read(change.logged());
        DdlKind kind =
                statement
                        .map(DdlStatement::kind)
                        .orElseGet(() -> DdlRunner.roughly(change.statement()));
        DdlAction action = config.rules().of(kind);
        boolean empties = change.truncates() && action != DdlAction.ASK;
        List<String> emptied = new ArrayList<>();
        switch (action) {
            case STOP -> {
                return config.comparison().check(change);
            }
            case SKIP ->
                    LOG.warn(
                            "{}: passed over by its rule: {}",
                            config.where(),
                            StatementRun.shortened(change.statement()));
            case APPLY, APPLY_OR_SKIP, ASK -> {
                if (empties) {
                    return config.comparison().check(change);
                }
                emptied.addAll(run(change, statement, action));
            }
        }
        config.forget().run();
        return emptied;
    }

    /** Runs it for each target of its tables; gives what empties those that are to be emptied. */
    private List<String> run(
            Delivery.SchemaChange change, Optional<DdlStatement> statement, DdlAction action) {
        List<Lane> lanes;
        try {
            lanes = Lane.of(change, config.route());
        } catch (Rewriter.NotCarriedException e) {
            run(
                    new Lane(0, change, config.route()),
                    action,
                    _ -> {
                        throw new HeldException(
                                change.statement(),
                                "would not run once for each target: " + e.getMessage());
                    });
            return List.of();
        }
        List<String> emptied = new ArrayList<>();
        for (Lane lane : lanes) {
            boolean wanted = run(lane, action, session -> translate(lane, statement, session));
            if (wanted && change.truncates()) {
                emptied.addAll(config.comparison().check(lane.change()));
            }
        }
        return emptied;
    }

    /** Whether the statement was to run, rather than to be passed over. */
    private boolean run(Lane lane, DdlAction action, TranslatedRun.Translating translating) {
        try {
            TranslatedRun run = new TranslatedRun(config, lane, action, translating, stop);
            running.set(run);
            return run.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AbandonedException();
        } finally {
            running.set(null);
        }
    }

    private Translation translate(
            Lane lane, Optional<DdlStatement> statement, TranslatedSession session)
            throws HeldException {
        Delivery.SchemaChange change = lane.change();
        if (change.truncates()) {
            return new Translation(List.of(), change.targets(), List.of(), List.of());
        }
        if (statement.isEmpty()) {
            throw new HeldException(change.statement(), "is not understood");
        }
        DdlStatement known = statement.get();
        switch (known.kind()) {
            case DROP, RENAME, TRUNCATE -> requireAlone(change);
            case CREATE, ALTER, INDEX, PARTITION -> {}
        }
        Translator translator =
                new Translator(config.dialect(), lane.route()::target, session::table);
        return known.tree().is("dropDatabase")
                ? translator.drop(change.targets(), true)
                : translator.translate(known, rules(change));
    }

    /** What would take rows of other source tables with it is not done. */
    private void requireAlone(Delivery.SchemaChange change) throws HeldException {
        for (TableName other : config.source().tables()) {
            Optional<TableName> target =
                    config.route().targets(other).stream()
                            .filter(change.targets()::contains)
                            .findFirst();
            boolean own =
                    change.sources().stream()
                            .anyMatch(one ->
                                    config.source().ignoreCase()
                                            ? one.toString().equalsIgnoreCase(other.toString())
                                            : one.equals(other));
            if (target.isPresent() && !own) {
                throw new HeldException(
                        change.statement(),
                        "is about table "
                                + target.get()
                                + ", which holds rows of "
                                + other
                                + " too");
            }
        }
    }

    private SourceRules rules(Delivery.SchemaChange change) {
        var settings = change.logged().settings();
        var status = settings.status();
        return new SourceRules(
                reading.rules(change.logged()),
                settings.database(),
                config.source().ignoreCase(),
                (status.sqlMode().orElse(STRICT) & STRICT) != 0,
                status.timestampDefaults().orElseGet(() -> config.source().timestampDefaults()),
                status.timeZone().flatMap(TranslatedRunner::zone),
                settings.seconds() > 0
                        ? Optional.of(
                                Instant.ofEpochSecond(settings.seconds(), status.micros() * 1_000L))
                        : Optional.empty());
    }

    /** Empty for the zone of the source's system. */
    private static Optional<ZoneId> zone(String name) {
        if (name.equalsIgnoreCase("SYSTEM")) {
            return Optional.empty();
        }
        try {
            return Optional.of(ZoneId.of(name));
        } catch (DateTimeException _) {
            return Optional.empty();
        }
    }

    @Override
    public void stop() {
        stop.raise();
    }

    @Override
    public void abandon() {
        stop.raise();
        TranslatedRun run = running.get();
        if (run != null) {
            run.abort();
        }
    }
}
