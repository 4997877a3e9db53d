package dev.otter.system;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.engine.pipeline.PipelineRun;
import dev.otter.engine.pipeline.PipelineRunner;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.error.OtterException;
import dev.otter.system.arrangement.LocalPipeline;
import dev.otter.testkit.compare.CompareOptions;
import dev.otter.testkit.compare.Comparison;
import dev.otter.testkit.compare.TableComparer;
import dev.otter.testkit.server.Flavor;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import dev.otter.testkit.server.ServerSpec.RowImage;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * MariaDB logs a REPLACE that meets a row as an update which leaves out the columns that get their
 * defaults.
 */
class MariadbReplaceIT {
    private static final String[] TABLE = {
        "CREATE DATABASE d",
        "CREATE TABLE d.t (id INT PRIMARY KEY, u INT UNIQUE, v INT, d VARCHAR(20), b BLOB,"
                + " n INT NOT NULL DEFAULT 7)"
    };

    private static final String[] ROWS = {
        "USE d",
        "INSERT INTO d.t SELECT seq, seq, 1, 'x', 'blob', 5 FROM seq_1_to_40",
        "CREATE PROCEDURE d.p(k INT) REPLACE INTO d.t (id,u,v) VALUES (k+100,k,2)"
    };

    private static final String[] REPLACES = {
        "REPLACE INTO d.t (id,u,v) VALUES (1,1,2)",
        "REPLACE INTO d.t (id,u,v) VALUES (2,102,2)",
        "/* moves */ REPLACE INTO d.t (id,u,v) VALUES (103,3,2)",
        "REPLACE INTO d.t (id,u,v) VALUES (4,5,2)",
        "REPLACE d.t (id,u) VALUES (6,7),(106,8),(107,9)",
        "REPLACE INTO d.t (id,u) SELECT id+200, u FROM d.t WHERE id IN (10,11,12)",
        "REPLACE INTO d.t (id,u,v) VALUES (113,13,1),(213,13,2),(313,13,3)",
        "CALL d.p(14)",
        "BEGIN",
        "UPDATE d.t SET v=9 WHERE id=15",
        "REPLACE INTO d.t (id,u) VALUES (115,15)",
        "UPDATE d.t SET d='again' WHERE id=115",
        "COMMIT",
        "UPDATE d.t SET id=116, u=216, v=2 WHERE u=16",
        "INSERT INTO d.t (id,u,v) VALUES (117,17,2) ON DUPLICATE KEY UPDATE v=VALUES(v), id=217",
        "EXECUTE IMMEDIATE 'REPLACE INTO d.t (id,u) VALUES (?,?)' USING 118, 18"
    };

    @ParameterizedTest
    @EnumSource(RowImage.class)
    void columns_that_a_replace_resets_are_reset_on_the_target(RowImage image) throws Exception {
        ServerSpec spec = ServerSpec.of(Flavor.MARIADB).withRowImage(image);
        try (MysqlServer source = MysqlServer.start(spec.withServerId(61));
                MysqlServer target = MysqlServer.start(spec.withServerId(62))) {
            source.execute(TABLE);
            target.execute(TABLE);
            try (PipelineRun run = start(source, target)) {
                source.execute(ROWS);
                source.execute(REPLACES);
                assertThat(run.await(run.sourceEnd(), Duration.ofMinutes(1)))
                        .as("%s", run.status())
                        .isTrue();
            }
            requireEqual(source, target);
            if (image != RowImage.FULL) {
                source.execute("SET GLOBAL binlog_annotate_row_events=OFF");
                Assertions.assertThatThrownBy(() -> start(source, target).close())
                        .isInstanceOf(OtterException.class)
                        .hasMessageContaining("REPLACE");
            }
        }
    }

    private static PipelineRun start(MysqlServer source, MysqlServer target) {
        return PipelineRunner.start(
                "replace",
                LocalPipeline.of(source, target, "d", PipelineOptions.defaults()),
                InstantSource.system());
    }

    private static void requireEqual(MysqlServer source, MysqlServer target) throws SQLException {
        Comparison comparison =
                new TableComparer(source::connect, target::connect, CompareOptions.strict())
                        .compareDatabases("d");
        assertThat(comparison.equal()).as(comparison.report()).isTrue();
    }
}
