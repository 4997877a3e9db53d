package dev.otter.engine.transform.view;

import dev.otter.engine.change.ChangeKind;
import dev.otter.engine.change.RowChanges;
import dev.otter.engine.change.SourceTable;
import dev.otter.engine.transform.expression.Expression;
import dev.otter.engine.transform.expression.Expressions;
import dev.otter.engine.transform.expression.RowScope;
import dev.otter.model.config.mapping.MappingConfig;
import dev.otter.model.config.mapping.TargetChoice;
import dev.otter.model.config.mapping.TargetChoice.Otherwise;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds out into which listed tables the rows of an event go, once for all ways of an entry. See
 * ADR 35. Belongs to the reading thread.
 */
final class ChosenTargets {
    private static final int NONE = -1;

    /** The image is filtered out, or there is none. */
    private static final int NOWHERE = -1;

    /** The expression names no listed table. */
    private static final int UNLISTED = -2;

    private final SourceTable source;
    private final TargetChoice choice;
    private final List<TableName> targets;
    private final Map<String, Integer> places = new HashMap<>();
    private final Optional<Expression> where;
    private final Expression by;
    private final RowScope scope;
    private RowChanges looked;
    private int[] before = new int[0];
    private int[] after = new int[0];
    private OtterException[] refusals = new OtterException[0];

    /**
     * @param mapping an entry with a choice
     * @throws OtterException EXPRESSION_INVALID when its expressions do not fit the shape
     */
    ChosenTargets(MappingConfig mapping, SourceTable source) {
        this.source = source;
        this.choice = mapping.choice().orElseThrow();
        this.targets = mapping.rule().targets(source.name());
        Expressions expressions = new Expressions(source);
        this.where = mapping.rows().where().map(expressions::condition);
        this.by = expressions.name(choice.by());
        this.scope = new RowScope(source);
        Map<String, Integer> tables = new HashMap<>();
        for (int i = 0; i < targets.size(); i++) {
            places.put(targets.get(i).toString(), i);
            tables.merge(targets.get(i).table(), i, (_, _) -> UNLISTED);
        }
        tables.forEach((name, place) -> {
            if (place != UNLISTED) {
                places.putIfAbsent(name, place);
            }
        });
    }

    List<TableName> targets() {
        return targets;
    }

    /** Lets the rows of one listed table pass. */
    Gate into(int place) {
        return new Gate() {
            @Override
            public boolean passes(RowChanges rows, int row, boolean ofBefore) {
                look(rows);
                return refusals[row] == null && (ofBefore ? before : after)[row] == place;
            }

            @Override
            public Optional<OtterException> refusal(RowChanges rows, int row) {
                return Optional.empty();
            }

            @Override
            public boolean readsRow() {
                return reads();
            }
        };
    }

    /** Lets only those rows pass that have no place, as refused ones. */
    Gate outside() {
        return new Gate() {
            @Override
            public boolean passes(RowChanges rows, int row, boolean ofBefore) {
                return false;
            }

            @Override
            public Optional<OtterException> refusal(RowChanges rows, int row) {
                look(rows);
                boolean unlisted =
                        after[row] == UNLISTED && choice.otherwise() == Otherwise.REFUSE;
                return Optional.ofNullable(refusals[row])
                        .or(() -> unlisted ? Optional.of(unlisted()) : Optional.empty());
            }

            @Override
            public boolean readsRow() {
                return reads();
            }
        };
    }

    private boolean reads() {
        return by.readsRow() || where.stream().anyMatch(Expression::readsRow);
    }

    /** The same object is the same event: each way asks in its turn. */
    private void look(RowChanges rows) {
        if (rows.equals(looked)) {
            return;
        }
        int count = rows.rows();
        before = new int[count];
        after = new int[count];
        refusals = new OtterException[count];
        for (int row = 0; row < count; row++) {
            before[row] = NOWHERE;
            after[row] = NOWHERE;
            try {
                int first = rows.kind() == ChangeKind.INSERT ? NONE : rows.before(row);
                if (first != NONE) {
                    before[row] = place(rows, first, NONE);
                }
                if (rows.kind() != ChangeKind.DELETE) {
                    after[row] = place(rows, rows.after(row), first);
                }
            } catch (OtterException e) {
                refusals[row] = e;
            }
        }
        looked = rows;
    }

    private int place(RowChanges rows, int first, int instead) {
        scope.at(rows, first, instead);
        if (where.isPresent() && !(where.get().evaluate(scope) instanceof Boolean truth && truth)) {
            return NOWHERE;
        }
        return by.evaluate(scope) instanceof String name
                ? places.getOrDefault(name, UNLISTED)
                : UNLISTED;
    }

    private OtterException unlisted() {
        return new OtterException(
                ErrorCode.ROUTE_UNLISTED,
                "the expression of 'route' names none of the tables "
                        + targets
                        + " for a row: "
                        + choice.by(),
                "source table " + source.name(),
                "Add the table to 'among', mend the expression or the row; or write 'otherwise:"
                        + " skip' to have such rows go nowhere.");
    }
}
