package dev.otter.engine.pipeline;

import static dev.otter.engine.pipeline.PostgresPair.reached;
import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.engine.load.schedule.GroupLimits;
import dev.otter.model.channel.ApplyMode;
import dev.otter.model.channel.ErrorPolicy;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.testkit.server.ServerSpec;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole transactions arrive once, in an order that no constraint of PostgreSQL refuses. */
class PostgresApplyIT {
    private static final int TRANSACTIONS = 400;
    private static final int RESTARTS = 8;

    private static PostgresPair pair;

    @BeforeAll
    static void start() {
        pair = new PostgresPair(ServerSpec.mysql80());
    }

    @AfterAll
    static void close() {
        pair.close();
    }

    private static void tables(String name, String... statements) throws SQLException {
        pair.create(name);
        for (String statement : statements) {
            pair.onSource(statement.formatted(name));
            pair.onTarget(
                    statement
                            .formatted(name)
                            .replace("CHARACTER SET utf8mb4", "")
                            .replace(" BINARY", ""));
        }
    }

    @Test
    void keys_and_unique_values_change_places() throws Exception {
        tables(
                "swaps",
                "CREATE TABLE %s.t (id INT PRIMARY KEY, u INT UNIQUE, v VARCHAR(20))",
                "CREATE TABLE %s.pair (a INT, b VARCHAR(20), v INT, PRIMARY KEY (a, b))",
                "INSERT INTO %s.t VALUES (1,1,'a'),(2,2,'b'),(3,3,'c'),(4,4,'d')",
                "INSERT INTO %s.pair VALUES (1,'x',1),(1,'y',2),(2,'x',3),(2,'y',4)");
        try (PipelineRun run = pair.run("swaps", PipelineOptions.defaults())) {
            pair.onSource(
                    "BEGIN",
                    "UPDATE swaps.t SET u=NULL WHERE id=1",
                    "UPDATE swaps.t SET u=1 WHERE id=2",
                    "UPDATE swaps.t SET u=2 WHERE id=1",
                    "COMMIT",
                    "BEGIN",
                    "UPDATE swaps.t SET id=99 WHERE id=3",
                    "UPDATE swaps.t SET id=3 WHERE id=4",
                    "UPDATE swaps.t SET id=4 WHERE id=99",
                    "COMMIT",
                    "BEGIN",
                    "DELETE FROM swaps.t WHERE id=1",
                    "INSERT INTO swaps.t VALUES (5,2,'again')",
                    "INSERT INTO swaps.t VALUES (1,7,'back')",
                    "COMMIT",
                    "UPDATE swaps.pair SET b='X' WHERE a=1 AND b='x'",
                    "UPDATE swaps.pair SET a=a+10 ORDER BY a DESC",
                    "UPDATE swaps.pair SET v=v*2",
                    "DELETE FROM swaps.pair WHERE (a,b) IN ((11,'y'),(12,'x'))");
            reached(run);
        }
        pair.requireEqual("swaps");
    }

    @Test
    void rows_without_a_key_arrive_as_often_as_they_are_there() throws Exception {
        tables("bare", "CREATE TABLE %s.t (a INT, b VARCHAR(20), c DOUBLE PRECISION)");
        try (PipelineRun run = pair.run("bare", PipelineOptions.defaults())) {
            pair.onSource(
                    "INSERT INTO bare.t VALUES (1,'x',1.5),(1,'x',1.5),(1,'x',1.5),(NULL,NULL,NULL)",
                    "DELETE FROM bare.t WHERE a=1 LIMIT 1",
                    "UPDATE bare.t SET b='y' WHERE a=1 LIMIT 1",
                    "UPDATE bare.t SET c=0 WHERE a IS NULL");
            reached(run);
        }
        pair.requireEqual("bare");
        assertThat(pair.answer("SELECT count(*) FROM bare.t")).containsExactly("3");
    }

    @Test
    void identities_and_generated_columns_take_what_the_source_has() throws Exception {
        pair.create("ids");
        pair.onSource(
                "CREATE TABLE ids.t (id INT AUTO_INCREMENT PRIMARY KEY, v INT,"
                        + " d INT AS (v * 2) STORED)");
        pair.onTarget(
                "CREATE TABLE ids.t (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, v int,"
                        + " d int GENERATED ALWAYS AS (v * 2) STORED, extra text DEFAULT 'x')");
        try (PipelineRun run = pair.run("ids", PipelineOptions.defaults())) {
            pair.onSource(
                    "INSERT INTO ids.t (v) VALUES (1),(2),(3)",
                    "UPDATE ids.t SET v=v+10 WHERE id=2",
                    "DELETE FROM ids.t WHERE id=1");
            reached(run);
        }
        assertThat(pair.answer("SELECT concat(id,' ',v,' ',d,' ',extra) FROM ids.t ORDER BY id"))
                .containsExactly("2 12 24 x", "3 3 6 x");
    }

