package dev.otter.engine.oracle.bookkeeping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.engine.oracle.H2Dictionary;
import dev.otter.engine.oracle.H2Oracle;
import dev.otter.engine.oracle.OracleGrammar;
import dev.otter.model.table.TableName;
import java.sql.Connection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Our own tables, and the look at the others. */
class OracleBookkeepingTest {
    static Stream<String> statements() {
        return Stream.of(
                        OracleBookkeeping.statements(),
                        OracleBookkeeping.probes(),
                        // The grammar is older than accounts that nobody can log in to.
                        List.of(
                                OracleBookkeeping.createUser("USERS")
                                        .replace("NO AUTHENTICATION", "IDENTIFIED EXTERNALLY")),
                        OracleCheckpoints.statements(),
                        OracleShapeStore.statements())
                .flatMap(List::stream);
    }

    @ParameterizedTest
    @MethodSource("statements")
    void every_statement_is_spelled_right(String sql) {
        assertThat(OracleGrammar.mistakes(sql)).isEmpty();
    }

    @Test
    void tables_are_made_once_and_found_again() throws Exception {
        try (H2Oracle target = new H2Oracle();
                Connection connection = target.connector().connect()) {
            OracleBookkeeping.ensure(connection, "SA", "test");
            OracleBookkeeping.ensure(connection, "SA", "test");
            assertThat(
                            target.rows(
                                    "SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES"
                                            + " WHERE TABLE_SCHEMA='RETL' ORDER BY TABLE_NAME"))
                    .containsExactly(
                            "RETL_CHECKPOINT",
                            "RETL_COPY_REQUEST",
                            "RETL_DDL",
                            "RETL_HELD_TABLE",
                            "RETL_QUARANTINE",
                            "RETL_RESYNC",
                            "RETL_SCHEMA",
                            "RETL_SNAPSHOT");
        }
    }

    @Test
    void the_right_to_write_is_looked_at_without_writing() throws Exception {
        try (H2Oracle target = new H2Oracle();
                Connection connection = target.connector().connect()) {
            target.execute("CREATE SCHEMA SHOP", "CREATE TABLE SHOP.T (ID NUMBER(10) PRIMARY KEY)");
            var table =
                    new H2Dictionary().find(connection, new TableName("shop", "t")).orElseThrow();
            for (String plan : OracleChecks.plans(table)) {
                assertThat(OracleGrammar.mistakes(plan)).isEmpty();
            }
            assertThat(
                            OracleChecks.tables(
                                    connection,
                                    new H2Dictionary(),
                                    Set.of(new TableName("shop", "t")),
                                    "test"))
                    .isEmpty();
        }
    }
}
