package dev.otter.engine.snapshot;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import dev.otter.model.table.TableRoute;
import dev.otter.model.table.TableRoutes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One of the copies of a full load: a table with several targets is copied into each of them by
 * itself. Immutable.
 *
 * @param number from 0
 * @param record name under which it is recorded: the pipeline's, with a number from the second on
 * @param route the one target of this copy; none for tables that have fewer
 * @param names by which tables refer to others; one that has fewer targets has its last one
 */
public record CopyLane(int number, String record, TableRoute route, TableRoute names) {

    /** All copies that a pipeline's tables need, at least one. */
    public static List<CopyLane> of(String pipeline, TableRoute route) {
        int lanes = route instanceof TableRoutes routes ? routes.mostTargets() : 1;
        List<CopyLane> all = new ArrayList<>();
        for (int lane = 0; lane < lanes; lane++) {
            int number = lane;
            all.add(
                    new CopyLane(
                            number,
                            number == 0 ? pipeline : pipeline + "#" + (number + 1),
                            source -> route.targets(source).stream().skip(number).findFirst(),
                            source -> name(route.targets(source), number)));
        }
        return List.copyOf(all);
    }

    private static Optional<TableName> name(List<TableName> targets, int number) {
        return targets.isEmpty()
                ? Optional.empty()
                : Optional.of(targets.get(Math.min(number, targets.size() - 1)));
    }

    /**
     * Refuses tables into which several copies would write: one that has to begin anew may empty
     * its table, and would take the rows of the other along.
     *
     * @throws OtterException COPY_NOT_POSSIBLE when there is one
     */
    public static void requireApart(MysqlConnection from, List<CopyLane> lanes, String where) {
        Map<TableName, Integer> written = new HashMap<>();
        for (CopyLane lane : lanes) {
            CopyScope.tables(from, lane.route())
                    .forEach((source, target) -> {
                        if (written.merge(target, lane.number(), Integer::min) != lane.number()) {
                            throw shared(source, target, where);
                        }
                    });
        }
    }

    private static OtterException shared(TableName source, TableName target, String where) {
        return new OtterException(
                ErrorCode.COPY_NOT_POSSIBLE,
                "rows of several tables go into "
                        + target
                        + ", of which "
                        + source
                        + " has it at another place among its targets than the others",
                where + ", table " + source,
                "Put the entries of these tables into such an order that the target comes at the same"
                        + " place in each; or copy the rows by hand with 'snapshot: never'.");
    }
}
