package dev.otter.manager.catalog;

import static dev.otter.manager.Samples.canal;
import static dev.otter.manager.Samples.channel;
import static dev.otter.manager.Samples.endpoint;
import static dev.otter.manager.Samples.node;
import static dev.otter.manager.Samples.pipeline;
import static dev.otter.manager.Samples.user;
import static dev.otter.manager.Samples.withCanal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.otter.document.json.ConfigJson;
import dev.otter.manager.store.Database;
import dev.otter.model.config.Named;
import dev.otter.model.config.access.Role;
import dev.otter.model.config.alarm.AlarmRuleConfig;
import dev.otter.model.config.channel.ChannelConfig;
import dev.otter.model.config.endpoint.TableConfig;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TablePattern;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the catalog promises, on every kind of database that it can be kept in. */
abstract class CatalogContract {
    private static final Instant NOW = Instant.parse("2026-11-25T22:00:00.123Z");

    private Database database;
    private Catalog catalog;

    /** A database without tables. */
    abstract Database open() throws Exception;

    @BeforeEach
    void begin() throws Exception {
        database = open();
        catalog =
                new Catalog(
                        database, new ConfigJson(), InstantSource.fixed(NOW), ChangeGuard.none());
    }

    @AfterEach
    void end() {
        database.close();
    }

    @Test
    void what_is_made_can_be_read() {
        Thing made = create(endpoint("a", "h1"));

        Thing read = catalog.get(Kind.ENDPOINT, made.id());

        assertThat(read).isEqualTo(made);
        assertThat(read.id()).isEqualTo(1);
        assertThat(read.version()).isEqualTo(1);
        assertThat(read.changedAt()).isEqualTo(NOW);
        assertThat(read.changedBy()).isEqualTo("ann");
    }

    @Test
    void names_are_unique_whatever_their_case_and_in_any_script() {
        create(node("Straße-节点"));

        assertRefused(ErrorCode.NAME_TAKEN, () -> create(node("STRAßE-节点")));
        create(node("strasse-节点"));
        assertThat(catalog.find(Kind.NODE, "straße-节点")).isPresent();
    }

    @Test
    void each_change_is_a_version_with_before_and_after() {
        Thing made = create(node("n1"));
        Thing renamed =
                catalog.change("bob", tx -> tx.replace(Kind.NODE, made.id(), 1, node("n2")));
        catalog.change(
                "cid",
                tx -> {
                    tx.delete(Kind.NODE, renamed.id(), 2);
                    return null;
                });

        List<Change> history = catalog.history(Kind.NODE, made.id());

        assertThat(history)
                .extracting(Change::version, Change::action, Change::by, Change::name)
                .containsExactly(
                        tuple(3L, Change.Action.DELETE, "cid", "n2"),
                        tuple(2L, Change.Action.REPLACE, "bob", "n2"),
                        tuple(1L, Change.Action.CREATE, "ann", "n1"));
        assertThat(history.get(1).before().orElseThrow().get("name").asString()).isEqualTo("n1");
        assertThat(history.get(1).after().orElseThrow().get("name").asString()).isEqualTo("n2");
        assertThat(history.get(0).after()).isEmpty();
    }

    @Test
    void a_pipeline_keeps_its_number() {
        create(endpoint("a", "h1"));
        create(endpoint("b", "h2"));
        Thing shop = create(channel("shop", pipeline("go", "a", "b", "s.*")));
        Thing other = create(channel("other", pipeline("go", "a", "b", "s.*")));
        Thing emptied =
                catalog.change(
                        "bob", tx -> tx.replace(Kind.CHANNEL, shop.id(), 1, channel("shop")));
        catalog.change(
                "bob",
                tx ->
                        tx.replace(
                                Kind.CHANNEL,
                                shop.id(),
                                emptied.version(),
                                channel(
                                        "shop",
                                        pipeline("back", "b", "a", "t.*"),
                                        pipeline("Go", "a", "b", "s.*"))));

        assertThat(catalog.pipelines(shop.id()))
                .extracting(NumberedPipeline::number, NumberedPipeline::name)
                .containsExactly(tuple(1L, "go"), tuple(3L, "back"));
        assertThat(catalog.pipelines(other.id()))
                .extracting(NumberedPipeline::number)
                .containsExactly(2L);
        assertThat(catalog.pipelines()).hasSize(3);
    }

    @Test
    void an_id_is_never_used_again() {
        Thing first = create(node("n1"));
        delete(first);

        assertThat(create(node("n1")).id()).isEqualTo(first.id() + 1);
    }

