package dev.otter.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who the command is for a manager. */
class LoginTest {
    @TempDir private Path folder;
    private ManagerFixture manager;

    @BeforeEach
    void start() {
        manager = new ManagerFixture(folder);
    }

    @AfterEach
    void stop() {
        manager.close();
    }

    private Path credentials() {
        return manager.home().resolve(".otter/credentials");
    }

    @Test
    void an_admin_gets_a_token_that_is_kept_for_the_owner_alone() throws IOException {
        CommandLineRun run = manager.logIn();

        assertThat(run.out()).contains("logged in to " + manager.address() + " as admin (admin)");
        assertThat(Files.getPosixFilePermissions(credentials()))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.readString(credentials()))
                .contains("otr_")
                .doesNotContain(ManagerFixture.PASSWORD);
        assertThat(manager.run("get", "users").out()).contains("admin");

        CommandLineRun again =
                CommandLineRun.withInput(
                        ManagerFixture.PASSWORD + "\n",
                        manager.variables(),
                        "login",
                        "--user",
                        "admin",
                        "--password-stdin");
        assertThat(again.err()).isEmpty();
        assertThat(again.exitCode()).isZero();
    }

    @Test
    void after_logout_the_token_is_gone_here_and_there() throws IOException {
        manager.logIn();
        String kept = Files.readString(credentials());
        String token = kept.replaceAll("(?s).*\"(otr_[^\"]+)\".*", "$1");

        assertThat(manager.run("logout").out())
                .isEqualTo("logged out of " + manager.address() + "\n");

        assertThat(Files.readString(credentials())).doesNotContain("otr_");
        CommandLineRun refused =
                CommandLineRun.of(manager.variables("OTTER_TOKEN", token), "get", "users");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err())
                .contains("OTR-4218")
                .contains("Run 'otter login --manager " + manager.address() + "'.");
    }

    @Test
    void an_operator_keeps_a_session() {
        manager.logIn();
        CommandLineRun made =
                CommandLineRun.withInput(
                        "users: {ann: {role: operator, password: first password 1}}",
                        manager.variables(),
                        "apply",
                        "-y",
                        "-f",
                        "-");
        assertThat(made.exitCode()).as(made.err()).isZero();

        CommandLineRun run =
                CommandLineRun.withInput(
                        "first password 1\nsecond password 2\n",
                        manager.variables(),
                        "login",
                        "--user",
                        "ann",
                        "--password-stdin");

        assertThat(run.out()).contains("as ann (operator), as long as the session lasts");
        assertThat(manager.run("get", "channels").exitCode()).isZero();
        CommandLineRun refused = manager.run("get", "users");
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err()).contains("OTR-4213").contains("Ask an admin for it.");
    }

    @Test
    void what_is_wrong_is_told_with_code_and_cure() throws IOException {
        CommandLineRun wrong =
                CommandLineRun.withInput(
                        "nonsense\n",
                        manager.variables(),
                        "login",
                        "--user",
                        "admin",
                        "--password-stdin");
        assertThat(wrong.exitCode()).isEqualTo(1);
        assertThat(wrong.err()).contains("OTR-4211").doesNotContain("nonsense");

        CommandLineRun nobody = manager.run("login", "--user", "admin");
        assertThat(nobody.err()).contains("OTR-4504").contains("--password-stdin");

        CommandLineRun away =
                CommandLineRun.of(manager.variables(), "get", "nodes", "-m", "127.0.0.1:1");
        assertThat(away.exitCode()).isEqualTo(2);
        assertThat(away.err()).contains("OTR-4105").contains("--manager");

        manager.logIn();
        Files.setPosixFilePermissions(credentials(), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(manager.run("get", "users").err()).contains("OTR-4503").contains("chmod 600");
    }
}
