package dev.otter.engine.snapshot;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.ServerErrorException;
import dev.otter.engine.ddl.TargetTurn;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gives a table on the target the indexes and references that were kept back while its rows came,
 * in one statement. What an earlier run has added already is left out: a server goes on with such a
 * statement when its client is gone. So is what the source has dropped meanwhile. One copying
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
     * @param from a connection to the source
     * @return false when another statement of the pipeline runs on the target: try again
     * @throws OtterException COPY_TABLE_NOT_MADE when the target refuses
     * @throws ServerErrorException when a lock was not to be had: it can be tried again
     */
    boolean run(MysqlConnection from, CopyTable table) {
        try (MysqlConnection to = connect.get()) {
            open.set(to);
            if (!turn.take(to)) {
                return false;
            }
            run(from, to, record, table.source(), table.target());
            return true;
        } finally {
            open.set(null);
        }
    }

    /** The same, in a session of the target that has the turn; its settings are changed. */
    static void run(
            MysqlConnection from,
            MysqlConnection to,
            CopyRecord record,
            TableName source,
            TableName target) {
        // Somebody else may have done it while the turn was waited for.
        String afterwards = record.afterwards(new MysqlRecordSession(to), source);
        if (afterwards.isEmpty()) {
            return;
        }
        to.readTimeout(Duration.ZERO);
        try {
            to.query(
                    "SET SESSION sql_mode='NO_ENGINE_SUBSTITUTION',foreign_key_checks=0,"
                            + "lock_wait_timeout=20");
            from.query("SET SESSION sql_mode='',sql_quote_show_create=1");
            Optional<String> wanted = definition(from, source);
            Optional<String> present = definition(to, target);
            // One that was dropped meanwhile and is made anew comes with all that it has.
            if (wanted.isPresent() && present.isPresent()) {
                missing(afterwards, wanted.get(), present.get()).ifPresent(to::query);
            }
            to.query(record.completed(source));
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
                            + record.completed(source),
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
     * The statement without what the table has already and what the source has no more; empty when
     * nothing is left.
     *
     * @param statement a line that begins it, then a line for each clause
     * @param wanted the table as the source describes it now
     * @param present the table as the target describes it
     */
    static Optional<String> missing(String statement, String wanted, String present) {
        List<String> lines = List.of(statement.split("\n"));
        List<String> clauses = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String clause = line.endsWith(",") ? line.substring(0, line.length() - 1) : line;
            Matcher named = CLAUSE.matcher(clause);
            boolean told = named.matches();
            if (!told || (!has(present, named.group(1)) && isWanted(wanted, clause, named))) {
                clauses.add(clause);
            }
        }
        return clauses.isEmpty()
                ? Optional.empty()
                : Optional.of(lines.getFirst() + "\n" + String.join(",\n", clauses));
    }

    /** An index must still be the same; a foreign key may name its parent otherwise there. */
    private static boolean isWanted(String wanted, String clause, Matcher named) {
        String index = "\n  " + clause.substring("ADD ".length());
        return named.group(1).startsWith("KEY ")
                ? wanted.contains(index + "\n") || wanted.contains(index + ",\n")
                : has(wanted, named.group(1));
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
