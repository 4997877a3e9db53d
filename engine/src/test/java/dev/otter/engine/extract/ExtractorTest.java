package dev.otter.engine.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.otter.engine.change.Delivery;
import dev.otter.engine.change.LoggedStatement;
import dev.otter.engine.database.LogColumn;
import dev.otter.model.error.OtterException;
import dev.otter.model.position.LogPosition;
import dev.otter.model.position.TransactionId;
import dev.otter.model.table.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ExtractorTest {
    private static final TableName TABLE = new TableName("shop", "made");
    private static final TransactionId ID = new TransactionId.Gtid(new UUID(1, 2), "", 7);

    /** A source that knows its tables by name alone. */
    private record NoColumns(List<TableName> tables) implements SourceColumns {
        @Override
        public List<LogColumn> columns(TableName table) {
            return List.of();
        }

        @Override
        public String charset(int number) {
            return "";
        }

        @Override
        public void forget() {
            // There is nothing to forget.
        }
    }

    private final List<Delivery> deliveries = new ArrayList<>();
    private final Extractor extractor =
            new Extractor(Optional::of, new NoColumns(List.of(TABLE)), deliveries::add, 1 << 20);

    private static LogPosition at(long offset) {
        return new LogPosition("log.000001", offset);
    }

    @Test
    void a_table_made_within_a_transaction_does_not_end_it() {
        extractor.named(ID);
        extractor.statementWithin(
                new LoggedStatement(
                        LoggedStatement.Kind.TABLE_SHAPE,
                        List.of(TABLE),
                        "CREATE TABLE made (id INT) START TRANSACTION"),
                at(200),
                1);

        assertThat(deliveries)
                .singleElement()
                .isInstanceOfSatisfying(
                        Delivery.SchemaChange.class,
                        change -> {
                            assertThat(change.within()).isTrue();
                            assertThat(change.particulars().id()).isEqualTo(ID);
                        });

        extractor.committed(ID, at(300), 1);
        assertThat(deliveries.getLast()).isEqualTo(new Delivery.Skipped(Optional.of(ID), at(300)));
    }

    @Test
    void other_statements_within_a_transaction_say_nothing_of_its_end() {
        extractor.statementWithin(
                new LoggedStatement(
                        LoggedStatement.Kind.ROWS_AS_STATEMENT, List.of(), "INSERT INTO away.t"),
                at(200),
                1);

        assertThat(deliveries).isEmpty();
    }

    @Test
    void a_function_may_have_changed_any_table_of_its_database() {
        assertThatThrownBy(() -> ran("shop"))
                .isInstanceOf(OtterException.class)
                .hasMessageContaining("shop.made");
        assertThat(deliveries).isEmpty();
        ran("elsewhere");
        assertThat(deliveries).singleElement().isInstanceOf(Delivery.Skipped.class);
    }

    /** A statement that called a function of the database ends with its transaction. */
    private void ran(String database) {
        extractor.statement(
                new LoggedStatement(
                        LoggedStatement.Kind.ROWS_AS_STATEMENT,
                        List.of(LoggedStatement.any(database)),
                        "SELECT `" + database + "`.`f`()"),
                ID,
                at(200),
                1);
    }
}
