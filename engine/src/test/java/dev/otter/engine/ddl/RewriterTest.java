package dev.otter.engine.ddl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.engine.sql.DdlParser;
import dev.otter.engine.sql.DdlStatement;
import dev.otter.engine.sql.SqlRules;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TableRoute;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names are put in where the grammar has a table's name, and nowhere else. */
class RewriterTest {
    private static final SqlRules MYSQL = new SqlRules(false, 80012, false, true, false);

    /** Tables of shop are in dw, except for those that begin with an underline. */
    private static final TableRoute ROUTE =
            table ->
                    table.database().equals("shop") && !table.table().startsWith("_")
                            ? Optional.of(new TableName("dw", "x" + table.table()))
                            : Optional.empty();

    private static TargetStatement rewrite(String sql) throws Rewriter.NotCarriedException {
        DdlStatement statement =
                DdlParser.parse(sql, MYSQL)
                        .flatMap(tree -> DdlStatement.of(tree, "shop", false))
                        .or(() -> DdlStatement.roughly(sql, MYSQL, "shop", false))
                        .orElseThrow();
        return new Rewriter(statement, ROUTE, " DEFAULT COLLATE=c").rewrite();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "ALTER TABLE t ADD t INT COMMENT 't' -- t|ALTER TABLE `dw`.`xt` ADD t INT COMMENT"
                        + " 't' -- t",
                "alter table `shop` . t add a int;|alter table `dw`.`xt` add a int",
                "ALTER TABLE t RENAME TO u|ALTER TABLE `dw`.`xt` RENAME TO `dw`.`xu`",
                "ALTER TABLE t RENAME _u, ADD a INT|ALTER TABLE `dw`.`xt` RENAME `dw`.`_u`, ADD a"
                        + " INT",
                "ALTER TABLE t RENAME COLUMN t TO u|ALTER TABLE `dw`.`xt` RENAME COLUMN t TO u",
                "ALTER TABLE t ADD FOREIGN KEY (t) REFERENCES u (u)|ALTER TABLE `dw`.`xt` ADD"
                        + " FOREIGN KEY (t) REFERENCES `dw`.`xu` (u)",
                "ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES o.p (b)|ALTER TABLE `dw`.`xt` ADD"
                        + " FOREIGN KEY (a) REFERENCES o.p (b)",
                "ALTER TABLE t EXCHANGE PARTITION p WITH TABLE shop.u|ALTER TABLE `dw`.`xt`"
                        + " EXCHANGE PARTITION p WITH TABLE `dw`.`xu`",
                "ALTER TABLE t ADD PARTITION PARTITIONS 2|ALTER TABLE `dw`.`xt` ADD PARTITION"
                        + " PARTITIONS 2",
                "CREATE TABLE t LIKE shop.u|CREATE TABLE `dw`.`xt` LIKE `dw`.`xu`",
                "CREATE TABLE t (t INT, u CHAR(1) COLLATE x) AUTOEXTEND_SIZE=4M|CREATE TABLE"
                        + " `dw`.`xt` (t INT, u CHAR(1) COLLATE x) DEFAULT COLLATE=c"
                        + " AUTOEXTEND_SIZE=4M",
                "CREATE TABLE t (t INT) ENGINE=InnoDB|CREATE TABLE `dw`.`xt` (t INT) DEFAULT"
                        + " COLLATE=c ENGINE=InnoDB",
                "CREATE TABLE t (a INT) /*!50100 PARTITION BY HASH (a) */|CREATE TABLE `dw`.`xt`"
                        + " (a INT) DEFAULT COLLATE=c /*!50100 PARTITION BY HASH (a) */",
                "CREATE TABLE `t` (a INT) START TRANSACTION|CREATE TABLE `dw`.`xt` (a INT) DEFAULT"
                        + " COLLATE=c",
                "CREATE INDEX t ON t (t)|CREATE INDEX t ON `dw`.`xt` (t)",
                "DROP INDEX t ON shop.t|DROP INDEX t ON `dw`.`xt`",
                "TRUNCATE t|TRUNCATE `dw`.`xt`",
                "DROP TABLE t, _v, o.w|DROP TABLE `dw`.`xt`",
                "DROP TABLE IF EXISTS t, u|DROP TABLE IF EXISTS `dw`.`xt`, `dw`.`xu`",
                "RENAME TABLE t TO u, o.a TO o.b|RENAME TABLE `dw`.`xt` TO `dw`.`xu`",
                "RENAME TABLE t TO _t, u TO t, _t TO u|RENAME TABLE `dw`.`xt` TO `dw`.`_t`,"
                        + " `dw`.`xu` TO `dw`.`xt`, `dw`.`_t` TO `dw`.`xu`"
            })
    void names_of_the_target(String sql, String expected) throws Exception {
        assertThat(rewrite(sql).sql()).isEqualTo(expected);
    }

    @Test
    void tables_that_the_target_does_not_have_cannot_be_named() {
        assertThatThrownBy(() -> rewrite("RENAME TABLE t TO _t_del, _t_gho TO t"))
                .hasMessageContaining("shop._t_gho");
        assertThatThrownBy(() -> rewrite("CREATE TABLE t LIKE _u")).hasMessageContaining("shop._u");
    }

    @Test
    void what_is_dropped_again_may_be_gone() throws Exception {
        assertThat(rewrite("DROP TABLE t").again()).isEqualTo("DROP TABLE IF EXISTS `dw`.`xt`");
    }
}
