package dev.otter.engine.dialect;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.WireException;
import dev.otter.engine.sql.SqlRules;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes tables of the source on a target of another kind before their rows are copied: columns,
 * keys and indexes of each, then the foreign keys of all. Immutable.
 */
public final class MissingTables {
    private static final Logger LOG = LoggerFactory.getLogger(MissingTables.class);

    private final String where;
    private final Dialect dialect;
    private final Naming naming;

    /**
     * @param where for messages
     * @param dialect the target's language
     * @param naming the target's names
     */
    public MissingTables(String where, Dialect dialect, Naming naming) {
        this.where = where;
        this.dialect = dialect;
        this.naming = naming;
    }

    /**
     * Makes the tables.
     *
     * @param from a connection to the source; its settings are changed
     * @param wanted source tables by the names that they have on the target
     * @param run runs a statement on the target
     * @throws OtterException COPY_TABLE_NOT_MADE when one cannot be said in the target's language,
     *     before anything is made, or when the target refuses
     */
    public void make(MysqlConnection from, Map<TableName, TableName> wanted, Consumer<String> run) {
        from.query("SET SESSION sql_mode='',sql_quote_show_create=1,time_zone='+00:00'");
        SqlRules sql = SqlRules.of(from.serverVersion(), OptionalLong.of(0));
        boolean ignoreCase = from.query("SELECT @@lower_case_table_names").number(0, 0) != 0;
        List<CreatedTable> tables = new ArrayList<>();
        wanted.forEach((target, source) -> {
            String answer = from.query("SHOW CREATE TABLE " + source.quoted()).string(0, 1);
            SourceRules rules = SourceRules.ofAnswers(sql, source.database(), ignoreCase);
            try {
                CreatedTable made =
                        new TableCreation(dialect, naming).ofAnswer(answer, source, target, rules);
                made.notes().forEach(note -> LOG.info("{}: table {}: {}", where, target, note));
                tables.add(made);
            } catch (HeldException e) {
                throw notMade("it cannot be said on " + dialect.product() + ": ", target, e);
            }
        });
        tables.forEach(table -> {
            table.schema().ifPresent(statement -> run(statement, run));
            run(table.create(), run);
            table.comments().forEach(statement -> run(statement, run));
            table.uniqueIndexes().forEach(statement -> run(statement, run));
            table.indexes().forEach(statement -> run(statement, run));
        });
        tables.forEach(table -> {
            table.cascading().forEach(statement -> run(statement, run));
            table.foreignKeys().forEach(statement -> run(statement, run));
        });
    }

    private void run(String statement, Consumer<String> run) {
        try {
            run.accept(statement);
        } catch (WireException e) {
            throw new OtterException(
                    ErrorCode.COPY_TABLE_NOT_MADE,
                    "the target refuses \"" + statement + "\" with " + e.getMessage(),
                    where,
                    "Grant what the message names; or drop what was made of these tables, create"
                            + " them by hand, and start again.",
                    e);
        }
    }

    private OtterException notMade(String what, TableName target, Exception e) {
        return new OtterException(
                ErrorCode.COPY_TABLE_NOT_MADE,
                what + e.getMessage(),
                where + ", target table " + target,
                "Create it on the target by hand in a form that it takes, then start again.",
                e);
    }
}
