package dev.otter.engine.ddl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.engine.ddl.Evidence.Verdict;
import dev.otter.engine.sql.DdlParser;
import dev.otter.engine.sql.DdlStatement;
import dev.otter.engine.sql.SqlRules;
import dev.otter.model.table.TableName;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What tables look like tells whether a statement has run, or that it cannot be told. */
class EvidenceTest {
    private static Verdict of(String sql, TableDigests before, TableDigests now) throws Exception {
        SqlRules rules = new SqlRules(false, 50722, false, true, false);
        DdlStatement statement =
                DdlParser.parse(sql, rules)
                        .flatMap(tree -> DdlStatement.of(tree, "d", false))
                        .orElseThrow();
        TargetStatement target = new Rewriter(statement, Optional::of, "").rewrite();
        return Evidence.of(target, Optional.of(statement), before, now);
    }

    private static TableDigests tables(String... namesAndDigests) {
        Map<TableName, String> tables = new LinkedHashMap<>();
        for (int i = 0; i < namesAndDigests.length; i += 2) {
            tables.put(new TableName("d", namesAndDigests[i]), namesAndDigests[i + 1]);
        }
        return new TableDigests(tables);
    }

    @Test
    void a_changed_definition_means_that_it_has_run() throws Exception {
        assertThat(of("ALTER TABLE t ADD a INT", tables("t", "1"), tables("t", "2")))
                .isInstanceOf(Verdict.Done.class);
        assertThat(of("CREATE TABLE t (a INT)", tables("t", "-"), tables("t", "2")))
                .isInstanceOf(Verdict.Done.class);
    }

    @Test
    void the_same_definition_means_that_it_has_not() throws Exception {
        assertThat(of("ALTER TABLE t ADD a INT", tables("t", "1"), tables("t", "1")))
                .isEqualTo(new Verdict.Run("ALTER TABLE `d`.`t` ADD a INT"));
    }

    @Test
    void columns_that_change_names_and_places_hide_it() throws Exception {
        assertThat(
                        of(
                                "ALTER TABLE t CHANGE a b INT AFTER id, CHANGE b a INT",
                                tables("t", "1"),
                                tables("t", "1")))
                .isInstanceOf(Verdict.Undecided.class);
    }

    @Test
    void what_is_left_to_drop_is_dropped() throws Exception {
        assertThat(of("DROP TABLE t, u", tables("t", "1", "u", "2"), tables("t", "-", "u", "2")))
                .isEqualTo(new Verdict.Run("DROP TABLE IF EXISTS `d`.`t`, `d`.`u`"));
        assertThat(of("DROP TABLE t", tables("t", "1"), tables("t", "-")))
                .isInstanceOf(Verdict.Done.class);
    }

    @Test
    void renames_go_on_where_they_stopped() throws Exception {
        String swap = "RENAME TABLE t TO x, u TO t, x TO u";
        TableDigests before = tables("t", "1", "x", "-", "u", "2");

        assertThat(of(swap, before, before))
                .isEqualTo(
                        new Verdict.Run(
                                "RENAME TABLE `d`.`t` TO `d`.`x`, `d`.`u` TO `d`.`t`, `d`.`x` TO `d`.`u`"));
        assertThat(of(swap, before, tables("t", "-", "x", "1", "u", "2")))
                .isEqualTo(new Verdict.Run("RENAME TABLE `d`.`u` TO `d`.`t`, `d`.`x` TO `d`.`u`"));
        assertThat(of(swap, before, tables("t", "2", "x", "-", "u", "1")))
                .isInstanceOf(Verdict.Done.class);
    }

    @Test
    void tables_that_look_alike_hide_a_swap() throws Exception {
        TableDigests alike = tables("t", "1 ?", "x", "-", "u", "1 ?");

        assertThat(of("RENAME TABLE t TO x, u TO t, x TO u", alike, alike))
                .isInstanceOf(Verdict.Undecided.class);
    }

    @Test
    void emptying_again_does_no_harm() throws Exception {
        assertThat(of("TRUNCATE t", tables("t", "1"), tables("t", "1")))
                .isEqualTo(new Verdict.Run("TRUNCATE `d`.`t`"));
    }

    @Test
    void digests_come_back_as_they_were() {
        TableDigests digests = tables("t", "ab 1,2", "odd\tname", "-");

        assertThat(TableDigests.parse(digests.text())).isEqualTo(digests);
        assertThat(TableDigests.parse("")).isEqualTo(new TableDigests(Map.of()));
    }
}
