package dev.otter.manager.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;

/**
 * Writes all migrations as one script for the MySQL client, with the notes that the manager would
 * have made when running them.
 */
final class SchemaScript {
    private static final String HEAD =
            """
            -- Tables of the Otter manager, for MySQL 5.7 and newer. Load it with the MySQL client:
            --     source otter-manager-schema.sql
            -- A manager of the same version then finds everything in place. An empty database does
            -- as well: the manager makes the tables by itself. Made from the migrations.

            CREATE DATABASE IF NOT EXISTS otter DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
            USE otter;

            """;

    private static final String NOTES =
            """
            -- What has been done, so that the manager does not do it again.

            CREATE TABLE flyway_schema_history (
                installed_rank INT NOT NULL PRIMARY KEY,
                version VARCHAR(50),
                description VARCHAR(200) NOT NULL,
                type VARCHAR(20) NOT NULL,
                script VARCHAR(1000) NOT NULL,
                checksum INT,
                installed_by VARCHAR(100) NOT NULL,
                installed_on TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
                execution_time INT NOT NULL,
                success BOOL NOT NULL,
                KEY flyway_schema_history_s_idx (success)
            ) ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;
            """;

    private SchemaScript() {}

    /** The script; needs any database to ask the migrations about themselves. */
    static String text(Flyway flyway) throws IOException {
        StringBuilder text = new StringBuilder(HEAD);
        StringBuilder notes = new StringBuilder(NOTES);
        int rank = 0;
        for (MigrationInfo migration : flyway.info().all()) {
            text.append(resource("/db/migration/" + migration.getScript())).append('\n');
            rank++;
            notes.append(
                    """

                    INSERT INTO flyway_schema_history (installed_rank, version, description, type,
                        script, checksum, installed_by, execution_time, success)
                    VALUES (%d, '%s', '%s', 'SQL', '%s', %d, 'otter-manager-schema.sql', 0, TRUE);
                    """
                            .formatted(
                                    rank,
                                    migration.getVersion(),
                                    migration.getDescription(),
                                    migration.getScript(),
                                    migration.getChecksum()));
        }
        return text.append(notes).toString();
    }

    static String resource(String name) throws IOException {
        try (InputStream in = SchemaScript.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException(name + " is not there");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
