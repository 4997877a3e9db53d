package dev.otter.engine.pipeline;

import dev.otter.model.channel.PipelineOptions;
import dev.otter.testkit.server.ServerSpec;
import dev.otter.testkit.server.ServerSpec.RowImage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Columns that MySQL sets to the present time unless an UPDATE names them. */
class SelfUpdatingColumnsIT {

    @ParameterizedTest
    @EnumSource(
            value = RowImage.class,
            names = {"FULL", "MINIMAL"})
    void keep_the_source_s_time_when_it_did_not_change(RowImage image) throws Exception {
        try (ServerPair pair = new ServerPair(ServerSpec.mysql80().withRowImage(image))) {
            String columns =
                    " v INT, changed TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP(3)"
                            + " ON UPDATE CURRENT_TIMESTAMP(3), again DATETIME DEFAULT NULL"
                            + " ON UPDATE CURRENT_TIMESTAMP)";
            pair.both(
                    "CREATE DATABASE selfup",
                    "CREATE TABLE selfup.keyed (id INT PRIMARY KEY," + columns,
                    "CREATE TABLE selfup.bare (id INT," + columns);
            try (PipelineRun run = pair.run("selfup", PipelineOptions.defaults())) {
                for (String table : new String[] {"selfup.keyed", "selfup.bare"}) {
                    pair.source.execute(
                            "SET timestamp=1700000000.5",
                            "INSERT INTO " + table + " (id, v) VALUES (1,1),(2,1),(3,1)",
                            "UPDATE " + table + " SET v=2 WHERE id=2",
                            "UPDATE " + table + " SET v=3, changed=changed WHERE id=1",
                            "UPDATE " + table + " SET v=3, again=NULL WHERE id=3");
                }
                ServerPair.await(run);
            }
            pair.requireEqual("selfup");
        }
    }
}
