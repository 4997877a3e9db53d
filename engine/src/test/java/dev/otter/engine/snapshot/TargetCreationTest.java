package dev.otter.engine.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.model.table.TableName;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TargetCreationTest {
    private static final String DDL =
            """
            CREATE TABLE `child` (
              `id` int NOT NULL AUTO_INCREMENT,
              `p` int DEFAULT NULL,
              PRIMARY KEY (`id`),
              KEY `p` (`p`),
              CONSTRAINT `fk1` FOREIGN KEY (`p`) REFERENCES `parent` (`id`) ON DELETE CASCADE,
              CONSTRAINT `fk2` FOREIGN KEY (`p`) REFERENCES `other`.`away` (`id`)
            ) ENGINE=InnoDB AUTO_INCREMENT=17 DEFAULT CHARSET=utf8mb4\
            """;

    @Test
    void names_follow_the_route_and_references_out_of_scope_are_left_out() {
        String renamed =
                TargetCreation.renamed(
                        DDL,
                        new TableName("shop", "child"),
                        new TableName("dw", "kid"),
                        table ->
                                table.database().equals("shop")
                                        ? Optional.of(new TableName("dw", "x_" + table.table()))
                                        : Optional.empty());

        assertThat(renamed)
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
    }
}