    @Test
    void a_change_of_an_old_version_is_refused() {
        Thing made = create(node("n1"));
        catalog.change("bob", tx -> tx.replace(Kind.NODE, made.id(), 1, node("n2")));

        assertThatThrownBy(() ->
                        catalog.change(
                                "ann", tx -> tx.replace(Kind.NODE, made.id(), 1, node("n3"))))
                .hasMessageContaining("version 1 was seen, but bob has made it version 2");
        assertRefused(ErrorCode.CHANGED_MEANWHILE, () -> delete(made));
    }

    @Test
    void a_channel_goes_back_to_an_earlier_version() {
        create(endpoint("a", "h1"));
        create(endpoint("b", "h2"));
        ChannelConfig first = channel("shop", pipeline("p", "a", "b", "shop.*"));
        Thing made = create(first);
        catalog.change("bob", tx -> tx.replace(Kind.CHANNEL, made.id(), 1, channel("shop")));

        Thing back = catalog.change("cid", tx -> tx.rollBack(Kind.CHANNEL, made.id(), 2, 1));

        assertThat(catalog.get(Kind.CHANNEL, made.id()).version()).isEqualTo(back.version());
        assertThat(back.version()).isEqualTo(3);
        assertThat(new ConfigJson().write(back.config())).isEqualTo(new ConfigJson().write(first));
        assertThat(catalog.history(Kind.CHANNEL, made.id()).getFirst().action())
                .isEqualTo(Change.Action.ROLLBACK);
        assertRefused(
                ErrorCode.NOT_FOUND,
                () -> catalog.change("x", tx -> tx.rollBack(Kind.CHANNEL, made.id(), 3, 9)));
    }

    @Test
    void going_back_is_refused_when_what_was_named_is_gone() {
        create(endpoint("a", "h1"));
        Thing b = create(endpoint("b", "h2"));
        Thing made = create(channel("shop", pipeline("p", "a", "b", "shop.*")));
        catalog.change("bob", tx -> tx.replace(Kind.CHANNEL, made.id(), 1, channel("shop")));
        delete(b);

        assertRefused(
                ErrorCode.REFERENCE_MISSING,
                () -> catalog.change("x", tx -> tx.rollBack(Kind.CHANNEL, made.id(), 2, 1)));
    }

    @Test
    void what_is_named_must_exist_and_the_nearest_is_offered() {
        create(endpoint("source", "h1"));
        create(endpoint("target", "h2"));

        assertThatThrownBy(
                        () -> create(channel("shop", pipeline("p", "source", "targte", "shop.*"))))
                .hasMessageContaining("OTR-4204 there is no endpoint 'targte'")
                .hasMessageContaining("Did you mean 'target'?");
    }

    @Test
    void what_is_used_is_neither_deleted_nor_renamed() {
        Thing a = create(endpoint("a", "h1"));
        create(endpoint("b", "h2"));
        create(channel("shop", pipeline("p", "a", "b", "shop.*")));
        create(canal("c", "a"));

        assertThatThrownBy(() -> delete(a))
                .hasMessageContaining(
                        "it cannot be deleted while it is used by canal 'c', channel 'shop'");
        assertThatThrownBy(() ->
                        catalog.change(
                                "x",
                                tx -> tx.replace(Kind.ENDPOINT, a.id(), 1, endpoint("z", "h1"))))
                .hasMessageContaining("it cannot be renamed while it is used");
        catalog.change("x", tx -> tx.replace(Kind.ENDPOINT, a.id(), 1, endpoint("A", "h9")));
    }

    @Test
    void a_canal_serves_one_pipeline_of_its_own_source() {
        create(endpoint("a", "h1"));
        create(endpoint("b", "h2"));
        Thing canal = create(canal("c", "a"));
        create(channel("one", withCanal(pipeline("p", "a", "b", "x.*"), "c")));

        assertThatThrownBy(() ->
                        create(channel("two", withCanal(pipeline("p", "a", "b", "y.*"), "c"))))
                .hasMessageContaining("canal 'c' is used by channel 'one' already");
        assertThatThrownBy(() ->
                        create(channel("two", withCanal(pipeline("p", "b", "a", "y.*"), "C"))))
                .hasMessageContaining("canal 'C' reads endpoint 'a'");
        assertRefused(
                ErrorCode.VALUE_NOT_ALLOWED,
                () ->
                        catalog.change(
                                "x", tx -> tx.replace(Kind.CANAL, canal.id(), 1, canal("d", "a"))));
    }

    @Test
    void two_endpoints_of_one_server_do_not_copy_tables_onto_themselves() {
        create(endpoint("a", "h1"));
        create(endpoint("b", "h1"));

        assertRefused(
                ErrorCode.VALUE_NOT_ALLOWED,
                () -> create(channel("shop", pipeline("p", "a", "b", "shop.*"))));
    }

