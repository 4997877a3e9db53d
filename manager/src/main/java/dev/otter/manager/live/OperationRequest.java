package dev.otter.manager.live;

import dev.otter.model.config.Check;
import dev.otter.transport.control.message.Operation;
import java.util.List;
import java.util.Optional;

/**
 * Asks for an operation; which keys count depends on the kind.
 *
 * @param kind what is wanted
 * @param tables copy and check: patterns of the source's tables; all in scope when empty
 * @param where copy and resync: SQL condition of the source for the rows wanted
 * @param repair check: whether rows that differ are sent again; no when left out
 * @param rowsPerSecond check: source rows that are read per second at most; no limit when left out
 * @param lockHotRows check: whether a row that never rests is decided under a share lock on the
 *     source; no when left out
 * @param table resync: the source's table
 * @param keys resync: each the values in the order of the table's columns
 * @param divider resync: what stands between the values of a key; a comma when left out
 * @param statement ddl: the name of the statement that is decided on
 * @param decision ddl: what becomes of it
 * @param server standby: {@code host:port} of the source or of one of its standbys
 * @param run check: a name under which the target keeps how far it is, so that another check of
 *     that name goes on from there; nothing is kept when left out
 */
public record OperationRequest(
        Operation.Kind kind,
        List<String> tables,
        Optional<String> where,
        Optional<Boolean> repair,
        Optional<Long> rowsPerSecond,
        Optional<Boolean> lockHotRows,
        Optional<String> table,
        List<String> keys,
        Optional<String> divider,
        Optional<String> statement,
        Optional<Operation.Decision> decision,
        Optional<String> server,
        Optional<String> run) {
    public OperationRequest {
        Check.required("kind", kind);
        tables = Check.list("tables", tables);
        where = Check.absent(where).filter(text -> !text.isBlank());
        repair = Check.absent(repair);
        rowsPerSecond = Check.absent(rowsPerSecond);
        lockHotRows = Check.absent(lockHotRows);
        table = Check.absent(table);
        keys = Check.list("keys", keys);
        divider = Check.absent(divider).filter(text -> !text.isEmpty());
        statement = Check.absent(statement);
        decision = Check.absent(decision);
        server = Check.absent(server);
        run = Check.absent(run);
    }

    /**
     * As a node takes it.
     *
     * @throws IllegalArgumentException when something is missing or too long
     */
    public Operation operation() {
        return switch (kind) {
            case COPY -> new Operation.Copy(tables, where.orElse(""));
            case CHECK ->
                    new Operation.Check(
                            tables,
                            repair.orElse(false),
                            rowsPerSecond.orElse(0L),
                            lockHotRows.orElse(false),
                            run.orElse(""));
            case RESYNC ->
                    new Operation.Resync(
                            required("table", table), keys, divider.orElse(","), where.orElse(""));
            case DDL ->
                    new Operation.Decide(
                            required("statement", statement), required("decision", decision));
            case STANDBY -> new Operation.Standby(required("server", server));
        };
    }

    private static <T> T required(String key, Optional<T> value) {
        return value.orElseThrow(() -> new IllegalArgumentException(key + " is missing; give it"));
    }
}
