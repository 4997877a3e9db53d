package dev.otter.engine.pipeline;

import dev.otter.binlog.gtid.GtidSet;
import dev.otter.binlog.gtid.GtidSource;
import dev.otter.binlog.stream.BinlogFiles;
import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.engine.load.checkpoint.Recovered;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.position.Checkpoint;
import dev.otter.model.position.LogPosition;
import dev.otter.model.position.TransactionId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a run names the source's transactions, decided by the checkpoint and not by what the source
 * does today: docs/adr/0026-the-checkpoint-decides-how-transactions-are-named.md.
 *
 * @param gtids by their GTIDs; otherwise by the position of their end
 * @param recovered what earlier runs left, without GTIDs that lie before the mark
 * @param known GTIDs above the mark that an earlier run has applied; these transactions keep their
 *     name so that they are known again
 */
record Naming(boolean gtids, Recovered recovered, Set<TransactionId> known) {

    /** Whether a run from this checkpoint goes by GTIDs on a source that may have them. */
    static boolean byGtids(Checkpoint mark, boolean sourceHasThem) {
        return sourceHasThem && !mark.gtids().isEmpty();
    }

    /** Of a pipeline that begins anew. */
    static Naming begin(Recovered recovered, boolean gtids) {
        return new Naming(gtids, recovered, Set.of());
    }

    /**
     * Of a pipeline that goes on.
     *
     * @param from a connection to the source, whose log the mark is about
     * @param recovered with a mark
     * @param gtids as {@link #byGtids} says
     */
    static Naming goOn(
            MysqlConnection from,
            Endpoint endpoint,
            long serverId,
            Recovered recovered,
            boolean gtids) {
        boolean mixed =
                recovered.durable().values().stream()
                        .flatMap(List::stream)
                        .anyMatch(TransactionId.Gtid.class::isInstance);
        if (gtids || !mixed) {
            return new Naming(gtids, recovered, Set.of());
        }
        Checkpoint mark = recovered.mark().orElseThrow();
        GtidSet before =
                mark.gtids().isEmpty()
                        ? before(from, endpoint, serverId, mark.position())
                        : GtidSet.parse(mark.gtids());
        Map<Integer, List<TransactionId>> durable = new HashMap<>();
        Set<TransactionId> known = new HashSet<>();
        recovered
                .durable()
                .forEach((slot, ids) -> {
                    List<TransactionId> above =
                            ids.stream().filter(id -> !passed(id, before)).toList();
                    above.stream().filter(TransactionId.Gtid.class::isInstance).forEach(known::add);
                    durable.put(slot, above);
                });
        Recovered without =
                new Recovered(
                        recovered.epoch(),
                        recovered.lastGroup(),
                        recovered.mark(),
                        recovered.slots(),
                        durable);
        return new Naming(false, without, Set.copyOf(known));
    }

    private static boolean passed(TransactionId id, GtidSet before) {
        return id instanceof TransactionId.Gtid gtid
                && before.contains(new GtidSource(gtid.source(), gtid.tag()), gtid.number());
    }

    /** The GTIDs that stand in the log before the mark; a file that is gone fails later, coded. */
    private static GtidSet before(
            MysqlConnection from, Endpoint endpoint, long serverId, LogPosition mark) {
        boolean kept =
                new BinlogFiles(from)
                        .list().stream().anyMatch(file -> file.name().equals(mark.file()));
        return kept
                ? GtidSet.parse(
                        new StartPoints(endpoint, from, serverId, true, "").before(mark).gtids())
                : GtidSet.empty();
    }
}
