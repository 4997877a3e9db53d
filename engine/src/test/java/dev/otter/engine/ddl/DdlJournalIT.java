package dev.otter.engine.ddl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.MysqlEndpoint;
import dev.otter.binlog.wire.QueryResult;
import dev.otter.engine.change.SourceTransaction;
import dev.otter.engine.database.Bookkeeping;
import dev.otter.engine.ddl.JournalEntry.State;
import dev.otter.engine.ddl.TargetStatement.Rename;
import dev.otter.engine.load.apply.RestartNeededException;
import dev.otter.engine.load.checkpoint.CheckpointTable;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.Checkpoint;
import dev.otter.model.position.Fingerprint;
import dev.otter.model.position.LogPosition;
import dev.otter.model.position.TransactionId;
import dev.otter.model.table.TableName;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is written down of statements, and who may write there. */
class DdlJournalIT {
    private static final String PIPELINE = "t/journal";
    private static final String SQL = "TRUNCATE t";
    private static final int KEPT = 1_000;

    private static MysqlServer server;

    private MysqlConnection target;
    private long epoch;
    private DdlJournal journal;

    @BeforeAll
    static void start() {
        server = MysqlServer.start(ServerSpec.mysql80());
    }

    @AfterAll
    static void close() {
        server.close();
    }

    @BeforeEach
    void open() {
        target =
                MysqlConnection.connect(MysqlEndpoint.of(server.host(), server.port(), "root", ""));
        Bookkeeping.ensure(target);
        DdlJournal.forget(target, PIPELINE);
        epoch = new CheckpointTable(PIPELINE, 2).takeOver(target).epoch();
        journal = new DdlJournal(PIPELINE, epoch);
    }

    @AfterEach
    void closeConnection() {
        target.close();
    }

    private static SourceTransaction statement(String file, long offset, long print) {
        LogPosition end = new LogPosition(file, offset);
        return new SourceTransaction(
                1,
                new TransactionId.AtPosition(
                        end, Optional.of(new Fingerprint(1_700_000_000, print))),
                end,
                1,
                List.of(),
                0,
                0);
    }

    private void write(SourceTransaction of, State state) {
        journal.write(target, of, SQL, new JournalEntry(state, SQL, new TableDigests(Map.of())));
    }

    private Optional<State> found(SourceTransaction of) {
        return journal.find(target, of, SQL).map(JournalEntry::state);
    }

    @Test
    void only_who_has_the_pipeline_runs_statements() {
        assertThatCode(() -> journal.requireOurs(target)).doesNotThrowAnyException();
        assertThatThrownBy(() -> new DdlJournal(PIPELINE, epoch + 1).requireOurs(target))
                .as("a target that was set back")
                .isInstanceOf(RestartNeededException.class);
        assertThatThrownBy(() -> new DdlJournal(PIPELINE, epoch - 1).requireOurs(target))
                .isInstanceOfSatisfying(
                        OtterException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.FENCED));
    }

    /** Servers of version 5.7 tell no more of the time than seconds. */
    @Test
    void equal_statements_of_one_second_are_known_again_as_often_as_they_were_met() {
        write(statement("a.000001", 100, 7), State.DONE);
        write(statement("a.000001", 200, 7), State.SKIPPED);

        DdlJournal.leaveServer(target, PIPELINE, new LogPosition("a.000001", 50), epoch);

        assertThat(found(statement("b.000001", 1_000, 7))).contains(State.DONE);
        assertThat(found(statement("b.000001", 2_000, 7))).contains(State.SKIPPED);
        assertThat(found(statement("b.000001", 3_000, 7))).isEmpty();
        assertThat(found(statement("b.000001", 1_000, 7))).contains(State.DONE);
    }

    @Test
    void equal_statements_of_one_server_are_not_taken_for_each_other() {
        write(statement("a.000001", 100, 7), State.DONE);

        assertThat(found(statement("a.000001", 200, 7))).isEmpty();
        assertThat(found(statement("a.000001", 100, 7))).contains(State.DONE);
    }

    @Test
    void what_the_mark_has_passed_is_not_met_again_in_another_log() {
        write(statement("a.000001", 100, 7), State.DONE);

        DdlJournal.leaveServer(target, PIPELINE, new LogPosition("a.000001", 100), epoch);

        assertThat(found(statement("b.000001", 1_000, 7))).isEmpty();
        assertThat(found(statement("a.000001", 100, 8))).as("another statement's place").isEmpty();
    }

    @Test
    void statements_that_are_over_go_when_there_are_many_and_no_run_reads_them_again() {
        write(statement("a.000001", 100, 1), State.DONE);
        write(statement("a.000001", 200, 2), State.ASKED);
        write(statement("a.000001", 300, 3), State.SKIPPED);
        write(statement("a.000001", 400, 4), State.DONE);
        for (int i = 1; i <= KEPT; i++) {
            write(statement("a.000002", 100L * i, 100 + i), State.DONE);
        }

        journal.prune(
                target, () -> Optional.of(new Checkpoint(new LogPosition("a.000001", 300), "")));

        assertThat(found(statement("a.000001", 100, 1))).isEmpty();
        assertThat(found(statement("a.000001", 200, 2))).as("not over").contains(State.ASKED);
        assertThat(found(statement("a.000001", 300, 3))).isEmpty();
        assertThat(found(statement("a.000001", 400, 4))).as("behind").contains(State.DONE);
        assertThat(found(statement("a.000002", 100, 101))).as("new").contains(State.DONE);
    }

    @Test
    void holds_follow_the_names_of_their_tables() {
        TableName a = new TableName("d", "a");
        TableName b = new TableName("d", "b");
        hold(a);
        hold(b);

        assertThat(HeldNames.follow(target, PIPELINE, List.of(new Rename(a, b)))).isTrue();
        assertThat(held()).containsExactly("d.b");
        assertThat(HeldNames.follow(target, PIPELINE, List.of(new Rename(b, a)))).isTrue();
        assertThat(held()).containsExactly("d.a");
        assertThat(
                        HeldNames.follow(
                                target, PIPELINE, List.of(new Rename(b, new TableName("d", "c")))))
                .isFalse();
    }

    private void hold(TableName table) {
        target.query(
                "INSERT INTO `retl`.`retl_held_table` (`pipeline`,`table_name`,`transaction_id`,"
                        + "`position`,`error_code`,`error_text`) VALUES ('"
                        + PIPELINE
                        + "','"
                        + table
                        + "','','','','')");
    }

    private List<String> held() {
        QueryResult rows =
                target.query(
                        "SELECT `table_name` FROM `retl`.`retl_held_table` WHERE `pipeline`='"
                                + PIPELINE
                                + "'");
        List<String> held = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            held.add(rows.string(row, 0));
        }
        return held;
    }
}
