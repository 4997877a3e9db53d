package dev.otter.engine.snapshot;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.ServerErrorException;
import dev.otter.engine.ddl.TargetTurn;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gives a table on the target the indexes and references that were kept back while its rows came,
 * in one statement. What an earlier run has added already is left out: a server goes on with such a
 * statement when its client is gone. How the source describes the table now does not matter: what
 * it has dropped since it is dropped here by the statement in the log, behind this. One copying
 * thread's, but {@link #abort} may come from any.
 */
public final class Completion {
    private static final Pattern CLAUSE =
            Pattern.compile("ADD ((?:KEY|CONSTRAINT) `(?:[^`]|``)+` ).*");
    private static final int NO_SUCH_DATABASE = 1049;
    private static final int NO_SUCH_TABLE = 1146;

    private final Supplier<MysqlConnection> connect;
    private final TargetTurn turn;
    private final CopyRecord record;
    private final AtomicReference<MysqlConnection> open = new AtomicReference<>();

    /**
     * @param connect opens a connection to the target
     * @param turn the right to change its tables
     * @param record where it is kept
     */
    Completion(Supplier<MysqlConnection> connect, TargetTurn turn, CopyRecord record) {
        this.connect = connect;
        this.turn = turn;
        this.record = record;
    }

    /**
     * Completes the table and records it.
     *
     * @return false when another statement of the pipeline runs on the target: try again
     * @throws OtterException COPY_TABLE_NOT_MADE when the target refuses
     * @throws ServerErrorException when a lock was not to be had: it can be tried again
     */
    boolean run(CopyTable table) {
        try (MysqlConnection to = connect.get()) {
            open.set(to);
            if (!turn.take(to)) {
                return false;
            }
            run(to, record, table.source(), table.target(), _ -> true);
            return true;
        } finally {
            open.set(null);
        }
    }

    /**
     * The same, in a session of the target that has the turn; its settings are changed.
     *
     * @param due which clauses are added now; others stay recorded
     * @return false when none of them was recorded
     */
    static boolean run(
            MysqlConnection to,
            CopyRecord record,
            TableName source,
            TableName target,
            Predicate<String> due) {
        // Somebody else may have done it while the turn was waited for.
        String afterwards = record.afterwards(new MysqlRecordSession(to), source);
        Optional<String> now = only(afterwards, due);
        if (now.isEmpty()) {
            return false;
        }
        to.readTimeout(Duration.ZERO);
        String rest = only(afterwards, due.negate()).orElse("");
        try {
            to.query(
                    "SET SESSION sql_mode='NO_ENGINE_SUBSTITUTION',foreign_key_checks=0,"
                            + "lock_wait_timeout=20");
            Optional<String> present = definition(to, target);
            // One that was dropped meanwhile and is made anew comes with all that it has.
            if (present.isPresent()) {
                missing(now.get(), present.get()).ifPresent(to::query);
            }
            to.query(record.completed(source, present.isPresent() ? rest : ""));
            return true;
        } catch (ServerErrorException e) {
            if (passing(e)) {
                throw e;
            }
            throw new OtterException(
                    ErrorCode.COPY_TABLE_NOT_MADE,
                    "the rows are copied, but the target refuses to add the table's indexes and"
                            + " foreign keys with "
                            + e.getMessage(),
                    "target table " + target,
                    "Mend what the message names, then start again; or add them by hand and run: "
                            + record.completed(source, rest),
                    e);
        }
    }

    /** The table as its server describes it; empty when there is none any more. */
    private static Optional<String> definition(MysqlConnection server, TableName table) {
        try {
            return Optional.of(server.query("SHOW CREATE TABLE " + table.quoted()).string(0, 1));
        } catch (ServerErrorException e) {
            if (e.errorNumber() == NO_SUCH_TABLE || e.errorNumber() == NO_SUCH_DATABASE) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Lock waits and deadlocks, and a connection that somebody has killed. */
    private static boolean passing(ServerErrorException e) {
        return switch (e.errorNumber()) {
            case 1205, 1213, 1317, 1053 -> true;
            default -> false;
        };
    }

    /**
     * The statement without what the table has already; empty when nothing is left.
     *
     * @param statement a line that begins it, then a line for each clause
     * @param present the table as the target describes it
     */
    static Optional<String> missing(String statement, String present) {
        return only(
                statement,
                clause -> {
                    Matcher named = CLAUSE.matcher(clause);
                    return !named.matches() || !has(present, named.group(1));
                });
    }

    /** The statement with those of its clauses alone; empty when there are none. */
    private static Optional<String> only(String statement, Predicate<String> wanted) {
        List<String> lines = List.of(statement.split("\n"));
        List<String> clauses =
                lines.stream()
                        .skip(1)
                        .map(line ->
                                line.endsWith(",") ? line.substring(0, line.length() - 1) : line)
                        .filter(wanted)
                        .toList();
        return clauses.isEmpty()
                ? Optional.empty()
                : Optional.of(lines.getFirst() + "\n" + String.join(",\n", clauses));
    }

    /** The reference that a clause adds, without its quotes; empty for an index. */
    static Optional<String> reference(String clause) {
        Matcher named = CLAUSE.matcher(clause);
        if (!named.matches() || !named.group(1).startsWith("CONSTRAINT ")) {
            return Optional.empty();
        }
        String quoted = named.group(1).substring("CONSTRAINT `".length()).strip();
        return Optional.of(quoted.substring(0, quoted.length() - 1).replace("``", "`"));
    }

    private static boolean has(String definition, String beginning) {
        return definition.contains("\n  " + beginning);
    }

    /** Breaks the connection under whoever waits for it. */
    void abort() {
        MysqlConnection to = open.get();
        if (to != null) {
            to.abort();
        }
    }
}
