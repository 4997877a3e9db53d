package dev.otter.engine.oracle.ddl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.engine.ddl.StatementName;
import dev.otter.engine.ddl.TranslatedEntry;
import dev.otter.engine.ddl.TranslatedSession.Outcome;
import dev.otter.engine.ddl.TranslatedState;
import dev.otter.engine.dialect.Move;
import dev.otter.engine.oracle.H2Dictionary;
import dev.otter.engine.oracle.H2Oracle;
import dev.otter.engine.oracle.OracleGrammar;
import dev.otter.engine.oracle.bookkeeping.OracleBookkeeping;
import dev.otter.engine.oracle.bookkeeping.OracleCheckpoints;
import dev.otter.engine.oracle.session.OracleConnector;
import dev.otter.engine.oracle.session.OracleException;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.TlsMode;
import dev.otter.model.position.LogPosition;
import dev.otter.model.table.TableName;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.sql.SQLSyntaxErrorException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps run once each on a database that commits around them, wherever a session breaks. */
class OracleStatementsTest {
    private static final Endpoint ENDPOINT =
            new Endpoint("b", Endpoint.Type.ORACLE, "127.0.0.1", 1521, "sa", "", TlsMode.DISABLED)
                    .withDatabase("free");
    private static final int H2_INDEX_THERE = 42111;
    private static final String SOURCE = "ALTER TABLE t …";
    private static final TableName TABLE = new TableName("SHOP", "T");
    private static final TableName OTHER = new TableName("SHOP", "U");

    /** Each would fail, or do something else, a second time. */
    private static final List<String> STEPS =
            List.of(
                    "ALTER TABLE \"SHOP\".\"T\" DROP COLUMN \"A\"",
                    "ALTER TABLE \"SHOP\".\"T\" ADD (\"A\" VARCHAR2(9 CHAR))",
                    "CREATE INDEX \"SHOP\".\"T_B\" ON \"SHOP\".\"T\" (\"B\")",
                    "ALTER TABLE \"SHOP\".\"T\" RENAME TO \"X\"",
                    "ALTER TABLE \"SHOP\".\"U\" RENAME TO \"T\"",
                    "ALTER TABLE \"SHOP\".\"X\" RENAME TO \"U\"",
                    "COMMENT ON TABLE \"SHOP\".\"T\" IS 'was u'");

    private static final TranslatedEntry ENTRY =
            new TranslatedEntry(
                    TranslatedState.STARTED,
                    STEPS,
                    List.of(TABLE, OTHER, new TableName("SHOP", "X")),
                    "");

    private final H2Oracle target = new H2Oracle();
    private final OracleCheckpoints checkpoints = new OracleCheckpoints("test/ddl", 2);
    private final OracleJournal journal = new OracleJournal("test/ddl");
    private long epoch;

    @BeforeEach
    void prepare() throws SQLException {
        target.execute(
                "CREATE SCHEMA SHOP",
                "CREATE TABLE SHOP.T (ID NUMBER(10) PRIMARY KEY, A NUMBER(10), B NUMBER(10))",
                "CREATE TABLE SHOP.U (ID NUMBER(10) PRIMARY KEY, C NUMBER(10))");
        try (Connection connection = target.connector().connect()) {
            OracleBookkeeping.ensure(connection, "SA", "test");
            epoch = checkpoints.takeOver(connection).epoch();
        }
    }

    @AfterEach
    void close() {
        target.close();
    }

    private static StatementName of() {
        return new StatementName(
                "3e11fa47-71ca-11e1-9e33-c80aa9429562:7", LogPosition.parse("bin.000001:4"));
    }

    /** A session that does not break. */
    private OracleStatements session() {
        return session(() -> breaking(target.connector().connect(), "none", true));
    }

    private OracleStatements session(OracleConnector connector) {
        return OracleStatements.open(ENDPOINT, connector, new H2Dictionary(), checkpoints, journal);
    }

    private Outcome run(OracleStatements session) {
        assertThat(session.lock()).isTrue();
        Optional<TranslatedEntry> found = session.find(of(), SOURCE);
        return session.run(
                of(), SOURCE, found.orElse(ENTRY), List.of(new Move(TABLE, OTHER)), epoch);
    }

