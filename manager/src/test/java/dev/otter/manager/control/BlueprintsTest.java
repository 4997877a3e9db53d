package dev.otter.manager.control;

import static dev.otter.manager.Samples.canal;
import static dev.otter.manager.Samples.channel;
import static dev.otter.manager.Samples.pipeline;
import static dev.otter.manager.Samples.withCanal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.document.json.ConfigJson;
import dev.otter.manager.Samples;
import dev.otter.manager.catalog.Catalog;
import dev.otter.manager.catalog.ChangeGuard;
import dev.otter.manager.catalog.Kind;
import dev.otter.manager.catalog.Thing;
import dev.otter.manager.secret.EndpointSecrets;
import dev.otter.manager.secret.KeyFile;
import dev.otter.manager.secret.Sealer;
import dev.otter.manager.store.Database;
import dev.otter.manager.store.StoreConfig;
import dev.otter.model.channel.Channel;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.channel.StartPoint;
import dev.otter.model.channel.TlsMode;
import dev.otter.model.config.endpoint.EndpointConfig;
import dev.otter.model.config.endpoint.FailoverGroupConfig;
import dev.otter.model.config.endpoint.ServerAddress;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlueprintsTest {
    @TempDir private Path folder;
    private Database database;
    private Catalog catalog;
    private EndpointSecrets secrets;
    private Blueprints blueprints;

    @BeforeEach
    void open() {
        database = Database.open(StoreConfig.file(folder.resolve("otter")));
        SecureRandom random = new SecureRandom();
        secrets =
                new EndpointSecrets(
                        database, new Sealer(KeyFile.open(folder.resolve("k"), random), random));
        catalog =
                new Catalog(database, new ConfigJson(), InstantSource.system(), ChangeGuard.none());
        blueprints = new Blueprints(catalog, secrets);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void a_channel_gets_addresses_passwords_and_the_start_of_its_canal() {
        save(Samples.endpoint("a", "h1"), "word-a");
        catalog.change(
                "x",
                tx -> {
                    ServerAddress master = new ServerAddress("m", 3307);
                    tx.create(new FailoverGroupConfig("g", "", master, List.of()));
                    return tx.create(canal("c", "a"));
                });
        save(ofGroup("b", "g"), "word-b");
        Thing made =
                catalog.change(
                        "x",
                        tx ->
                                tx.create(
                                        channel(
                                                "shop",
                                                withCanal(
                                                        pipeline("p", "A", "B", "shop.*"), "C"))));

        Channel channel = blueprints.channel(made.id());

        Pipeline pipeline = channel.pipelines().getFirst();
        assertThat(channel.name()).isEqualTo("shop");
        assertThat(pipeline.from().password()).isEqualTo("word-a");
        assertThat(pipeline.to().host()).isEqualTo("m");
        assertThat(pipeline.to().port()).isEqualTo(3307);
        assertThat(pipeline.to().password()).isEqualTo("word-b");
        assertThat(pipeline.start()).isEqualTo(new StartPoint.Now());
        assertThat(pipeline.tables().target(new TableName("shop", "t"))).isPresent();
    }

    @Test
    void a_missing_password_is_told() {
        catalog.change("x", tx -> tx.create(Samples.endpoint("a", "h1")));

        assertThatThrownBy(
                        () -> blueprints.endpoint(catalog.find(Kind.ENDPOINT, "a").orElseThrow()))
                .isInstanceOf(OtterException.class)
                .hasMessageContaining("no password is kept for it [endpoint 'a']");
    }

    private void save(EndpointConfig config, String password) {
        catalog.change(
                "x",
                tx -> {
                    secrets.put(tx.handle(), tx.create(config).id(), password);
                    return null;
                });
    }

    private static EndpointConfig ofGroup(String name, String group) {
        return new EndpointConfig(
                name,
                "",
                Endpoint.Type.MYSQL,
                Optional.empty(),
                3306,
                Optional.of(group),
                "u",
                TlsMode.PREFERRED);
    }
}
