package dev.otter.manager.live;

import dev.otter.document.trial.TrialValue;
import dev.otter.model.config.Check;
import dev.otter.model.config.mapping.MappingConfig;
import dev.otter.model.table.TablePattern;
import dev.otter.model.table.TableRule;
import java.util.List;
import java.util.Optional;

/**
 * Asks what becomes of a row.
 *
 * @param mapping an entry of a pipeline's tables; need not be saved
 * @param table which of the source's tables, when the entry takes several
 * @param row its values; left out to take some row of the table
 */
public record TrialRequest(MappingConfig mapping, Optional<String> table, List<TrialValue> row) {
    private static final int COLUMNS_MAX = 4_096;

    public TrialRequest {
        Check.required("mapping", mapping);
        table = Check.absent(table).filter(text -> !text.isBlank());
        row = Check.list("row", row);
        if (row.size() > COLUMNS_MAX) {
            throw new IllegalArgumentException(
                    "the row has %d values; allowed are %d".formatted(row.size(), COLUMNS_MAX));
        }
        if (mapping.rule() instanceof TableRule.Leave) {
            throw new IllegalArgumentException(
                    "'!%s' leaves tables out; there is nothing to try"
                            .formatted(mapping.rule().source()));
        }
    }

    /**
     * The table that is meant.
     *
     * @throws IllegalArgumentException when it is not named and the entry takes several
     */
    public String meant() {
        TablePattern source = mapping.rule().source();
        return table.or(() -> source.exact().map(_ -> source.toString()))
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "'%s' takes several tables; name one of them".formatted(source)));
    }
}