    private void requireDone() {
        assertThat(
                        target.rows(
                                "SELECT COLUMN_NAME FROM INFORMATION_SCHEMA.COLUMNS WHERE"
                                        + " TABLE_SCHEMA='SHOP' ORDER BY TABLE_NAME,COLUMN_NAME"))
                .containsExactly("C", "ID", "A", "B", "ID");
        assertThat(target.rows("SELECT STATE FROM RETL.RETL_DDL WHERE TRANSACTION_ID<>'lock'"))
                .containsExactly("done");
    }

    @Test
    void all_steps_run_and_are_written_down() {
        try (OracleStatements session = session()) {
            assertThat(run(session)).isEqualTo(new Outcome.Ran(false));
        }

        requireDone();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void a_step_before_which_the_session_broke_runs(int step) {
        broken(step, false);

        requireDone();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6})
    void a_step_behind_which_the_session_broke_does_not_run_again(int step) {
        broken(step, true);

        requireDone();
    }

    private void broken(int step, boolean behind) {
        try (OracleStatements session =
                session(() -> breaking(target.connector().connect(), STEPS.get(step), behind))) {
            assertThatThrownBy(() -> run(session)).isInstanceOf(OracleException.class);
        }
        try (OracleStatements session = session()) {
            assertThat(run(session)).isEqualTo(new Outcome.Ran(false));
        }
    }

    /** A connection that breaks at a step, before it reaches the server or when it has run. */
    private static Connection breaking(Connection connection, String step, boolean behind) {
        return (Connection)
                proxy(
                        connection,
                        Connection.class,
                        (name, _, answer) ->
                                name.equals("createStatement")
                                        ? proxy(
                                                answer,
                                                Statement.class,
                                                (call, texts, _) -> {
                                                    if (call.equals("execute")
                                                            && texts[0].equals(step)
                                                            && behind) {
                                                        throw new SQLRecoverableException("cut");
                                                    }
                                                    return null;
                                                },
                                                behind ? "" : step)
                                        : null,
                        "");
    }

    /** What comes of a call instead of its answer; null for that itself. */
    private interface Turn {
        Object of(String name, Object[] arguments, Object answer) throws SQLException;
    }

    private static Object proxy(Object of, Class<?> type, Turn turn, String never) {
        return Proxy.newProxyInstance(
                OracleStatementsTest.class.getClassLoader(),
                new Class<?>[] {type},
                (_, method, arguments) -> {
                    if (!never.isEmpty() && arguments != null && never.equals(arguments[0])) {
                        throw new SQLRecoverableException("cut");
                    }
                    try {
                        Object answer = method.invoke(of, arguments);
                        Object other = turn.of(method.getName(), arguments, answer);
                        return other == null ? answer : other;
                    } catch (InvocationTargetException e) {
                        throw e.getCause() instanceof SQLException refused
                                        && refused.getErrorCode() == H2_INDEX_THERE
                                ? new SQLSyntaxErrorException(
                                        refused.getMessage(), refused.getSQLState(), 955)
                                : e.getCause();
                    }
                });
    }

    @Test
    void a_second_session_waits_for_the_first_one_to_end() {
        try (OracleStatements first = session()) {
            assertThat(first.lock()).isTrue();
            try (OracleStatements second = session()) {
                assertThat(second.lock()).isFalse();
            }
        }
        try (OracleStatements third = session()) {
            assertThat(third.lock()).isTrue();
        }
    }

    @Test
    void a_refused_step_tells_how_far_it_came() {
        target.execute("CREATE TABLE SHOP.X (ID NUMBER(10))");

        try (OracleStatements session = session()) {
            assertThat(run(session))
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class,
                            refused -> {
                                assertThat(refused.step()).isEqualTo(STEPS.get(3));
                                assertThat(refused.why()).contains("3 steps before it");
                                assertThat(refused.already()).isFalse();
                            });
        }
        target.execute("DROP TABLE SHOP.X");
        try (OracleStatements session = session()) {
            assertThat(run(session)).isEqualTo(new Outcome.Ran(false));
        }
        requireDone();
    }

    @Test
    void all_statements_of_the_journal_are_oracle_s_language() {
        assertThat(OracleJournal.statements())
                .allSatisfy(sql -> assertThat(OracleGrammar.mistakes(sql)).isEmpty());
    }
}
