package dev.otter.app.otter4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.otter.model.channel.StartPoint;
import dev.otter.model.config.endpoint.ServerAddress;
import dev.otter.model.position.LogPosition;
import dev.otter.model.table.TablePattern;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names of tables and positions in logs, as Otter 4 wrote them. */
class TableNamesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "orders; orders",
                "(.*); *",
                ".*; *",
                ".+; *",
                "offer.*; offer*",
                "(offer|member); offer member",
                "(a|b)_t(.*)x; a_t*x b_t*x",
                "^t_\\d$; t_[0-9]",
                "t_\\d{2}; t_[00-99]",
                "t_\\d{3}x; t_[000-999]x",
                "t_[abx]; t_a t_b t_x",
                "colou?r(s|)?; color colors colour colours",
                "t[1-3]; t[1-3]",
                "t[08-12]; t[08-12]",
                "t[8-12]; t[8-12]",
                "t[01-128]; t[1-128]",
                "a b; `a b`"
            })
    void a_name_becomes_patterns_that_match_the_same_names(String there, String here) {
        List<String> patterns = new TableNames("s", there).sources();

        assertThat(patterns.stream().map(text -> text.substring(2)))
                .containsExactlyInAnyOrderElementsOf(
                        here.startsWith("`") ? List.of(here) : List.of(here.split(" ")));
        patterns.forEach(TablePattern::parse);
    }

    @ParameterizedTest
    @CsvSource({"t_\\d+", "a.b", "offer*", "(a", "a)", "[^x]y", "x{2}", "t_.+", "\\w"})
    void what_no_pattern_can_say_is_refused(String there) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TableNames("s", there).sources())
                .withMessageContaining("which no pattern can say");
    }

    @Test
    void more_specific_names_come_first() {
        assertThat(new TableNames("a", "b").rank()).isZero();
        assertThat(new TableNames("a", "b[1-2]").rank()).isEqualTo(1);
        assertThat(new TableNames("a", ".*").rank()).isEqualTo(3);
        assertThat(new TableNames(".*", ".*").target()).isEqualTo("*.*");
    }

    @Test
    void a_cursor_is_a_position_on_the_same_server_and_a_time_on_another() {
        String cursor =
                """
                {"@type":"x","identity":{"slaveId":-1,"sourceAddress":{"address":"10.0.0.1",\
                "port":3306}},"postion":{"gtid":"","included":false,"journalName":\
                "mysql-bin.000042","position":84690,"serverId":1,"timestamp":1532413586000}}\
                """;

        assertThat(Positions.ofCursor(cursor, new ServerAddress("10.0.0.1", 3306)))
                .contains(new StartPoint.AtPosition(new LogPosition("mysql-bin.000042", 84690)));
        assertThat(Positions.ofCursor(cursor, new ServerAddress("10.0.0.2", 3306)))
                .contains(new StartPoint.AtTime(Instant.ofEpochMilli(1532413526000L)));
        String gtids =
                cursor.replace(
                        "\"gtid\":\"\"", "\"gtid\":\"3e11fa47-71ca-11e1-9e33-c80aa9429562:1-77\"");
        assertThat(Positions.ofCursor(gtids, new ServerAddress("10.0.0.2", 3306)))
                .contains(new StartPoint.AfterGtids("3e11fa47-71ca-11e1-9e33-c80aa9429562:1-77"));
        assertThat(Positions.ofCursor("{}", new ServerAddress("h", 1))).isEmpty();
        assertThat(Positions.ofSetting("nonsense")).isEmpty();
    }
}
