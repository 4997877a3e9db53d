package dev.otter.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otter.model.channel.PipelineOptions;
import dev.otter.testkit.server.ServerSpec;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A transaction is held up on the target while one comes that depends on it by a reference which
 * the log does not show. The second one waits; ahead of the first the target would refuse it.
 */
class UnseenReferencesIT {
    private static final String LOCK_WAITS =
            "SELECT COUNT(*) FROM information_schema.innodb_trx WHERE trx_state='LOCK WAIT'";

    private static ServerPair pair;

    @BeforeAll
    static void start() {
        pair = new ServerPair(ServerSpec.mysql80());
    }

    @AfterAll
    static void close() {
        pair.close();
    }

    @Test
    void a_parent_goes_after_the_rows_that_a_cascade_of_another_parent_removes() throws Exception {
        pair.both(
                "CREATE DATABASE two",
                "CREATE TABLE two.a (id INT PRIMARY KEY)",
                "CREATE TABLE two.b (id INT PRIMARY KEY)",
                "CREATE TABLE two.child (id INT PRIMARY KEY, a INT, b INT,"
                        + " FOREIGN KEY (a) REFERENCES two.a (id) ON DELETE CASCADE,"
                        + " FOREIGN KEY (b) REFERENCES two.b (id))",
                "INSERT INTO two.a VALUES (1)",
                "INSERT INTO two.b VALUES (1)",
                "INSERT INTO two.child VALUES (1,1,1)");
        keepsOrder(
                "two",
                "SELECT * FROM two.a WHERE id=1 FOR UPDATE",
                "DELETE FROM two.a WHERE id=1",
                "DELETE FROM two.b WHERE id=1");
    }

    @Test
    void a_cascade_comes_after_the_rows_that_refer_to_what_it_removes() throws Exception {
        pair.both(
                "CREATE DATABASE three",
                "CREATE TABLE three.a (id INT PRIMARY KEY)",
                "CREATE TABLE three.b (id INT PRIMARY KEY, a INT,"
                        + " FOREIGN KEY (a) REFERENCES three.a (id) ON DELETE CASCADE)",
                "CREATE TABLE three.c (id INT PRIMARY KEY, b INT,"
                        + " FOREIGN KEY (b) REFERENCES three.b (id))",
                "INSERT INTO three.a VALUES (1)",
                "INSERT INTO three.b VALUES (1,1)",
                "INSERT INTO three.c VALUES (1,1)");
        keepsOrder(
                "three",
                "SELECT * FROM three.c WHERE id=1 FOR UPDATE",
                "DELETE FROM three.c WHERE id=1",
                "DELETE FROM three.a WHERE id=1");
    }

    @Test
    void a_child_comes_after_its_parent_however_that_is_spelled() throws Exception {
        String text = " VARCHAR(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci ";
        // Families are written in the order of their names: the held one comes first.
        pair.both(
                "CREATE DATABASE spelled",
                "CREATE TABLE spelled.held (id INT PRIMARY KEY, v INT)",
                "CREATE TABLE spelled.parent (id" + text + "PRIMARY KEY)",
                "CREATE TABLE spelled.q (id INT PRIMARY KEY, p"
                        + text
                        + ","
                        + " FOREIGN KEY (p) REFERENCES spelled.parent (id))",
                "INSERT INTO spelled.held VALUES (1,1)");
        keepsOrder(
                "spelled",
                "SELECT * FROM spelled.held WHERE id=1 FOR UPDATE",
                "BEGIN; UPDATE spelled.held SET v=2; INSERT INTO spelled.parent VALUES ('é'); COMMIT",
                "INSERT INTO spelled.q VALUES (1,'e')");
    }

    @Test
    void an_orphan_that_moves_comes_after_its_parent() throws Exception {
        orphan("moved", "KEY (p)");
        keepsOrder(
                "moved",
                "SELECT * FROM moved.held WHERE id=1 FOR UPDATE",
                "BEGIN; UPDATE moved.held SET v=2; INSERT INTO moved.parent VALUES (7); COMMIT",
                "UPDATE moved.q SET id=2");
    }

    @Test
    void an_orphan_whose_entry_in_the_index_moves_comes_after_its_parent() throws Exception {
        orphan("entry", "KEY (p,v)");
        keepsOrder(
                "entry",
                "SELECT * FROM entry.held WHERE id=1 FOR UPDATE",
                "BEGIN; UPDATE entry.held SET v=2; INSERT INTO entry.parent VALUES (7); COMMIT",
                "UPDATE entry.q SET v=2");
    }

    /** A row that was written while nobody looked for its parent. */
    private static void orphan(String database, String index) throws SQLException {
        pair.both(
                "CREATE DATABASE " + database,
                "USE " + database,
                "CREATE TABLE held (id INT PRIMARY KEY, v INT)",
                "CREATE TABLE parent (id INT PRIMARY KEY)",
                "CREATE TABLE q (id INT PRIMARY KEY, p INT, v INT, "
                        + index
                        + ", FOREIGN KEY (p) REFERENCES parent (id))",
                "INSERT INTO held VALUES (1,1)",
                "SET foreign_key_checks=0",
                "INSERT INTO q VALUES (1,7,1)");
    }

    private static void keepsOrder(String database, String lock, String first, String second)
            throws Exception {
        try (PipelineRun run = pair.run(database, PipelineOptions.defaults());
                Connection blocker = pair.target.connect();
                Statement statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            statement.execute(lock);
            pair.source.execute(first.split("; "));
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> pair.onTarget(LOCK_WAITS).equals(List.of("1")));
            long read = run.status().bytesRead();
            pair.source.execute(second);
            await().atMost(Duration.ofSeconds(30)).until(() -> run.status().bytesRead() > read);
            await().during(Duration.ofMillis(500))
                    .until(() -> run.status().state() != PipelineState.FAILED);
            blocker.rollback();
            ServerPair.await(run);
            assertThat(run.status().transactionsApplied()).isEqualTo(2);
            assertThat(run.status().triedAlone()).as("got ahead, and was refused").isZero();
        }
        pair.requireEqual(database);
    }
}
