package dev.otter.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.model.channel.ApplyMode;
import dev.otter.model.channel.ErrorPolicy;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.testkit.server.Flavor;
import dev.otter.testkit.server.ServerSpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A server does not write a row whose JSON becomes one that compares equal, such as 1 and 1.0; the
 * source can log such a change all the same.
 */
class QuietJsonIT {

    @ParameterizedTest(name = "{0}, {1}, {2}")
    @CsvSource({
        "MYSQL_8_0,FULL,STRICT",
        "MYSQL_8_0,NOBLOB,STRICT",
        "MYSQL_8_0,MINIMAL,STRICT",
        "MYSQL_8_0,MINIMAL,REPAIR",
        "MYSQL_8_0,FULL,REPAIR",
        "MYSQL_5_7,MINIMAL,STRICT"
    })
    void a_change_between_equal_documents_arrives(Flavor flavor, String image, ApplyMode mode)
            throws Exception {
        ServerSpec plain = ServerSpec.of(flavor);
        // The target reads whole rows, and so compares them.
        try (ServerPair pair =
                new ServerPair(plain.withOptions("--binlog-row-image=" + image), plain)) {
            tables(pair);
            if (mode == ApplyMode.REPAIR) {
                // A row that REPLACE cannot make out of itself.
                pair.target.execute("DELETE FROM quiet.two WHERE b=1");
            }
            PipelineOptions options = new PipelineOptions(2, mode, ErrorPolicy.STOP);
            try (PipelineRun run = pair.run("quiet", options)) {
                // What is folded leaves only the JSON changed.
                pair.source.execute(
                        "BEGIN",
                        "UPDATE quiet.j SET n=1, d='-0.0' WHERE id=1",
                        "UPDATE quiet.j SET n=0 WHERE id=1",
                        "UPDATE quiet.j SET n=1, d='[1.0, {\"a\": 2.0}]' WHERE id=3",
                        "UPDATE quiet.j SET n=0 WHERE id=3",
                        "UPDATE quiet.two SET b=3, d='1.0' WHERE b=2",
                        "UPDATE quiet.two SET b=2 WHERE b=3",
                        "UPDATE quiet.loose SET n=9, d='1.0' WHERE n=1 LIMIT 1",
                        "UPDATE quiet.loose SET n=1 WHERE n=9",
                        "COMMIT");
                pair.source.execute(
                        // REPLACE does not compare.
                        "REPLACE INTO quiet.loose VALUES (3,'3')",
                        "REPLACE INTO quiet.two VALUES (1,1,'1.0','2.0')",
                        "REPLACE INTO quiet.computed (id,d) VALUES (1,'5.0')",
                        // A source that logs less compares less.
                        "UPDATE quiet.j SET d='1.0' WHERE id=2",
                        "UPDATE quiet.j SET n=0, d='1.0' WHERE id=5",
                        "UPDATE quiet.j SET d='\"other\"' WHERE id=4");
                ServerPair.await(run);
                assertThat(run.status().failure()).isEmpty();
            }
            assertThat(pair.onTarget("SELECT COUNT(*) FROM quiet.j WHERE more<>8"))
                    .containsExactly("0");
            pair.target.execute("ALTER TABLE quiet.j DROP COLUMN more");
            pair.requireEqual("quiet");
        }
    }

    private static void tables(ServerPair pair) throws Exception {
        pair.both(
                "CREATE DATABASE quiet",
                "CREATE TABLE quiet.j (id INT PRIMARY KEY, n INT, d JSON NOT NULL)",
                "CREATE TABLE quiet.child (id INT PRIMARY KEY, j INT,"
                        + " FOREIGN KEY (j) REFERENCES quiet.j (id) ON DELETE CASCADE)",
                "CREATE TABLE quiet.two (a INT, b INT, d JSON, e JSON, PRIMARY KEY (a, b))",
                "CREATE TABLE quiet.loose (n INT, d JSON)",
                // Nothing but a number is taken for its JSON.
                "CREATE TABLE quiet.computed (id INT PRIMARY KEY, d JSON, g INT GENERATED ALWAYS AS"
                        + " (d + 0) STORED NOT NULL, UNIQUE KEY (g))",
                "INSERT INTO quiet.j VALUES (1,0,'0'),(2,0,'1'),(3,0,'[1, {\"a\": 2}]'),"
                        + "(4,0,'1'),(5,0,'1')",
                "INSERT INTO quiet.child VALUES (1,1),(2,2),(3,3),(5,5)",
                "INSERT INTO quiet.two VALUES (1,1,'1','2'),(1,2,'1','2')",
                "INSERT INTO quiet.loose VALUES (1,'1'),(1,'1'),(2,'2')",
                "INSERT INTO quiet.computed (id,d) VALUES (1,'5'),(2,'6')");
        pair.target.execute(
                "ALTER TABLE quiet.j ADD more INT DEFAULT 7", "UPDATE quiet.j SET more=8");
    }
}
