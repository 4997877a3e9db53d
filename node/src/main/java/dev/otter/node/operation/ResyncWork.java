package dev.otter.node.operation;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.engine.resync.ResyncDesk;
import dev.otter.engine.verify.Connections;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import dev.otter.node.operation.OperationDoor.Outcome;
import dev.otter.transport.control.message.Operation;

/** Asks for rows to be sent again, on the source. */
final class ResyncWork {
    private ResyncWork() {}

    static Outcome run(Operation.Resync resync, Site site) {
        TableName table = Scope.table(resync.table());
        if (site.pipeline().tables().target(table).isEmpty()) {
            throw new OtterException(
                    ErrorCode.TABLE_MISSING,
                    table + " is not in the pipeline's scope",
                    site.place(),
                    "Correct the name; case counts.");
        }
        if (!site.pipeline().options().resync()) {
            throw new OtterException(
                    ErrorCode.RESYNC_NOT_ASKED,
                    "the pipeline does not follow requests",
                    site.place(),
                    "Set 'resync: true' in its options.");
        }
        Endpoint source = Scope.readNow(site, false);
        long rows = Connections.with(source, connection -> ask(resync, source, connection, table));
        return Outcome.of("asked for " + rows + " rows of " + table + " on " + source);
    }

    private static long ask(
            Operation.Resync resync, Endpoint source, MysqlConnection connection, TableName table) {
        ResyncDesk desk = new ResyncDesk(connection, "source " + source);
        desk.open();
        if (!resync.where().isBlank()) {
            return desk.askWhere(table, resync.where());
        }
        desk.ask(table, resync.keys(), resync.divider());
        return resync.keys().size();
    }
}
