package dev.otter.engine.select;

import dev.otter.binlog.wire.MysqlEndpoint;
import dev.otter.engine.relay.SharedLog;
import dev.otter.model.position.TransactionId;
import dev.otter.model.table.TableRoute;
import java.util.Optional;
import java.util.Set;

/**
 * The log to read.
 *
 * @param endpoint the server and the account
 * @param serverId the replica id to show; no other replica of the server may use it
 * @param gtids whether transactions are named and found by MySQL GTIDs
 * @param where for messages: channel and pipeline
 * @param identity of the server whose log it is, see {@link ServerIdentity}; another one that
 *     answers at the same address is not read. Empty takes any
 * @param printed the tables in scope, when transactions are to have fingerprints
 * @param known without {@code gtids}: transactions that are named by their GTID all the same
 * @param names how names in statements are to be taken
 * @param shared the way to a reader that others use too
 */
public record LogSource(
        MysqlEndpoint endpoint,
        long serverId,
        boolean gtids,
        String where,
        Optional<String> identity,
        Optional<TableRoute> printed,
        Set<TransactionId> known,
        StatementNames names,
        SharedLog shared) {

    /** Any server, no fingerprints, a connection of its own. */
    public LogSource(MysqlEndpoint endpoint, long serverId, boolean gtids, String where) {
        this(
                endpoint,
                serverId,
                gtids,
                where,
                Optional.empty(),
                Optional.empty(),
                Set.of(),
                StatementNames.TYPED,
                SharedLog.NONE);
    }
}
