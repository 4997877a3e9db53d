package dev.otter.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otter.cluster.runstate.RunState;
import dev.otter.document.json.ConfigJson;
import dev.otter.document.trial.TrialAnswer;
import dev.otter.document.trial.TrialQuestion;
import dev.otter.document.trial.TrialValue;
import dev.otter.model.config.channel.PipelineConfig;
import dev.otter.model.config.mapping.MappingConfig;
import dev.otter.node.duty.DutyStatus;
import dev.otter.transport.control.message.Answer;
import dev.otter.transport.control.message.Command;
import dev.otter.transport.control.message.Operation;
import dev.otter.transport.control.message.OperationOrder;
import dev.otter.transport.control.message.OperationReport;
import dev.otter.transport.control.message.OperationReport.DifferingRow;
import dev.otter.transport.control.message.OperationReport.DifferingValue;
import dev.otter.transport.control.message.OperationReport.State;
import dev.otter.transport.identity.NodeId;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Operations that a manager sends over the wire, done by a node against real servers. */
class OperationsIT {
    private static final int NID = 31;
    private static final long PIPELINE = 310;
    private static final ConfigJson JSON = new ConfigJson();

    @TempDir private static Path folder;
    private static Site site;
    private static NodeProcess node;
    private final AtomicLong ids = new AtomicLong(System.nanoTime());

    @BeforeAll
    static void open() throws SQLException {
        site = new Site(folder);
        site.database("operate");
        site.desk.add(NID);
        site.plan(PIPELINE, Site.pipeline("operate"), NID);
        site.order(PIPELINE, RunState.RUNNING);
        node = site.node(NID);
        until(() -> node.pipelines().stream().anyMatch(OperationsIT::runs));
        site.insert("operate", 1, 50);
        until(() -> site.arrived("operate") == 50);
    }

    @AfterAll
    static void close() {
        node.close();
        site.close();
    }

    private static boolean runs(DutyStatus status) {
        return status.phase() == DutyStatus.Phase.RUNNING;
    }

