package dev.otter.engine.select;

import dev.otter.binlog.event.Query;
import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.engine.database.Collations;
import dev.otter.engine.database.value.CharsetText;
import dev.otter.model.table.TableName;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.IntFunction;

/**
 * How names in logged statements, which stand there as somebody typed them, become the names that
 * rows in the log have. Immutable.
 *
 * @param lowerCase the source's {@code lower_case_table_names}
 * @param charset the character set of a collation by the collation's number; empty when unknown
 */
public record StatementNames(int lowerCase, IntFunction<String> charset) {
    /** Names are taken as they were typed, in UTF-8. */
    public static final StatementNames TYPED = new StatementNames(0, _ -> "");

    /** As the server has them. */
    public static StatementNames of(MysqlConnection connection) {
        long setting = connection.query("SELECT @@lower_case_table_names").number(0, 0);
        Collations collations = Collations.load(connection);
        return new StatementNames(Math.toIntExact(setting), collations::charset);
    }

    /**
     * What a typed name may stand for in the log: with 1 the server keeps names in small letters;
     * with 2 it keeps them as they were typed when the table was made, and may log them so or in
     * small letters.
     */
    List<TableName> meant(TableName typed) {
        if (lowerCase == 0) {
            return List.of(typed);
        }
        TableName small =
                new TableName(
                        typed.database().toLowerCase(Locale.ROOT),
                        typed.table().toLowerCase(Locale.ROOT));
        return lowerCase == 1 || small.equals(typed) ? List.of(small) : List.of(small, typed);
    }

    /** The statement in the character set of the client that sent it, as far as that is known. */
    String text(Query query) {
        byte[] sql = query.sqlBuffer();
        int at = query.sqlOffset();
        int length = query.sqlLength();
        for (int i = at; i < at + length; i++) {
            if (sql[i] < 0) {
                return decoded(query);
            }
        }
        return query.text();
    }

    private String decoded(Query query) {
        OptionalInt client = query.status().clientCharset();
        String name = client.isPresent() ? charset.apply(client.getAsInt()) : "";
        return CharsetText.decode(query.sqlBuffer(), query.sqlOffset(), query.sqlLength(), name)
                .orElseGet(query::text);
    }
}
