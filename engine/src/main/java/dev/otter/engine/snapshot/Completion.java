package dev.otter.engine.snapshot;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.ServerErrorException;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
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
 * statement when its client is gone. One copying thread's, but {@link #abort} may come from any.
 */
final class Completion {
    private static final Pattern CLAUSE =
            Pattern.compile("ADD ((?:KEY|CONSTRAINT) `(?:[^`]|``)+` ).*");

    private final Supplier<MysqlConnection> connect;
    private final AtomicReference<MysqlConnection> open = new AtomicReference<>();

    /**
     * @param connect opens a connection to the target
     */
    Completion(Supplier<MysqlConnection> connect) {
        this.connect = connect;
    }

    /**
     * Completes the table and records it.
     *
     * @throws OtterException COPY_TABLE_NOT_MADE when the target refuses
     * @throws ServerErrorException when a lock was not to be had: it can be tried again
     */
    void run(CopyTable table, CopyRecord record) {
        try (MysqlConnection to = connect.get()) {
            open.set(to);
            to.readTimeout(Duration.ZERO);
            to.query(
                    "SET SESSION sql_mode='NO_ENGINE_SUBSTITUTION',foreign_key_checks=0,"
                            + "lock_wait_timeout=20");
            String present = to.query("SHOW CREATE TABLE " + table.target().quoted()).string(0, 1);
            missing(table.terms().afterwards(), present).ifPresent(to::query);
            to.query(record.completed(table.source()));
        } catch (ServerErrorException e) {
            if (passing(e)) {
                throw e;
            }
            throw new OtterException(
                    ErrorCode.COPY_TABLE_NOT_MADE,
                    "the rows are copied, but the target refuses to add the table's indexes and"
                            + " foreign keys with "
                            + e.getMessage(),
                    "target table " + table.target(),
                    "Mend what the message names, then start again; or add them by hand and run: "
                            + record.completed(table.source()),
                    e);
        } finally {
            open.set(null);
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
     * The statement without what the table has already; empty when it has all.
     *
     * @param statement a line that begins it, then a line for each clause
     * @param present the table as the server describes it
     */
    static Optional<String> missing(String statement, String present) {
        List<String> lines = List.of(statement.split("\n"));
        List<String> wanted = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String clause = line.endsWith(",") ? line.substring(0, line.length() - 1) : line;
            Matcher named = CLAUSE.matcher(clause);
            if (!named.matches() || !present.contains("\n  " + named.group(1))) {
                wanted.add(clause);
            }
        }
        return wanted.isEmpty()
                ? Optional.empty()
                : Optional.of(lines.getFirst() + "\n" + String.join(",\n", wanted));
    }

    /** Breaks the connection under whoever waits for it. */
    void abort() {
        MysqlConnection to = open.get();
        if (to != null) {
            to.abort();
        }
    }
}