    private static void until(Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(90)).pollInterval(Duration.ofMillis(20)).until(condition);
    }

    private static Answer send(Command command) throws Exception {
        return site.server().send(new NodeId(NID), command).get(10, TimeUnit.SECONDS);
    }

    /** Has it done, and waits for its end. */
    private OperationReport done(Operation what) throws Exception {
        long id = ids.incrementAndGet();
        assertThat(send(new Command.Operate(new OperationOrder(id, PIPELINE, what))).fault())
                .isEmpty();
        until(() -> {
            OperationReport told = site.desk.operations.get(id);
            return told != null && told.state().over();
        });
        send(new Command.ForgetOperation(id));
        return site.desk.operations.get(id);
    }

    private static String target(int id) {
        try (Connection to = site.target.connect();
                Statement statement = to.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT v FROM operate.t WHERE id = " + id)) {
            return rows.next() ? rows.getString(1) : "-";
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void what_differs_is_found_side_by_side_and_resync_repair_and_copy_mend_it() throws Exception {
        Operation check = new Operation.Check(List.of("operate.t"), false, 0, false);
        assertThat(done(check).summary()).isEqualTo("equal, 50 rows");
        spoil();

        OperationReport found = done(check);

        assertThat(found.state()).isEqualTo(State.DONE);
        assertThat(found.summary()).isEqualTo("different: 3 rows in 1 of 1 tables");
        assertThat(found.findings().left()).isZero();
        assertThat(Set.copyOf(found.findings().rows()))
                .isEqualTo(
                        Set.of(
                                new DifferingRow("operate.t", "id=1", "missing", List.of()),
                                new DifferingRow("operate.t", "id=99", "extra", List.of()),
                                new DifferingRow(
                                        "operate.t",
                                        "id=2",
                                        "changed",
                                        List.of(new DifferingValue("v", "'x'", "'wrong'")))));

        OperationReport asked =
                done(new Operation.Resync("operate.t", List.of("1", "2", "99"), ",", ""));
        assertThat(asked.summary()).contains("asked for 3 rows of operate.t");
        until(() -> target(1).equals("x") && target(2).equals("x") && target(99).equals("-"));

        spoil();
        OperationReport repaired = done(new Operation.Check(List.of(), true, 0, false));
        assertThat(repaired.fault()).isEmpty();
        assertThat(repaired.summary()).isEqualTo("repaired 3 rows; equal, 50 rows");

        spoil();
        OperationReport copied = done(new Operation.Copy(List.of("operate.t"), ""));
        assertThat(copied.fault()).isEmpty();
        assertThat(copied.summary()).isEqualTo("copied 50 rows of 1 tables");
        assertThat(copied.progress().rowsDone()).isEqualTo(50);
        assertThat(done(check).summary()).isEqualTo("equal, 50 rows");
    }

    private static void spoil() throws SQLException {
        site.target.execute(
                "DELETE FROM operate.t WHERE id = 1",
                "UPDATE operate.t SET v = 'wrong' WHERE id = 2",
                "INSERT INTO operate.t VALUES (99, 'more')");
    }

    @Test
    void what_cannot_be_done_is_told_with_its_code() throws Exception {
        assertThat(code(new Operation.Check(List.of("operate.nothing"), false, 0, false)))
                .isEqualTo("OTR-1002");
        assertThat(code(new Operation.Resync("elsewhere.t", List.of("1"), ",", "")))
                .isEqualTo("OTR-1002");
        assertThat(code(new Operation.Resync("operate.t", List.of(), ",", "no_such = 1")))
                .isEqualTo("OTR-3903");
        assertThat(code(new Operation.Decide("x:1", Operation.Decision.SKIP)))
                .isEqualTo("OTR-3010");
        assertThat(code(new Operation.Standby("nowhere:1"))).isEqualTo("OTR-1001");
        OperationReport statements = done(new Operation.Statements());
        assertThat(statements.findings().statements()).isEmpty();
        assertThat(statements.summary()).isEqualTo("no statement waits");
        Answer other =
                send(
                        new Command.Operate(
                                new OperationOrder(1, PIPELINE + 1, new Operation.Statements())));
        assertThat(other.fault().orElseThrow().code()).isEqualTo("OTR-4208");
    }

    private String code(Operation what) throws Exception {
        OperationReport report = done(what);
        assertThat(report.state()).isEqualTo(State.FAILED);
        return report.fault().orElseThrow().code();
    }

    /** Asks what becomes of a row, for a pipeline that nobody leads. */
    private TrialAnswer tried(String entry, TrialValue... row) throws Exception {
        MappingConfig mapping = JSON.read(entry, MappingConfig.class);
        TrialQuestion question =
                new TrialQuestion(
                        "trials",
                        site.planned(
                                PIPELINE + 1,
                                PipelineConfig.of("a-to-b", "a", "b", List.of(mapping)),
                                NID),
                        mapping,
                        "operate.t",
                        List.of(row));
        OperationReport report = done(new Operation.TryRow(JSON.write(question)));
        assertThat(report.fault()).isEmpty();
        return JSON.read(report.document().orElseThrow(), TrialAnswer.class);
    }

    private static TrialValue value(String column, String text) {
        return new TrialValue(column, Optional.empty(), Optional.ofNullable(text));
    }

    private static List<String> places(TrialAnswer answer) {
        return answer.problems().stream()
                .map(problem ->
                        "%s %s %s"
                                .formatted(
                                        problem.place(),
                                        problem.column().orElse("-"),
                                        problem.code()))
                .toList();
    }

    @Test
    void a_row_is_tried_by_the_views_that_run_and_mistakes_are_told_where_they_are()
            throws Exception {
        TrialAnswer whole = tried("\"operate.*\"", value("id", "7"), value("v", "水獭"));
        assertThat(whole.sent()).isTrue();
        assertThat(whole.out()).containsExactly(value("id", "7"), value("v", "水獭"));
        assertThat(whole.problems()).isEmpty();

        String masked =
                "{\"source\":\"operate.t\",\"where\":\"row.id > 5\",\"set\":{\"v\":\"mask(row.v, 1, 1)\"}}";
        TrialAnswer sent = tried(masked, value("id", "7"), value("v", "otter"));
        assertThat(sent.out()).containsExactly(value("id", "7"), value("v", "o***r"));
        assertThat(sent.in().getLast().type()).hasValue("varchar(20)");
        assertThat(sent.view()).contains("only rows where row.id > 5");
        assertThat(tried(masked, value("id", "5"), value("v", "otter")).sent()).isFalse();
        TrialAnswer some = tried("{\"source\":\"operate.t\",\"set\":{\"v\":\"'x'\"}}");
        assertThat(some.in().getFirst().text()).isPresent();

        TrialAnswer wrong =
                tried(
                        "{\"source\":\"operate.t\",\"columns\":{\"exclude\":[\"gone\"]},"
                                + "\"where\":\"row.nothing > 5\","
                                + "\"set\":{\"v\":\"row.id +\"},\"processor\":\"com.acme.Gone\"}",
                        value("id", "seven"));
        assertThat(places(wrong))
                .containsExactly(
                        "COLUMNS - OTR-3502",
                        "WHERE - OTR-3503",
                        "SET v OTR-3503",
                        "PROCESSOR - OTR-3511",
                        "ROW id OTR-4201");
        String source =
                "package com.acme; import dev.otter.model.extend.*;"
                        + " public final class Up implements RowProcessor {"
                        + " public boolean process(RowImage row) {"
                        + " row.set(\\\"v\\\", ((String) row.get(\\\"v\\\")).toUpperCase());"
                        + " return true; } }";
        TrialAnswer upper =
                tried(
                        "{\"source\":\"operate.t\",\"processor\":\"" + source + "\"}",
                        value("id", "7"),
                        value("v", "otter"));
        assertThat(upper.problems()).isEmpty();
        assertThat(upper.out()).contains(value("v", "OTTER"));
        TrialAnswer mistaken =
                tried(
                        "{\"source\":\"operate.t\",\"processor\":\""
                                + source.replace("toUpperCase", "shout")
                                + "\"}",
                        value("id", "7"));
        assertThat(places(mistaken)).containsExactly("PROCESSOR - OTR-3511");
        assertThat(mistaken.problems().getFirst().what()).contains("line 1: cannot find symbol");
        TrialAnswer divided =
                tried(
                        "{\"source\":\"operate.t\",\"set\":{\"v\":\"string(1 / row.id)\"}}",
                        value("id", "0"));
        assertThat(places(divided)).containsExactly("SET v OTR-3504");
        TrialAnswer unheld =
                tried("{\"source\":\"operate.t\",\"set\":{\"extra\":\"'x'\"}}", value("id", "1"));
        assertThat(places(unheld)).containsExactly("TARGET - OTR-3502");
        assertThat(unheld.sent()).isTrue();
    }

    @Test
    void the_server_that_is_read_already_is_no_switch() throws Exception {
        String address = site.source.host() + ":" + site.source.port();

        assertThat(done(new Operation.Standby(address)).summary()).contains("already");
    }
}
