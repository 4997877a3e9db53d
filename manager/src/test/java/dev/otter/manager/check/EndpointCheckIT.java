package dev.otter.manager.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.TlsMode;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TablePattern;
import dev.otter.testkit.server.MysqlServer;
import dev.otter.testkit.server.ServerSpec;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Looks at a real MySQL 8.0. */
class EndpointCheckIT {
    private static MysqlServer server;
    private final EndpointCheck check = new EndpointCheck(InstantSource.system());

    @BeforeAll
    static void start() throws Exception {
        server = MysqlServer.start(ServerSpec.mysql80());
        server.execute(
                "CREATE DATABASE shop",
                "CREATE TABLE shop.orders (id INT PRIMARY KEY)",
                "CREATE TABLE shop.items (id INT PRIMARY KEY)",
                "CREATE VIEW shop.orders_view AS SELECT * FROM shop.orders",
                "CREATE DATABASE retl",
                "CREATE TABLE retl.retl_mark (id INT PRIMARY KEY)");
        server.createUser(
                "otter",
                "s3cret",
                "caching_sha2_password",
                "SELECT, REPLICATION SLAVE, REPLICATION CLIENT ON *.*");
        server.createUser("poor", "s3cret", "caching_sha2_password", "SELECT ON shop.*");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void a_fit_source_has_no_problem() {
        Report report = check.run(endpoint("otter", "s3cret", Endpoint.Type.MYSQL));

        assertThat(report.reachable()).isTrue();
        assertThat(report.version()).startsWith("8.0.");
        assertThat(report.findings()).extracting(Finding::topic).contains(Finding.Topic.values());
        assertThat(report.findings())
                .noneMatch(finding -> finding.level() == Finding.Level.PROBLEM);
        assertThat(report.findings())
                .filteredOn(finding -> finding.level() != Finding.Level.GOOD)
                .allMatch(finding -> !finding.remedy().isEmpty());
    }

    @Test
    void missing_privileges_are_told_with_the_grant() {
        Report report = check.run(endpoint("poor", "s3cret", Endpoint.Type.MYSQL));

        assertThat(report.findings())
                .filteredOn(finding -> finding.topic() == Finding.Topic.PRIVILEGES)
                .allMatch(finding -> finding.level() == Finding.Level.PROBLEM)
                .anyMatch(finding -> finding.remedy().contains("GRANT REPLICATION SLAVE ON *.*"));
    }

    @Test
    void log_settings_that_lose_rows_are_problems() throws Exception {
        server.execute("SET GLOBAL binlog_format=STATEMENT");
        try {
            Report report = check.run(endpoint("otter", "s3cret", Endpoint.Type.MYSQL));

            assertThat(report.findings())
                    .anyMatch(finding ->
                            finding.topic() == Finding.Topic.LOG
                                    && finding.level() == Finding.Level.PROBLEM
                                    && finding.text().contains("STATEMENT")
                                    && finding.remedy().contains("binlog_format=ROW"));
        } finally {
            server.execute("SET GLOBAL binlog_format=ROW");
        }
    }

    @Test
    void a_clock_that_differs_is_told() {
        EndpointCheck late =
                new EndpointCheck(
                        InstantSource.offset(InstantSource.system(), Duration.ofHours(1)));

        assertThat(late.run(endpoint("otter", "s3cret", Endpoint.Type.MYSQL)).findings())
                .anyMatch(finding ->
                        finding.topic() == Finding.Topic.CLOCK
                                && finding.level() == Finding.Level.ADVICE
                                && finding.text().contains("behind"));
    }

    @Test
    void the_wrong_type_password_or_port_is_one_problem_with_its_cure() {
        assertThat(check.run(endpoint("otter", "s3cret", Endpoint.Type.MARIADB)).findings())
                .anyMatch(finding -> finding.remedy().equals("Set the type to mysql."));

        Report refused = check.run(endpoint("otter", "wr0ng", Endpoint.Type.MYSQL));
        assertThat(refused.reachable()).isFalse();
        assertThat(refused.findings())
                .singleElement()
                .matches(
                        f -> f.level() == Finding.Level.PROBLEM && f.remedy().contains("password"));
        assertThat(refused.toString()).doesNotContain("wr0ng");

        Report absent =
                check.run(
                        new Endpoint(
                                "x",
                                Endpoint.Type.MYSQL,
                                "127.0.0.1",
                                1,
                                "u",
                                "p",
                                TlsMode.PREFERRED));
        assertThat(absent.reachable()).isFalse();
        assertThat(absent.findings())
                .singleElement()
                .matches(f -> f.remedy().contains("Check host and port"));
    }

    @Test
    void matching_tables_are_base_tables_outside_of_system_schemas() {
        MatchingTables all =
                check.matching(
                        endpoint("otter", "s3cret", Endpoint.Type.MYSQL),
                        List.of(TablePattern.parse("*.*")));
        MatchingTables some =
                check.matching(
                        endpoint("otter", "s3cret", Endpoint.Type.MYSQL),
                        List.of(TablePattern.parse("shop.ord*")));

        assertThat(all.tables()).containsExactly("shop.items", "shop.orders");
        assertThat(some).isEqualTo(new MatchingTables(List.of("shop.orders"), 1));
        assertThatThrownBy(() ->
                        check.matching(
                                endpoint("otter", "wr0ng", Endpoint.Type.MYSQL),
                                List.of(TablePattern.parse("*.*"))))
                .isInstanceOfSatisfying(
                        OtterException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.ACCESS_DENIED));
    }

    private static Endpoint endpoint(String user, String password, Endpoint.Type type) {
        return new Endpoint(
                "a", type, server.host(), server.port(), user, password, TlsMode.PREFERRED);
    }
}
