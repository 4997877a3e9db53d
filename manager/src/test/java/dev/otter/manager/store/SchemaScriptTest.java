package dev.otter.manager.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/**
 * The script for DBAs says what the migrations do. {@code -Dotter.schema.write=true} writes it
 * anew.
 */
class SchemaScriptTest {
    private static final Path FILE =
            Path.of("src/main/resources/sql/otter-manager-schema.sql").toAbsolutePath();

    @Test
    void the_script_is_the_migrations() throws Exception {
        JdbcDataSource memory = new JdbcDataSource();
        memory.setURL("jdbc:h2:mem:script;MODE=MySQL;DATABASE_TO_LOWER=TRUE");
        String wanted = SchemaScript.text(Database.flyway(memory));
        if (Boolean.getBoolean("otter.schema.write")) {
            Files.writeString(FILE, wanted);
        }

        assertThat(SchemaScript.resource("/sql/otter-manager-schema.sql"))
                .as("run with -Dotter.schema.write=true after a new migration")
                .isEqualTo(wanted);
    }
}