    /** Sums that hold after every source transaction hold at every moment on the target. */
    @ParameterizedTest
    @CsvSource({"strict,4", "strict,1", "repair,4"})
    void random_transactions_with_restarts_arrive_once_and_whole(String mode, int appliers)
            throws Exception {
        String name = "random_" + mode + appliers;
        tables(
                name,
                "CREATE TABLE %s.account (id INT PRIMARY KEY, name VARCHAR(40) UNIQUE,"
                        + " balance BIGINT NOT NULL)",
                "CREATE TABLE %s.entry (id BIGINT PRIMARY KEY, account INT NOT NULL,"
                        + " amount DECIMAL(12,2), note TEXT,"
                        + " FOREIGN KEY (account) REFERENCES %1$s.account (id))",
                "CREATE TABLE %s.ledger (n INT, what VARCHAR(20))");
        PipelineOptions options =
                new PipelineOptions(
                        appliers,
                        ApplyMode.valueOf(mode.toUpperCase(java.util.Locale.ROOT)),
                        ErrorPolicy.STOP);
        PipelineSizes sizes = new PipelineSizes(32, 200_000, 8L << 20, GroupLimits.defaults());
        pair.run(name, options, sizes, pair.target.port()).close();
        try (Connection connection = pair.source.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            accounts(statement, name);
            connection.commit();
            Random random = new Random(appliers);
            for (int restart = 0; restart < RESTARTS; restart++) {
                try (PipelineRun run = pair.run(name, options, sizes, pair.target.port())) {
                    for (int i = 0; i < TRANSACTIONS / RESTARTS; i++) {
                        transaction(statement, name, random, restart * 1000 + i);
                        if (random.nextInt(10) == 0) {
                            connection.rollback();
                        } else {
                            connection.commit();
                        }
                    }
                    whole(name);
                    if (restart % 2 == 0) {
                        run.abandon();
                    }
                }
                whole(name);
            }
        }
        try (PipelineRun run = pair.run(name, options, sizes, pair.target.port())) {
            reached(run);
        }
        whole(name);
        pair.requireEqual(name);
    }

    private static void accounts(Statement statement, String name) throws SQLException {
        for (int id = 1; id <= 30; id++) {
            statement.execute(
                    "INSERT INTO %s.account VALUES (%d,'name%d',100)".formatted(name, id, id));
        }
    }

    private static void whole(String name) throws SQLException {
        assertThat(pair.answer("SELECT COALESCE(sum(balance),3000) FROM " + name + ".account"))
                .containsExactly("3000");
    }

    private static void transaction(Statement statement, String name, Random random, int number)
            throws SQLException {
        int statements = number % 97 == 0 ? 1500 : 1 + random.nextInt(8);
        statement.execute(
                "INSERT INTO %s.ledger VALUES (%d,'%s')"
                        .formatted(name, number, "t" + random.nextInt(5)));
        for (int i = 0; i < statements; i++) {
            int from = 1 + random.nextInt(30);
            int to = 1 + random.nextInt(30);
            long id = number * 10_000L + i;
            switch (statements > 100 ? 0 : random.nextInt(7)) {
                case 0, 1 ->
                        statement.execute(
                                "INSERT INTO %s.entry VALUES (%d,%d,%d.25,REPEAT('n%d ',40))"
                                        .formatted(name, id, from, random.nextInt(1000), i));
                case 2 -> {
                    statement.execute(
                            "UPDATE %s.account SET balance=balance-7 WHERE id=%d"
                                    .formatted(name, from));
                    statement.execute(
                            "UPDATE %s.account SET balance=balance+7 WHERE id=%d"
                                    .formatted(name, to));
                }
                case 3 -> {
                    statement.execute(
                            "UPDATE %s.account SET name=NULL WHERE id=%d".formatted(name, from));
                    statement.execute(
                            "UPDATE %s.account SET name='name%d' WHERE id=%d AND NOT EXISTS"
                                            .formatted(name, to, from)
                                    + " (SELECT 1 FROM (SELECT * FROM %s.account) x WHERE name='name%d')"
                                            .formatted(name, to));
                }
                case 4 ->
                        statement.execute(
                                "DELETE FROM %s.entry WHERE account=%d ORDER BY id LIMIT 5"
                                        .formatted(name, from));
                case 5 ->
                        statement.execute(
                                "UPDATE %s.entry SET note='%d',amount=amount+1 WHERE account=%d"
                                                .formatted(name, id, from)
                                        + " ORDER BY id LIMIT 20");
                default ->
                        statement.execute(
                                "UPDATE %s.entry SET account=%d WHERE account=%d ORDER BY id LIMIT 3"
                                        .formatted(name, to, from));
            }
        }
    }

    @Test
    void a_transaction_larger_than_memory_is_one_on_the_target_too() throws Exception {
        tables("giants", "CREATE TABLE %s.t (id INT PRIMARY KEY, v VARCHAR(300))");
        PipelineSizes sizes = new PipelineSizes(16, 50_000, 400_000, GroupLimits.defaults());
        try (PipelineRun run =
                        pair.run("giants", PipelineOptions.defaults(), sizes, pair.target.port());
                Connection connection = pair.source.connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (int id = 0; id < 8000; id++) {
                statement.execute(
                        "INSERT INTO giants.t VALUES (%d,REPEAT('%d',200))".formatted(id, id % 10));
            }
            connection.commit();
            statement.execute("UPDATE giants.t SET v=CONCAT(id,v) WHERE id<7000");
            statement.execute("DELETE FROM giants.t WHERE id MOD 3=0");
            connection.commit();
            reached(run);
            assertThat(pair.answer("SELECT count(DISTINCT xmin::text) FROM giants.t WHERE id<7000"))
                    .containsExactly("1");
        }
        pair.requireEqual("giants");
    }
}
