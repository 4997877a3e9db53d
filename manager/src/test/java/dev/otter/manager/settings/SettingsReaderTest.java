package dev.otter.manager.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.model.error.OtterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsReaderTest {
    /** The manager's file of the guide, word for word. */
    private static final String GUIDE =
            """
            ## otter manager domain name
            otter.domainName = 127.0.0.1
            ## otter manager http port
            otter.port = 8080
            ## jetty web config xml
            otter.jetty = jetty.xml

            ## otter manager database config
            otter.database.driver.class.name = com.mysql.jdbc.Driver
            otter.database.driver.url = jdbc:mysql://127.0.0.1:3306/otter
            otter.database.driver.username = root
            otter.database.driver.password = root

            ## otter communication port
            otter.communication.manager.port = 1099

            ## otter communication pool size
            otter.communication.pool.size = 10

            ## default zookeeper address
            otter.zookeeper.cluster.default = 127.0.0.1:2181
            ## default zookeeper sesstion timeout = 60s
            otter.zookeeper.sessionTimeout = 60000

            ## otter arbitrate connect manager config
            otter.manager.address = ${otter.domainName}:${otter.communication.manager.port}

            ## should run in product mode , true/false
            otter.manager.productionMode = true

            ## self-monitor enable or disable
            otter.manager.monitor.self.enable = true
            ## self-montir interval , default 120s
            otter.manager.monitor.self.interval = 120
            ## auto-recovery paused enable or disable
            otter.manager.monitor.recovery.paused = true
            # manager email user config
            otter.manager.monitor.email.host = smtp.gmail.com
            otter.manager.monitor.email.username =
            otter.manager.monitor.email.password =
            otter.manager.monitor.email.stmp.port = 465
            """;

    @TempDir private Path folder;

    @Test
    void every_key_of_the_guide_is_honoured_or_answered() throws Exception {
        ManagerSettings settings = read(GUIDE);

        assertThat(settings.http().port()).isEqualTo(8080);
        assertThat(settings.http().host()).isEqualTo("127.0.0.1");
        assertThat(settings.store().url()).isEqualTo("jdbc:mysql://127.0.0.1:3306/otter");
        assertThat(settings.store().user()).isEqualTo("root");
        assertThat(settings.store().password()).isEqualTo("root");
        assertThat(settings.control().port()).isEqualTo(1099);
        assertThat(settings.zookeeper().servers()).contains("127.0.0.1:2181");
        assertThat(settings.zookeeper().sessionTimeout()).isEqualTo(Duration.ofMinutes(1));
        assertThat(settings.monitor().enabled()).isTrue();
        assertThat(settings.monitor().interval()).isEqualTo(Duration.ofMinutes(2));
        assertThat(settings.monitor().recoverPaused()).isTrue();
        assertThat(settings.mail().host()).isEqualTo("smtp.gmail.com");
        assertThat(settings.mail().port()).isEqualTo(465);
        assertThat(settings.mail().user()).isEmpty();
        assertThat(settings.notices())
                .hasSize(6)
                .anyMatch(text -> text.startsWith("otter.jetty is not needed any more: "))
                .anyMatch(text -> text.startsWith("otter.database.driver.class.name is not"))
                .anyMatch(text -> text.startsWith("otter.communication.pool.size is not"))
                .anyMatch(text -> text.startsWith("otter.manager.address is not"))
                .anyMatch(text -> text.startsWith("otter.manager.productionMode is not"))
                .anyMatch(text -> text.startsWith("only this machine can reach the manager"));
    }

    @Test
    void an_empty_file_gives_an_h2_file_and_the_ports_of_the_guide() throws Exception {
        ManagerSettings settings = read("");

        assertThat(settings.store().url()).startsWith("jdbc:h2:file:").endsWith("/data/otter");
        assertThat(settings.http().port()).isEqualTo(8080);
        assertThat(settings.control().port()).isEqualTo(1099);
        assertThat(settings.zookeeper().servers()).isEmpty();
        assertThat(settings.zookeeper().embedded().host()).isEqualTo("127.0.0.1");
        assertThat(settings.zookeeper().embedded().port()).isEqualTo(12_181);
        assertThat(settings.zookeeper().embedded().address()).isEqualTo("127.0.0.1");
        assertThat(settings.zookeeper().embedded().folder())
                .isEqualTo(folder.toRealPath().resolve("data/zookeeper"));
        assertThat(settings.control().authority())
                .isEqualTo(folder.toRealPath().resolve("authority"));
        assertThat(settings.keyFile()).isEqualTo(folder.toRealPath().resolve("manager.key"));
    }

    @Test
    void a_domain_name_of_the_network_opens_the_manager_to_it() throws Exception {
        assertThat(read("otter.domainName = 10.0.0.5").http().host()).isEmpty();
        assertThat(read("otter.http.host = 10.0.0.5").http().host()).isEqualTo("10.0.0.5");
        assertThat(read("otter.domainName = 10.0.0.5").zookeeper().embedded().address())
                .isEqualTo("10.0.0.5");
    }

    @Test
    void the_login_for_zookeeper_is_the_managers_own_or_given_or_off() throws Exception {
        assertThat(read("").zookeeper().login()).isEqualTo(ManagerSettings.KeeperLogin.OWN);
        assertThat(read("otter.zookeeper.secret =").zookeeper().login())
                .isEqualTo(ManagerSettings.KeeperLogin.OWN);
        assertThat(read("otter.zookeeper.secret = off").zookeeper().login())
                .isEqualTo(ManagerSettings.KeeperLogin.OFF);
        ManagerSettings given = read("otter.zookeeper.secret = given-by-the-operator");
        assertThat(given.zookeeper().login().secret()).contains("given-by-the-operator");
        assertThat(given.toString()).doesNotContain("given-by");
        assertThatThrownBy(() -> read("otter.zookeeper.secret = shortone"))
                .isInstanceOf(OtterException.class)
                .hasMessageContaining("otter.zookeeper.secret")
                .hasMessageContaining("16 to 128")
                .hasMessageNotContaining("shortone");
    }

    @Test
    void references_go_to_keys_then_properties_and_variables() throws Exception {
        ManagerSettings settings =
                read(
                        """
                        otter.port = ${otter.communication.manager.port}
                        otter.communication.manager.port = ${PORT}
                        otter.database.driver.password = a${otter.port}$b
                        otter.database.driver.url = jdbc:mysql://h/otter
                        """);

        assertThat(settings.http().port()).isEqualTo(4711);
        assertThat(settings.store().password()).isEqualTo("a4711$b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "otter.prot = 1 | unknown | Did you mean 'otter.port'?",
                "otter.port = many | 'many' is not allowed | from 0 to 65535",
                "otter.port = 70000 | '70000' is not allowed | from 0 to 65535",
                "otter.manager.monitor.self.enable = yes | 'yes' is not allowed | true, false",
                "otter.port = ${otter.port} | refers to itself | circle",
                "otter.domainName = ${nowhere} | ${nowhere} stands for nothing | variable",
                "otter.domainName = ${x | has no '}' | Write ${name}",
                "otter.database.driver.url = jdbc:oracle:x | jdbc:oracle:x | jdbc:mysql://"
            })
    void a_mistake_is_told_with_key_and_cure(String line, String what, String cure) {
        assertThatThrownBy(() -> read(line))
                .isInstanceOf(OtterException.class)
                .hasMessageContaining("OTR-4241")
                .hasMessageContaining(what)
                .hasMessageContaining(cure);
    }

    @Test
    void passwords_are_not_in_what_is_printed() throws Exception {
        ManagerSettings settings =
                read(
                        GUIDE.replace("password = root", "password = s3cret")
                                .replace("/otter\n", "/otter?password=s3cret2\n")
                                .replace("email.password =", "email.password = s3cret3"));

        assertThat(settings.store().toString() + settings.mail()).doesNotContain("s3cret");
    }

    private ManagerSettings read(String text) throws IOException {
        Path file = folder.toRealPath().resolve("otter.properties");
        Files.writeString(file, text);
        return SettingsReader.read(file, Map.of("PORT", "4711")::get);
    }
}
