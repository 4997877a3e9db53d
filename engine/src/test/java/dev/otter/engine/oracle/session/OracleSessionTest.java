package dev.otter.engine.oracle.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.engine.oracle.OracleGrammar;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.TlsMode;
import dev.otter.model.error.ErrorCode;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLRecoverableException;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How a server is reached, and what its refusals mean. */
class OracleSessionTest {
    private static Endpoint endpoint(String host, TlsMode tls) {
        return new Endpoint("o", Endpoint.Type.ORACLE, host, 1521, "otter", "secret", tls)
                .withDatabase("shop.example");
    }

    @ParameterizedTest
    @CsvSource({
        "DISABLED, tcp, REJECTED, ",
        "PREFERRED, tcp, REQUESTED, ",
        "REQUIRED, tcp, REQUIRED, ",
        "VERIFY_CA, tcps, ACCEPTED, false",
        "VERIFY_IDENTITY, tcps, ACCEPTED, true"
    })
    void encryption_is_as_the_endpoint_says(
            TlsMode tls, String protocol, String encryption, String named) {
        Endpoint endpoint = endpoint("db", tls);
        Properties settings = OracleSession.settings(endpoint);

        assertThat(OracleSession.url(endpoint))
                .isEqualTo("jdbc:oracle:thin:@" + protocol + "://db:1521/shop.example");
        assertThat(settings.getProperty("oracle.net.encryption_client")).isEqualTo(encryption);
        assertThat(settings.getProperty("oracle.net.ssl_server_dn_match")).isEqualTo(named);
    }

    @Test
    void an_address_of_version_six_stands_in_brackets() {
        assertThat(OracleSession.url(endpoint("fe80::1", TlsMode.DISABLED)))
                .isEqualTo("jdbc:oracle:thin:@tcp://[fe80::1]:1521/shop.example");
    }

    @ParameterizedTest
    @CsvSource({
        "60, CONTENTION",
        "54, CONTENTION",
        "30006, CONTENTION",
        "1013, CONTENTION",
        "3113, DISCONNECTED",
        "12541, DISCONNECTED",
        "17002, DISCONNECTED",
        "1653, UNAVAILABLE",
        "16000, UNAVAILABLE",
        "1017, REFUSED",
        "1031, REFUSED",
        "942, STRUCTURE",
        "904, STRUCTURE",
        "1438, VALUE",
        "12899, VALUE",
        "1, DATA",
        "1400, DATA",
        "2291, DATA",
        "20001, DATA"
    })
    void numbers_mean_what_they_say(int number, OracleFault fault) {
        OracleException error = OracleException.of(new SQLException("ORA", "72000", number));
        assertThat(error.fault()).isEqualTo(fault);
        assertThat(error.number()).isEqualTo(number);
    }

    @Test
    void an_unknown_number_means_what_its_kind_says() {
        assertThat(OracleException.of(new SQLRecoverableException("gone", "08006", 99)).fault())
                .isEqualTo(OracleFault.DISCONNECTED);
    }

    @Test
    void a_batch_is_refused_for_the_reason_of_its_row() {
        SQLException row = new SQLException("ORA-00001: unique", "23000", 1);
        BatchUpdateException batch = new BatchUpdateException("batch", "23000", 1, new int[0], row);
        assertThat(OracleException.of(batch).getMessage()).isEqualTo("ORA-00001: unique");
    }

    @Test
    void pages_for_people_are_left_out_of_messages() {
        SQLException said =
                new SQLException(
                        "ORA-00001: unique constraint\n\nhttps://docs.oracle.com/error-help/1/",
                        "23000",
                        1);
        assertThat(OracleException.of(said).getMessage()).isEqualTo("ORA-00001: unique constraint");
    }

    @Test
    void a_wrong_service_name_is_told_as_such() {
        OracleException unknown = OracleException.of(new SQLException("ORA-12514", "66000", 12514));
        assertThat(OracleSession.coded(endpoint("db", TlsMode.DISABLED), unknown).code())
                .isEqualTo(ErrorCode.TARGET_NOT_READY);
    }

    @Test
    void long_texts_are_put_together_of_short_literals() {
        String text = "'".repeat(999) + "😀" + "数".repeat(2000);
        String sql = "INSERT INTO T (C) VALUES (" + OracleSql.large(text) + ")";
        assertThat(OracleGrammar.mistakes(sql)).isEmpty();
        assertThat(OracleSql.large(text).split("TO_CLOB", -1)).hasSize(5);
        assertThat(OracleSql.large(text)).contains("||TO_CLOB('😀");
        assertThat(OracleSql.large("")).isEqualTo("NULL");
    }

    @Test
    void settings_are_spelled_right() {
        assertThat(OracleSession.statements())
                .allSatisfy(sql -> assertThat(OracleGrammar.mistakes(sql)).isEmpty());
    }

    @Test
    void the_grammar_finds_mistakes() {
        assertThat(OracleGrammar.mistakes("MERGE INTO T USING DUAL ON A=1 WHEN")).isNotEmpty();
        assertThat(OracleGrammar.mistakes("UPDATE T SET A=? WHERE")).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"60", "1", "942"})
    void nothing_secret_is_told(int number) {
        OracleException error = OracleException.of(new SQLException("ORA", "72000", number));
        assertThat(OracleSession.coded(endpoint("db", TlsMode.DISABLED), error).toString())
                .doesNotContain("secret");
    }
}
