package dev.otter.engine.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.binlog.wire.ServerVersion;
import dev.otter.engine.change.LoggedStatement;
import dev.otter.model.position.Checkpoint;
import dev.otter.model.position.LogPosition;
import dev.otter.model.position.TransactionId;
import dev.otter.model.table.TableName;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Tables that are made and dropped for ever leave nothing behind, once no run reads them again. */
class SchemaHistoryGoneTest {
    private static final int TABLES = 1_000;

    private final TreeMap<String, ShapeRecord> kept = new TreeMap<>();
    private long passed = 4;
    private long end = 4;

    private final ShapeStore store =
            new ShapeStore() {
                @Override
                public List<ShapeRecord> load() {
                    return List.copyOf(kept.values());
                }

                @Override
                public Optional<Checkpoint> mark() {
                    return Optional.of(at(passed));
                }

                @Override
                public void save(Collection<ShapeRecord> records) {
                    records.forEach(
                            one -> kept.put(one.table() + " %05d".formatted(one.version()), one));
                }

                @Override
                public void clear() {
                    kept.clear();
                }

                @Override
                public void remove(TableName table, long belowVersion) {
                    kept.values()
                            .removeIf(one ->
                                    one.table().equals(table) && one.version() < belowVersion);
                }
            };

    private final ShapeSource source =
            new ShapeSource() {
                @Override
                public List<TableName> tables() {
                    return List.of();
                }

                @Override
                public Map<TableName, TableShape> shapes(Collection<TableName> tables) {
                    return Map.of();
                }

                @Override
                public Checkpoint end() {
                    return at(end);
                }

                @Override
                public Optional<String> databaseCharset(String database) {
                    return Optional.of("utf8mb4");
                }

                @Override
                public String charset(int number) {
                    return "utf8mb4";
                }

                @Override
                public ServerVersion version() {
                    return ServerVersion.parse("8.0.36");
                }

                @Override
                public boolean ignoreCase() {
                    return false;
                }
            };

    private static Checkpoint at(long offset) {
        return new Checkpoint(new LogPosition("log.000001", offset), "");
    }

    private void jobs(SchemaHistory history) {
        for (int i = 0; i < TABLES; i++) {
            TableName table = new TableName("d", "tmp_" + end);
            run(history, table, "CREATE TABLE d." + table.table() + " (id INT)");
            run(history, table, "DROP TABLE d." + table.table());
        }
    }

    private void run(SchemaHistory history, TableName table, String sql) {
        end += 100;
        history.statement(
                new LoggedStatement(LoggedStatement.Kind.TABLE_SHAPE, List.of(table), sql),
                new TransactionId.AtPosition(at(end).position()));
    }

    @Test
    void records_of_tables_that_are_gone_go_when_the_mark_has_passed_them() {
        SchemaHistory history = SchemaHistory.open(store, source, Optional::of, at(4));

        jobs(history);
        assertThat(kept).as("what the next run reads again").hasSize(2 * TABLES);

        passed = end;
        jobs(history);
        assertThat(kept).hasSize(2 * TABLES);
        assertThat(kept.values()).allSatisfy(one -> assertThat(behind(one)).isTrue());
    }

    private boolean behind(ShapeRecord one) {
        return one.id().orElseThrow() instanceof TransactionId.AtPosition id
                && id.end().offset() > passed;
    }
}
