package dev.otter.engine.snapshot;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.ServerErrorException;
import dev.otter.engine.database.TableCatalog;
import dev.otter.engine.database.TargetTable;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TableRoute;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes the target's tables from the source's own statements: columns, keys, foreign keys and the
 * counter of automatic numbers as they are; only names change. What only slows the rows down is
 * kept for afterwards (see {@link TableDefinition}), and recorded before the table is there. One
 * thread.
 */
final class TargetCreation {
    private final MysqlConnection from;
    private final MysqlConnection to;
    private final TableRoute route;
    private final CopyRecord record;

    /**
     * @param from the source
     * @param to the target
     * @param route where other tables go to which foreign keys refer
     * @param record where is kept what comes afterwards
     */
    TargetCreation(MysqlConnection from, MysqlConnection to, TableRoute route, CopyRecord record) {
        this.from = from;
        this.to = to;
        this.route = route;
        this.record = record;
    }

    /**
     * Creates tables, and databases where they are missing.
     *
     * @param wanted source tables by the names that they have on the target
     * @throws OtterException COPY_TABLE_NOT_MADE when the target refuses
     */
    void create(Map<TableName, TableName> wanted) {
        to.query("SET SESSION sql_mode='NO_ENGINE_SUBSTITUTION',foreign_key_checks=0");
        from.query("SET SESSION sql_mode='',sql_quote_show_create=1");
        Map<TableName, TargetTable> sources =
                TableCatalog.of(from).load(from, new HashSet<>(wanted.values()));
        wanted.forEach((target, source) -> {
            TargetTable known = sources.get(source);
            if (known != null) {
                create(known, target);
            }
        });
        to.query("SET SESSION sql_mode=DEFAULT,foreign_key_checks=1");
    }

    private void create(TargetTable source, TableName target) {
        TableDefinition definition =
                TableDefinition.of(
                        from.query("SHOW CREATE TABLE " + source.name().quoted()).string(0, 1),
                        source.name(),
                        target,
                        route,
                        referred(source));
        try {
            to.query(database(source.name().database(), target.database()));
            to.query(record.making(source.name(), target, definition.afterwards()));
            to.query(definition.create());
        } catch (ServerErrorException e) {
            throw new OtterException(
                    ErrorCode.COPY_TABLE_NOT_MADE,
                    "the target refuses to create the table with " + e.getMessage(),
                    "target table " + target + ", made from " + source.name(),
                    "Create it on the target by hand in a form that it takes, or grant CREATE on"
                            + " its database; then start again.",
                    e);
        }
    }

    /** Lists of columns to which rows of other tables refer: an index must be there for them. */
    private static Set<List<String>> referred(TargetTable source) {
        Set<List<String>> referred = new HashSet<>();
        source.referencedBy().forEach(key -> referred.add(key.parentColumns()));
        return referred;
    }

    private String database(String source, String target) {
        String ddl =
                from.query("SHOW CREATE DATABASE IF NOT EXISTS " + TableName.quote(source))
                        .string(0, 1);
        Matcher charset = Pattern.compile("DEFAULT CHARACTER SET (\\w+)").matcher(ddl);
        return "CREATE DATABASE IF NOT EXISTS "
                + TableName.quote(target)
                + (charset.find() ? " DEFAULT CHARACTER SET " + charset.group(1) : "");
    }
}
