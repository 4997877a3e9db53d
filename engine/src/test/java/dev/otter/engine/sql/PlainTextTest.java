package dev.otter.engine.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signs never move, and nothing within quotes or comments can be taken for a word. */
class PlainTextTest {
    private static final SqlRules RULES = new SqlRules(false, 80012, false, true, false);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "drop table a|DROP TABLE A",
                "a /* b */ c|A         C",
                "a /*!50100 b*/ c|A          B   C",
                "a /*!80100 b*/ c|A              C",
                "a /*! b*/ c|A     B   C",
                "a --b|A --B",
                "alter table a rename = b|ALTER TABLE A RENAME   B",
                "rename  tables a to b|RENAME  TABLE  A TO B",
                "rename table tables to b|RENAME TABLE TABLES TO B",
                "alter table `rename` =b|ALTER TABLE `XXXXXX` =B",
                "'it''s' b|'XXXXX' B",
                "'a\\' b' c|'XXXXX' C",
                "`a``b` c|`XXXX` C",
                "b'01' x'AF' n'Q'|B'01' X'AF' N'Q'",
                "\"a'b\" c|'XXX' C"
            })
    void signs_keep_their_places(String sql, String plain) {
        assertThat(PlainText.of(sql, RULES)).hasSameSizeAs(sql).isEqualTo(plain);
    }

    @Test
    void comments_end_with_their_line() {
        assertThat(PlainText.of("a -- b\nc # d\ne -- f", RULES)).isEqualTo("A     \nC    \nE     ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {"\"a b\" c|`XXX` C", "'a\\' b|'XX' B"})
    void other_modes_quote_in_other_ways(String sql, String plain) {
        SqlRules rules = new SqlRules(false, 80012, true, false, false);

        assertThat(PlainText.of(sql, rules)).isEqualTo(plain);
    }
}
