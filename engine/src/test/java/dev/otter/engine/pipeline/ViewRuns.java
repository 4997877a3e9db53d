package dev.otter.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.otter.model.channel.ApplyMode;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.ErrorPolicy;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.channel.StartPoint;
import dev.otter.model.channel.TlsMode;
import dev.otter.model.config.mapping.ColumnMapping;
import dev.otter.model.config.mapping.ColumnView;
import dev.otter.model.config.mapping.MappingConfig;
import dev.otter.model.config.mapping.RowRules;
import dev.otter.model.config.mapping.SetColumn;
import dev.otter.model.config.mapping.TableViews;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TablePattern;
import dev.otter.model.table.TableRoutes;
import dev.otter.model.table.TableRule;
import dev.otter.testkit.server.MysqlServer;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/** Pipelines with views between a pair of servers, for tests. */
final class ViewRuns {
    private final ServerPair pair;
    private ErrorPolicy policy = ErrorPolicy.STOP;
    private Path jars;

    ViewRuns(ServerPair pair) {
        this.pair = pair;
    }

    ViewRuns with(ErrorPolicy other) {
        policy = other;
        return this;
    }

    ViewRuns in(Path folder) {
        jars = folder;
        return this;
    }

    /** An entry without view: {@code a.t} or {@code a.t -> b.u}. */
    static MappingConfig entry(String tables) {
        String[] names = tables.split(" -> ");
        TablePattern source = TablePattern.parse(names[0]);
        return MappingConfig.of(
                names.length == 1
                        ? new TableRule.Take(source)
                        : new TableRule.Map(source, TablePattern.parse(names[1])));
    }

    static MappingConfig where(MappingConfig entry, String text) {
        return rows(
                entry,
                new RowRules(Optional.of(text), entry.rows().set(), entry.rows().processor()));
    }

    /** Pairs of column and expression. */
    static MappingConfig set(MappingConfig entry, String... pairs) {
        List<SetColumn> set = new ArrayList<>();
        for (int i = 0; i < pairs.length; i += 2) {
            set.add(new SetColumn(pairs[i], pairs[i + 1]));
        }
        return rows(entry, new RowRules(entry.rows().where(), set, entry.rows().processor()));
    }

    static MappingConfig processor(MappingConfig entry, String name) {
        return rows(
                entry, new RowRules(entry.rows().where(), entry.rows().set(), Optional.of(name)));
    }

    private static MappingConfig rows(MappingConfig entry, RowRules rows) {
        return new MappingConfig(entry.rule(), entry.columns(), entry.groups(), rows);
    }

    static MappingConfig columns(MappingConfig entry, ColumnView view) {
        return new MappingConfig(entry.rule(), view, entry.groups(), entry.rows());
    }

    static MappingConfig exclude(MappingConfig entry, String... columns) {
        return columns(entry, new ColumnView.Exclude(List.of(columns)));
    }

    /** Pairs of source and target names. */
    static MappingConfig rename(MappingConfig entry, String... pairs) {
        List<ColumnMapping> renamed = new ArrayList<>();
        for (int i = 0; i < pairs.length; i += 2) {
            renamed.add(new ColumnMapping(pairs[i], pairs[i + 1]));
        }
        return columns(entry, new ColumnView.Rename(renamed, List.of()));
    }

    Pipeline pipeline(String name, MappingConfig... entries) {
        TableViews views = TableViews.of(List.of(entries));
        PipelineOptions options = new PipelineOptions(2, ApplyMode.STRICT, policy);
        return new Pipeline(
                name,
                endpoint("a", pair.source),
                endpoint("b", pair.target),
                new StartPoint.Now(),
                new TableRoutes(List.of(entries).stream().map(MappingConfig::rule).toList()),
                options.with(jars == null ? views : views.in(jars)));
    }

    PipelineRun run(String name, MappingConfig... entries) {
        return PipelineRunner.start("view", pipeline(name, entries), InstantSource.system());
    }

    private static Endpoint endpoint(String name, MysqlServer server) {
        return new Endpoint(
                name,
                Endpoint.Type.MYSQL,
                "127.0.0.1",
                server.port(),
                "root",
                "",
                TlsMode.DISABLED);
    }

    /** The target's answer, a text for each row, columns separated by {@code |}. */
    List<String> target(String query) throws SQLException {
        return rows(pair.target, query);
    }

    /** The same of any server. */
    static List<String> rows(MysqlServer server, String query) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                StringJoiner text = new StringJoiner("|");
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    text.add(rows.getString(i));
                }
                texts.add(text.toString());
            }
            return texts;
        }
    }

    static OtterException failure(PipelineRun run, ErrorCode code) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() ->
                        assertThat(run.status().state())
                                .as("%s", run.status())
                                .isEqualTo(PipelineState.FAILED));
        OtterException failure = run.status().failure().orElseThrow();
        assertThat(failure.code()).as("%s", failure.getMessage()).isEqualTo(code);
        return failure;
    }
}
