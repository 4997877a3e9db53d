package dev.otter.engine.select;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.engine.change.LoggedStatement;
import dev.otter.engine.change.LoggedStatement.Kind;
import dev.otter.model.table.TableName;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What logged statements are taken for, and which tables they name. */
class StatementReaderTest {
    private static final StatementNames SMALL = new StatementNames(1, _ -> "");
    private static final StatementNames BOTH = new StatementNames(2, _ -> "");

    private static List<String> tables(LoggedStatement statement) {
        return statement.tables().stream().map(TableName::toString).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "UPDATE t SET v=1 | shop.t",
                "UPDATE LOW_PRIORITY IGNORE a.t AS x, (`b`.`u` y JOIN c.w) SET x.v=1 | a.t b.u c.w",
                "UPDATE a.t x USE INDEX (i, j) JOIN u ON f(x.a, u.b) SET v=(SELECT 1 FROM z) | a.t shop.u",
                "UPDATE a.t JOIN (SELECT id, v FROM z.z) q USING (id) STRAIGHT_JOIN u SET v=1 | a.t shop.u",
                "DELETE FROM t WHERE id IN (SELECT id FROM z) | shop.t",
                "DELETE QUICK FROM a.t ORDER BY v LIMIT 1 | a.t",
                "DELETE FROM x, y USING a.t x LEFT JOIN b.u y ON x.i=y.i WHERE 1 | a.t b.u",
                "DELETE x, y FROM a.t x JOIN b.u y USING (i) WHERE 1 | a.t b.u",
                "WITH c AS (SELECT 1 FROM z) UPDATE a.t, c SET v=1 | a.t shop.c",
                "WITH RECURSIVE c (n) AS (SELECT 1 UNION SELECT n+1 FROM c) DELETE FROM t | shop.t",
                "INSERT INTO a.t (v) SELECT 1 FROM z | a.t",
                "LOAD DATA INFILE 'x' REPLACE INTO TABLE a.t | a.t",
                "SELECT `a`.`f`(1, 'x.y') | shop.* a.*",
                "DO g() | shop.*"
            })
    void rows_changed_by_a_statement_are_those_of_all_its_tables(String sql, String expected) {
        LoggedStatement read = StatementReader.read(sql, "shop", StatementNames.TYPED);
        assertThat(read.kind()).isEqualTo(Kind.ROWS_AS_STATEMENT);
        assertThat(String.join(" ", tables(read))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ALTER TABLE online.t ADD v INT | online.t",
                "ALTER ONLINE TABLE quick ADD v INT | shop.quick",
                "RENAME TABLE IF EXISTS offline.t TO temporary._t, online._u TO offline.t"
                        + " | offline.t temporary._t online._u offline.t",
                "CREATE TABLE IF NOT EXISTS online.t (id INT) | online.t",
                "DROP TABLE IF EXISTS quick, delayed.t | shop.quick delayed.t",
                "TRUNCATE online.t | online.t"
            })
    void names_may_be_words_that_mean_something_elsewhere(String sql, String expected) {
        assertThat(
                        String.join(
                                " ",
                                tables(StatementReader.read(sql, "shop", StatementNames.TYPED))))
                .isEqualTo(expected);
    }

    @Test
    void names_are_those_of_the_log_where_the_server_ignores_letter_case() {
        String sql = "TRUNCATE TABLE Shop.ORDERS";
        assertThat(tables(StatementReader.read(sql, "", StatementNames.TYPED)))
                .containsExactly("Shop.ORDERS");
        assertThat(tables(StatementReader.read(sql, "", SMALL))).containsExactly("shop.orders");
        assertThat(tables(StatementReader.read(sql, "", BOTH)))
                .containsExactly("shop.orders", "Shop.ORDERS");
        assertThat(tables(StatementReader.read("DROP TABLE A, b", "Shop", SMALL)))
                .containsExactly("shop.a", "shop.b");
    }
}
