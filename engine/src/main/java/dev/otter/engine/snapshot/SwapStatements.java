package dev.otter.engine.snapshot;

import dev.otter.binlog.wire.ServerVersion;
import dev.otter.engine.change.Delivery;
import dev.otter.engine.sql.DdlParser;
import dev.otter.engine.sql.DdlStatement;
import dev.otter.engine.sql.DdlStatement.Role;
import dev.otter.engine.sql.SqlRules;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds statements after which a name stands for other rows than before: those that rename tables,
 * or change a table and a partition. Immutable.
 *
 * @param version of the source
 * @param ignoreCase whether the source keeps names of tables in small letters
 */
record SwapStatements(ServerVersion version, boolean ignoreCase) {
    /** Without one of these words a statement is none of them. */
    private static final Pattern WORDS = Pattern.compile("(?i)\\b(?:RENAME|EXCHANGE)\\b");

    /** The names that stand for other rows; none for other statements. */
    Set<TableName> names(Delivery.SchemaChange change) {
        String sql = change.statement();
        if (!WORDS.matcher(sql).find()) {
            return Set.of();
        }
        SqlRules rules = SqlRules.of(version, change.logged().settings().status().sqlMode());
        String database = change.logged().settings().database();
        Optional<DdlStatement> statement =
                DdlParser.parse(sql, rules)
                        .flatMap(tree -> DdlStatement.of(tree, database, ignoreCase))
                        .or(() -> DdlStatement.roughly(sql, rules, database, ignoreCase));
        if (statement.isPresent()
                && statement.get().references().stream().noneMatch(SwapStatements::swaps)) {
            return Set.of();
        }
        // What is not understood may have swapped any of those that it names.
        Set<TableName> names = new LinkedHashSet<>(change.sources());
        statement.ifPresent(known ->
                known.references().stream()
                        .filter(one -> one.role() == Role.MAIN || swaps(one))
                        .forEach(one -> names.add(one.table())));
        return names;
    }

    private static boolean swaps(DdlStatement.Reference reference) {
        return reference.role() == Role.NEW_NAME || reference.role() == Role.PARTNER;
    }

    /** Why a statement cannot be followed as long as a table that it names is not copied. */
    static OtterException tooEarly(CopyTable table, Delivery.SchemaChange change) {
        return new OtterException(
                ErrorCode.COPY_NOT_POSSIBLE,
                "the source has renamed or exchanged "
                        + table.source()
                        + " before all of its rows were copied, so that its name now stands for other"
                        + " rows: "
                        + change.statement().strip(),
                "source table " + table.source() + ", at " + change.particulars().end(),
                "Nothing of this statement was done on the target. Begin anew: empty the target's"
                        + " tables, delete the pipeline's rows of retl.retl_snapshot and"
                        + " retl.retl_checkpoint, write 'snapshot: initial', and start again; rename"
                        + " tables when they are copied.");
    }
}
