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
        "MYSQL_8_0,MINIMAL,STRICT",
        "MYSQL_8_0,FULL,REPAIR",
        "MYSQL_5_7,FULL,STRICT"
    })
    void a_change_between_equal_documents_arrives(Flavor flavor, String image, ApplyMode mode)
            throws Exception {
        ServerSpec spec = ServerSpec.of(flavor).withOptions("--binlog-row-image=" + image);
        try (ServerPair pair = new ServerPair(spec)) {
            pair.both(
                    "CREATE DATABASE quiet",
                    "CREATE TABLE quiet.j (id INT PRIMARY KEY, n INT, d JSON NOT NULL)",
                    "CREATE TABLE quiet.two (a INT, b INT, d JSON, e JSON, PRIMARY KEY (a, b))",
                    "CREATE TABLE quiet.loose (n INT, d JSON)",
                    "INSERT INTO quiet.j VALUES (1,0,'0'),(2,0,'1'),(3,0,'[1, {\"a\": 2}]'),(4,0,'1')",
                    "INSERT INTO quiet.two VALUES (1,1,'1','2'),(1,2,'1','2')",
                    "INSERT INTO quiet.loose VALUES (1,'1'),(1,'1'),(2,'2')");
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
                // REPLACE does not compare.
                pair.source.execute(
                        "REPLACE INTO quiet.j VALUES (2,0,'1.0')",
                        "REPLACE INTO quiet.two VALUES (1,1,'1.0','2.0')",
                        "UPDATE quiet.j SET d='\"other\"' WHERE id=4");
                ServerPair.await(run);
                assertThat(run.status().failure()).isEmpty();
            }
            pair.requireEqual("quiet");
        }
    }
}
