package dev.otter.engine.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.engine.verify.TableComparison;
import dev.otter.engine.verify.TablePair;
import dev.otter.engine.verify.TableVerifier;
import dev.otter.engine.verify.VerifyProgress;
import dev.otter.model.channel.ApplyMode;
import dev.otter.model.channel.DdlAction;
import dev.otter.model.channel.DdlRules;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.ErrorPolicy;
import dev.otter.model.channel.Pipeline;
import dev.otter.model.channel.PipelineOptions;
import dev.otter.model.channel.StartPoint;
import dev.otter.model.channel.TlsMode;
import dev.otter.model.table.TableRoute;
import dev.otter.testkit.server.PostgresServer;
import dev.otter.testkit.server.ServerSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The blocks of {@code ddl/corpus.sql}, statement by statement between rows, towards PostgreSQL:
 * whatever is not held ends with the source's rows. A block in which a statement is held begins
 * anew without it. Every third block; all with {@code -Dotter.ddl.corpus=all}.
 */
class PostgresDdlCorpusIT {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresDdlCorpusIT.class);
    private static final int SHARE = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern CHANGES =
            Pattern.compile(
                    "\\s*(/\\*.*?\\*/\\s*)*(/\\*!\\d*\\s*)?(CREATE|ALTER|DROP|RENAME)\\b.*",
                    Pattern.CASE_INSENSITIVE);
    private static final PipelineOptions OPTIONS =
            new PipelineOptions(0, ApplyMode.STRICT, ErrorPolicy.HOLD_TABLE)
                    .with(DdlRules.all(DdlAction.APPLY_OR_SKIP));
    private static final TableRoute SCOPE =
            table -> table.database().startsWith("corpus") ? Optional.of(table) : Optional.empty();

    private record Block(String title, List<String> lines) {}

    private final List<String> held = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private int carried;
    private int runs;

    @Test
    void what_is_not_held_ends_as_on_the_source() throws Exception {
        boolean all = System.getProperty("otter.ddl.corpus", "").equals("all");
        try (PostgresPair pair = new PostgresPair(ServerSpec.mysql80())) {
            List<Block> blocks = blocks();
            for (int i = 0; i < blocks.size(); i += all ? 1 : SHARE) {
                Set<Integer> without = new HashSet<>();
                while (!block(pair, blocks.get(i), without)) {
                    clear(pair);
                }
                clear(pair);
            }
        }
        LOG.warn("{} carried, {} held:\n{}", carried, held.size(), String.join("\n", held));
        assertThat(wrong).isEmpty();
        assertThat(carried).isGreaterThan(3 * held.size());
    }

    /** Runs a block without some of its lines; false when one more has to be left out. */
    private boolean block(PostgresPair pair, Block block, Set<Integer> without)
            throws SQLException, InterruptedException {
        runs++;
        int done = 0;
        try (Connection connection = pair.source.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE corpus DEFAULT CHARACTER SET latin1");
            statement.execute("USE corpus");
            try (PipelineRun run = start(pair)) {
                for (int i = 0; i < block.lines().size(); i++) {
                    String line = block.lines().get(i);
                    if (without.contains(i) || !ran(statement, line) || !changes(line)) {
                        continue;
                    }
                    boolean reached = run.await(run.sourceEnd(), PATIENCE);
                    List<String> notes =
                            pair.answer("SELECT note FROM retl.retl_ddl WHERE state='skipped'");
                    if (!reached || !notes.isEmpty()) {
                        String what = block.title() + ": " + line;
                        (reached ? held : wrong).add(what + " | " + notes + problem(run, reached));
                        without.add(i);
                        return false;
                    }
                    done++;
                }
                boolean reached = run.await(run.sourceEnd(), PATIENCE);
                if (!reached) {
                    wrong.add(block.title() + ": rows | " + run.status());
                    return true;
                }
            }
        }
        compare(pair, block);
        carried += done;
        return true;
    }

    private static String problem(PipelineRun run, boolean reached) {
        return reached ? "" : " " + run.status();
    }

    /** Whether the source takes it, without what was left out before it. */
    private static boolean ran(Statement statement, String line) {
        try {
            statement.execute(line);
            return true;
        } catch (SQLException e) {
            LOG.debug("{}: {}", line, e.getMessage());
            return false;
        }
    }

    private static boolean changes(String line) {
        return CHANGES.matcher(line).matches();
    }

    private PipelineRun start(PostgresPair pair) {
        Pipeline pipeline =
                new Pipeline(
                        "corpus" + runs,
                        source(pair),
                        target(pair),
                        new StartPoint.Now(),
                        SCOPE,
                        OPTIONS);
        return PipelineRunner.start(
                "test", pipeline, PipelineSizes.usual(), InstantSource.system());
    }

    private static Endpoint source(PostgresPair pair) {
        return new Endpoint(
                "a",
                Endpoint.Type.MYSQL,
                "127.0.0.1",
                pair.source.port(),
                "root",
                "",
                TlsMode.DISABLED);
    }

    private static Endpoint target(PostgresPair pair) {
        return new Endpoint(
                        "b",
                        Endpoint.Type.POSTGRESQL,
                        "127.0.0.1",
                        pair.target.port(),
                        PostgresServer.USER,
                        PostgresServer.PASSWORD,
                        TlsMode.DISABLED)
                .withDatabase(PostgresPair.DATABASE);
    }

    private void compare(PostgresPair pair, Block block) throws SQLException, InterruptedException {
        List<String> holds = pair.answer("SELECT table_name FROM retl.retl_held_table");
        TableVerifier verifier = new TableVerifier(source(pair), target(pair), 3, () -> false);
        for (TablePair tables : verifier.pairs(SCOPE)) {
            TableComparison comparison = verifier.compare(tables, new VerifyProgress());
            if (!comparison.equal() && holds.stream().noneMatch(tables.title()::contains)) {
                wrong.add(
                        block.title()
                                + ": "
                                + tables.title()
                                + " | "
                                + comparison.shown()
                                + comparison.problems());
            }
        }
        holds.forEach(hold -> held.add(block.title() + ": rows of " + hold));
    }

    private static void clear(PostgresPair pair) throws SQLException {
        for (String database : List.of("corpus", "corpus_b", "corpus_c", "`corpus-d e`")) {
            pair.onSource("DROP DATABASE IF EXISTS " + database);
        }
        pair.onTarget(
                "DROP SCHEMA IF EXISTS corpus, corpus_b, corpus_c, \"corpus-d e\" CASCADE",
                "DELETE FROM retl.retl_ddl",
                "DELETE FROM retl.retl_held_table");
    }

    private static List<Block> blocks() throws IOException {
        List<Block> blocks = new ArrayList<>();
        try (InputStream in = PostgresDdlCorpusIT.class.getResourceAsStream("/ddl/corpus.sql")) {
            for (String line :
                    new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
                if (line.startsWith("# ")) {
                    blocks.add(new Block(line.substring(2), new ArrayList<>()));
                } else if (!line.isBlank() && !line.startsWith("9 ") && !blocks.isEmpty()) {
                    blocks.getLast()
                            .lines()
                            .add(
                                    line.replaceFirst("^8\\.0 ", "")
                                            .replaceFirst(" -- (not carried|selected)$", ""));
                }
            }
        }
        return blocks;
    }
}
