package dev.otter.engine.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.model.table.TableName;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TableDefinitionTest {
    private static final TableName SOURCE = new TableName("shop", "child");
    private static final TableName TARGET = new TableName("dw", "kid");

    private static TableDefinition definition(String ddl, Set<List<String>> referred) {
        return TableDefinition.of(
                ddl,
                SOURCE,
                TARGET,
                table ->
                        table.database().equals("shop")
                                ? Optional.of(new TableName("dw", "x_" + table.table()))
                                : Optional.empty(),
                referred);
    }

    @Test
    void names_follow_the_route_and_references_out_of_scope_are_left_out() {
        TableDefinition made =
                definition(
                        """
                        CREATE TABLE `child` (
                          `id` int NOT NULL AUTO_INCREMENT,
                          `p` int DEFAULT NULL,
                          PRIMARY KEY (`id`),
                          KEY `p` (`p`),
                          CONSTRAINT `fk1` FOREIGN KEY (`p`) REFERENCES `parent` (`id`) ON DELETE CASCADE,
                          CONSTRAINT `fk2` FOREIGN KEY (`p`) REFERENCES `other`.`away` (`id`)
                        ) ENGINE=InnoDB AUTO_INCREMENT=17 DEFAULT CHARSET=utf8mb4\
                        """,
                        Set.of());

        assertThat(made.create())
                .isEqualTo(
                        """
                        CREATE TABLE IF NOT EXISTS `dw`.`kid` (
                          `id` int NOT NULL AUTO_INCREMENT,
                          `p` int DEFAULT NULL,
                          PRIMARY KEY (`id`),
                          KEY `p` (`p`),
                          CONSTRAINT `fk1` FOREIGN KEY (`p`) REFERENCES `dw`.`x_parent` (`id`) ON DELETE CASCADE
                        ) ENGINE=InnoDB AUTO_INCREMENT=17 DEFAULT CHARSET=utf8mb4\
                        """);
        assertThat(made.afterwards()).isEmpty();
    }

    @Test
    void indexes_that_nothing_needs_and_references_that_write_nothing_come_afterwards() {
        TableDefinition made =
                definition(
                        """
                        CREATE TABLE `child` (
                          `id` int NOT NULL,
                          `n` int NOT NULL AUTO_INCREMENT,
                          `p` int DEFAULT NULL,
                          `t` varchar(9) COMMENT 'KEY `p` (`p`)',
                          PRIMARY KEY (`id`),
                          UNIQUE KEY `u` (`t`),
                          KEY `numbered` (`n`,`t`),
                          KEY `referred` (`T`,`p`),
                          KEY `late` (`p`,`t`(3)) COMMENT 'a, b',
                          FULLTEXT KEY `words` (`t`),
                          CONSTRAINT `fk1` FOREIGN KEY (`p`) REFERENCES `parent` (`id`)
                        ) ENGINE=InnoDB\
                        """,
                        Set.of(List.of("t")));

        assertThat(made.create())
                .isEqualTo(
                        """
                        CREATE TABLE IF NOT EXISTS `dw`.`kid` (
                          `id` int NOT NULL,
                          `n` int NOT NULL AUTO_INCREMENT,
                          `p` int DEFAULT NULL,
                          `t` varchar(9) COMMENT 'KEY `p` (`p`)',
                          PRIMARY KEY (`id`),
                          UNIQUE KEY `u` (`t`),
                          KEY `numbered` (`n`,`t`),
                          KEY `referred` (`T`,`p`),
                          FULLTEXT KEY `words` (`t`)
                        ) ENGINE=InnoDB\
                        """);
        assertThat(made.afterwards())
                .isEqualTo(
                        """
                        ALTER TABLE `dw`.`kid`
                        ADD KEY `late` (`p`,`t`(3)) COMMENT 'a, b',
                        ADD CONSTRAINT `fk1` FOREIGN KEY (`p`) REFERENCES `dw`.`x_parent` (`id`)\
                        """);
    }

    @Test
    void what_is_there_already_is_not_added_once_more() {
        String afterwards =
                """
                ALTER TABLE `dw`.`kid`
                ADD KEY `late` (`p`,`t`(3)) COMMENT 'a, b',
                ADD CONSTRAINT `fk1` FOREIGN KEY (`p`) REFERENCES `dw`.`x_parent` (`id`)\
                """;
        String table = "CREATE TABLE `kid` (\n  `id` int NOT NULL,\n  PRIMARY KEY (`id`)";
        String late = ",\n  KEY `late` (`p`,`t`(3)) COMMENT 'a, b'";

        assertThat(Completion.missing(afterwards, table + "\n)")).contains(afterwards);
        assertThat(Completion.missing(afterwards, table + late + "\n)"))
                .contains(
                        "ALTER TABLE `dw`.`kid`\nADD CONSTRAINT `fk1` FOREIGN KEY (`p`) REFERENCES"
                                + " `dw`.`x_parent` (`id`)");
        assertThat(
                        Completion.missing(
                                afterwards, table + late + ",\n  CONSTRAINT `fk1` FOREIGN KEY\n)"))
                .isEmpty();
    }

    @Test
    void a_clause_tells_which_reference_it_adds() {
        assertThat(Completion.reference("ADD CONSTRAINT `f``k` FOREIGN KEY (`p`) REFERENCES `x`"))
                .contains("f`k");
        assertThat(Completion.reference("ADD KEY `late` (`p`)")).isEmpty();
    }
}