    @Test
    void a_table_is_used_by_mappings_of_the_same_pattern() {
        create(endpoint("a", "h1"));
        create(endpoint("b", "h2"));
        Thing table = create(new TableConfig("orders", "", "b", TablePattern.parse("shop.orders")));
        Thing other = create(new TableConfig("other", "", "b", TablePattern.parse("shop.other")));
        create(channel("shop", pipeline("p", "a", "b", "shop.orders")));

        assertThatThrownBy(() -> delete(table)).hasMessageContaining("used by pipeline 'shop/p'");
        delete(other);
    }

    @Test
    void a_watched_pipeline_stays() {
        create(endpoint("a", "h1"));
        create(endpoint("b", "h2"));
        Thing made = create(channel("shop", pipeline("p", "a", "b", "shop.*")));
        assertRefused(ErrorCode.REFERENCE_MISSING, () -> create(rule("r", "shop/q")));
        create(rule("r", "shop/p"));

        assertThatThrownBy(() ->
                        catalog.change(
                                "x", tx -> tx.replace(Kind.CHANNEL, made.id(), 1, channel("shop"))))
                .hasMessageContaining("pipeline 'p' is watched by alarm rule 'r'");
    }

    @Test
    void one_admin_who_can_log_in_is_always_left() {
        Thing admin = create(user("admin", Role.ADMIN));

        assertRefused(
                ErrorCode.STILL_USED,
                () ->
                        catalog.change(
                                "x",
                                tx ->
                                        tx.replace(
                                                Kind.USER,
                                                admin.id(),
                                                1,
                                                user("admin", Role.OPERATOR))));
        assertRefused(ErrorCode.STILL_USED, () -> delete(admin));
    }

    @Test
    void changes_of_one_call_happen_together_or_not_at_all() {
        long before = catalog.revision();

        assertRefused(
                ErrorCode.NAME_TAKEN,
                () ->
                        catalog.change(
                                "x",
                                tx -> {
                                    tx.create(node("n1"));
                                    return tx.create(node("N1"));
                                }));

        assertThat(catalog.all(Kind.NODE)).isEmpty();
        assertThat(catalog.revision()).isEqualTo(before);
    }

    @Test
    void a_list_is_searched_sorted_and_cut() {
        IntStream.rangeClosed(1, 25).forEach(i -> create(node("n%02d".formatted(i))));

        Page<Thing> page =
                catalog.list(Kind.NODE, new ListQuery("N2", ListQuery.Sort.NAME, true, 2, 4));

        assertThat(page.total()).isEqualTo(6);
        assertThat(page.items()).extracting(Thing::name).containsExactly("n21", "n20");
        assertThat(search("10.0.0.1")).isEqualTo(25);
        assertThat(search("name")).isZero();
        assertThat(search("n%1")).isZero();
    }

    @Test
    void writers_at_the_same_time_lose_nothing() throws Exception {
        Thing counter = create(node("start"));
        int writers = 4;
        int each = 10;
        try (ExecutorService pool = Executors.newFixedThreadPool(writers)) {
            List<Future<?>> running =
                    IntStream.range(0, writers)
                            .<Future<?>>mapToObj(w ->
                                    pool.submit(() -> {
                                        for (int i = 0; i < each; i++) {
                                            String name = "w" + w + "-" + i;
                                            catalog.change(
                                                    "w" + w,
                                                    tx -> {
                                                        long seen =
                                                                tx.get(Kind.NODE, counter.id())
                                                                        .version();
                                                        return tx.replace(
                                                                Kind.NODE,
                                                                counter.id(),
                                                                seen,
                                                                node(name));
                                                    });
                                        }
                                    }))
                            .toList();
            for (Future<?> one : running) {
                one.get();
            }
        }

        assertThat(catalog.get(Kind.NODE, counter.id()).version()).isEqualTo(1 + writers * each);
        assertThat(catalog.history(Kind.NODE, counter.id())).hasSize(1 + writers * each);
    }

    private long search(String text) {
        return catalog.list(Kind.NODE, new ListQuery(text, ListQuery.Sort.ID, false, 1, 50))
                .total();
    }

    private void delete(Thing thing) {
        catalog.change(
                "ann",
                tx -> {
                    tx.delete(thing.kind(), thing.id(), thing.version());
                    return null;
                });
    }

    private Thing create(Named config) {
        return catalog.change("ann", tx -> tx.create(config));
    }

    private static AlarmRuleConfig rule(String name, String pipeline) {
        return new AlarmRuleConfig(
                name,
                "",
                pipeline,
                AlarmRuleConfig.Watch.LAG,
                600,
                List.of(),
                List.of(),
                AlarmRuleConfig.Status.ENABLED,
                Optional.empty(),
                "",
                null,
                Optional.empty());
    }

    private static void assertRefused(ErrorCode code, ThrowingCallable work) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        OtterException.class, e -> assertThat(e.code()).isEqualTo(code));
    }
}
