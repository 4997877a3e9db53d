package dev.otter.engine.ddl;

import dev.otter.binlog.wire.WireException;
import dev.otter.engine.change.Delivery;
import dev.otter.engine.ddl.TranslatedSession.Outcome;
import dev.otter.engine.dialect.HeldException;
import dev.otter.engine.dialect.Move;
import dev.otter.engine.dialect.Translation;
import dev.otter.engine.load.apply.AbandonedException;
import dev.otter.engine.load.apply.Acknowledged;
import dev.otter.engine.load.apply.RestartNeededException;
import dev.otter.engine.run.Backoff;
import dev.otter.engine.run.StopSignal;
import dev.otter.model.channel.DdlAction;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one translated statement on the target, once, whatever breaks on the way. How that is known
 * afterwards is the session's affair: one transaction with its entry, or each step by evidence. One
 * thread, but {@link #abort} may come from any.
 */
final class TranslatedRun {
    private static final Logger LOG = LoggerFactory.getLogger(TranslatedRun.class);
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final TranslatedConfig config;
    private final Delivery.SchemaChange change;
    private final StatementName of;
    private final DdlAction action;
    private final Translating translating;
    private final StopSignal stop;
    private final AtomicReference<TranslatedSession> current = new AtomicReference<>();
    private final Backoff outage =
            new Backoff(
                    Duration.ofMillis(100), Duration.ofSeconds(5), RandomGenerator.getDefault());
    private boolean skipped;

    /** Says the statement in the target's language. */
    @FunctionalInterface
    interface Translating {
        Translation with(TranslatedSession session) throws HeldException;
    }

    TranslatedRun(
            TranslatedConfig config,
            Lane lane,
            DdlAction action,
            Translating translating,
            StopSignal stop) {
        this.config = config;
        this.change = lane.change();
        this.of = StatementName.of(change.particulars(), lane.number());
        this.action = action;
        this.translating = translating;
        this.stop = stop;
    }

    /**
     * Returns when the statement is over; false when it was passed over.
     *
     * @throws OtterException DDL_REFUSED or DDL_NOT_TRANSLATED
     * @throws AbandonedException when it was stopped first
     * @throws RestartNeededException when the target lost what it had acknowledged, or a hold has
     *     moved
     */
    boolean run() throws InterruptedException {
        try {
            while (!tried()) {
                // Each try says what it waits for.
            }
            return !skipped;
        } finally {
            config.board().moving(StatementRun.STAGE);
        }
    }

    private boolean tried() throws InterruptedException {
        boolean over = false;
        if (stop.raised()) {
            throw new AbandonedException();
        }
        try (TranslatedSession session = config.target().get()) {
            current.set(session);
            over = attempt(session);
        } catch (WireException e) {
            pause("the target cannot be used, trying again: " + e.getMessage());
        } catch (OtterException e) {
            if (e.code() != ErrorCode.ENDPOINT_UNREACHABLE) {
                throw e;
            }
            pause("no connection to the target, trying again: " + e.getMessage());
        } finally {
            current.set(null);
        }
        return over;
    }

    /** Breaks the session on which the statement runs. */
    void abort() {
        TranslatedSession session = current.get();
        if (session != null) {
            session.abort();
        }
    }

    private void pause(String reason) throws InterruptedException {
        config.board().waiting(StatementRun.STAGE, reason);
        stop.pause(outage.next());
    }

    private boolean attempt(TranslatedSession session) throws InterruptedException {
        Acknowledged.Demand demand = config.acknowledged().opened();
        if (!session.lock()) {
            pause("an earlier run of this pipeline still runs a statement on the target");
            return false;
        }
        demand.require(session.slots());
        session.requireOurs(config.acknowledged().epoch());
        Optional<TranslatedEntry> found = session.find(of, change.statement());
        return switch (found.map(TranslatedEntry::state).orElse(null)) {
            case DONE -> true;
            case SKIPPED -> {
                skipped = true;
                yield true;
            }
            case STARTED -> execute(session, found.orElseThrow(), moves(session));
            case null -> begin(session, found, action == DdlAction.ASK);
            case APPROVED -> begin(session, found, false);
            case ASKED -> begin(session, found, action == DdlAction.ASK);
        };
    }

    /** Of a statement that was begun; its tables may have moved already. */
    private List<Move> moves(TranslatedSession session) {
        try {
            return translating.with(session).moves();
        } catch (HeldException _) {
            return List.of();
        }
    }

    private boolean begin(TranslatedSession session, Optional<TranslatedEntry> found, boolean asks)
            throws InterruptedException {
        Translation translation;
        try {
            translation = translating.with(session);
        } catch (HeldException e) {
            return held(session, found, e);
        }
        for (String note : translation.notes()) {
            LOG.info("{}: {}", where(), note);
        }
        if (asks) {
            return ask(session, found, translation);
        }
        TranslatedEntry entry =
                new TranslatedEntry(
                        TranslatedState.STARTED,
                        translation.steps(),
                        translation.tables(),
                        String.join("; ", translation.notes()));
        return execute(session, entry, translation.moves());
    }

    /** Written once: somebody may decide at any moment, and is not to be overruled. */
    private boolean ask(
            TranslatedSession session, Optional<TranslatedEntry> found, Translation translation)
            throws InterruptedException {
        if (found.isEmpty()) {
            session.write(
                    of,
                    change.statement(),
                    new TranslatedEntry(TranslatedState.ASKED, translation.steps(), ""));
        }
        OtterException asks =
                new OtterException(
                        ErrorCode.DDL_ASKS,
                        "the source ran '" + change.statement().strip() + "', which needs approval",
                        where(),
                        "To have it run on the target as '"
                                + translation.text()
                                + "': "
                                + decision(TranslatedState.APPROVED)
                                + ". To go on without it: "
                                + decision(TranslatedState.SKIPPED)
                                + ". Or do there by hand what it does, then: "
                                + decision(TranslatedState.DONE)
                                + ".");
        config.board().waiting(StatementRun.STAGE, asks.getMessage());
        stop.pause(LOOK);
        return false;
    }

    private boolean execute(TranslatedSession session, TranslatedEntry entry, List<Move> moves)
            throws InterruptedException {
        if (!entry.steps().isEmpty()) {
            config.board()
                    .waiting(
                            StatementRun.STAGE,
                            "the target runs: " + StatementRun.shortened(entry.text()));
        }
        Outcome outcome =
                session.run(of, change.statement(), entry, moves, config.acknowledged().epoch());
        return switch (outcome) {
            case Outcome.Ran(boolean held) -> {
                ran(session, entry);
                if (held) {
                    throw new RestartNeededException("a table on hold has got another name", null);
                }
                yield true;
            }
            case Outcome.Later(String why) -> {
                pause("the target does not run the statement now, trying again: " + why);
                yield false;
            }
            case Outcome.Refused refused -> refused(session, refused);
        };
    }

    private void ran(TranslatedSession session, TranslatedEntry entry) {
        if (entry.steps().isEmpty()) {
            LOG.info(
                    "{}: nothing to do on the target for {}",
                    where(),
                    StatementRun.shortened(change.statement()));
            return;
        }
        config.board().schemaChanges.increment();
        LOG.info("{}: the target has run {}", where(), StatementRun.shortened(entry.text()));
        session.prune();
    }

    private boolean refused(TranslatedSession session, Outcome.Refused refused) {
        if (refused.already() && sameColumns()) {
            over(session, TranslatedState.DONE, "was so already: " + refused.why());
            return true;
        }
        if (action == DdlAction.APPLY_OR_SKIP) {
            over(session, TranslatedState.SKIPPED, refused.why());
            LOG.warn("{}: passed over after a refusal: {}", where(), refused.why());
            skipped = true;
            return true;
        }
        throw new OtterException(
                ErrorCode.DDL_REFUSED,
                "the target refuses '" + refused.step() + "': " + refused.why(),
                where(),
                "Remove the reason and start again: it is then run once more. Or do on the target by"
                        + " hand what '"
                        + StatementRun.shortened(change.statement())
                        + "' does, then: "
                        + decision(TranslatedState.DONE)
                        + ", and start again. To go on without it: "
                        + decision(TranslatedState.SKIPPED)
                        + ".");
    }

    private void over(TranslatedSession session, TranslatedState state, String note) {
        session.write(of, change.statement(), new TranslatedEntry(state, List.of(), note));
    }

    private boolean held(
            TranslatedSession session, Optional<TranslatedEntry> found, HeldException e) {
        if (e.absent() && sameColumns()) {
            over(session, TranslatedState.DONE, "was so already: " + e.getMessage());
            return true;
        }
        if (action == DdlAction.APPLY_OR_SKIP) {
            over(session, TranslatedState.SKIPPED, e.getMessage());
            LOG.warn(
                    "{}: passed over, {}: {}", where(), e.getMessage(), change.statement().strip());
            skipped = true;
            return true;
        }
        if (found.isEmpty()) {
            session.write(
                    of,
                    change.statement(),
                    new TranslatedEntry(TranslatedState.ASKED, List.of(), e.getMessage()));
        }
        throw new OtterException(
                ErrorCode.DDL_NOT_TRANSLATED,
                "the source ran '"
                        + change.statement().strip()
                        + "', which cannot be said exactly in the language of "
                        + config.dialect().product()
                        + ": "
                        + e.getMessage(),
                where(),
                "Nothing of it has run. Do on the target by hand what it does, then: "
                        + decision(TranslatedState.DONE)
                        + ". To go on without it: "
                        + decision(TranslatedState.SKIPPED)
                        + ". Then start again.");
    }

    private boolean sameColumns() {
        config.forget().run();
        if (change.truncates()) {
            return false;
        }
        try {
            return config.comparison().check(change).isEmpty();
        } catch (OtterException e) {
            if (e.code() == ErrorCode.SCHEMA_CHANGE) {
                return false;
            }
            throw e;
        }
    }

    /** The statement by which an operator decides. */
    private String decision(TranslatedState state) {
        return "UPDATE retl.retl_ddl SET state='"
                + state.name().toLowerCase(Locale.ROOT)
                + "' WHERE pipeline='"
                + config.pipeline().replace("'", "''")
                + "' AND transaction_id='"
                + of.text()
                + "'";
    }

    private String where() {
        String tables = change.targets().isEmpty() ? "" : ", table " + change.targets().getFirst();
        return config.where() + tables + ", at " + of.end();
    }
}
