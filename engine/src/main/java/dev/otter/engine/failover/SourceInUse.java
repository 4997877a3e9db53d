package dev.otter.engine.failover;

import dev.otter.binlog.wire.MysqlConnection;
import dev.otter.binlog.wire.ServerErrorException;
import dev.otter.engine.select.ServerIdentity;
import dev.otter.model.channel.Endpoint;
import dev.otter.model.channel.Failover;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which of a source's servers a pipeline reads now, by what its target keeps: for those who compare
 * source and target from outside of the pipeline. Immutable.
 */
public final class SourceInUse {
    private static final Set<Integer> HIDDEN = Set.of(1044, 1142, 1143);

    private final String pipeline;
    private final Endpoint endpoint;
    private final Optional<String> identity;

    private SourceInUse(String pipeline, Endpoint endpoint, Optional<String> identity) {
        this.pipeline = pipeline;
        this.endpoint = endpoint;
        this.identity = identity;
    }

    /**
     * Asks the target.
     *
     * @param pipeline full name of the pipeline
     * @param configured the source as it is configured; it stands where the target keeps nothing
     * @param target a connection to the target
     */
    public static SourceInUse of(String pipeline, Endpoint configured, MysqlConnection target) {
        Optional<ReadSource> known = known(pipeline, target);
        Endpoint endpoint =
                known.filter(it -> it.configured().equals(configured.server().toString()))
                        .flatMap(it -> standby(configured, it.address()))
                        .orElse(configured);
        return new SourceInUse(pipeline, endpoint, known.map(ReadSource::identity));
    }

    /** An account that may compare tables need not see the bookkeeping. */
    private static Optional<ReadSource> known(String pipeline, MysqlConnection target) {
        try {
            return new SourceLedger(pipeline).read(target);
        } catch (ServerErrorException e) {
            if (HIDDEN.contains(e.errorNumber())) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static Optional<Endpoint> standby(Endpoint configured, String address) {
        return configured.failover().map(Failover::standbys).orElse(List.of()).stream()
                .filter(server -> server.toString().equals(address))
                .findFirst()
                .map(configured::at);
    }

    /** That server. */
    public Endpoint endpoint() {
        return endpoint;
    }

    /**
     * Refuses to take another server for it. The target's checkpoint means nothing in its log, and
     * it may lack what the target has.
     *
     * @param source a connection to {@link #endpoint}
     * @throws OtterException SOURCE_REPLACED
     */
    public void require(MysqlConnection source) {
        String found = ServerIdentity.of(source);
        if (identity.isPresent() && !found.equals(identity.get())) {
            throw new OtterException(
                    ErrorCode.SOURCE_REPLACED,
                    "at "
                            + endpoint.server()
                            + " answers server "
                            + found
                            + ", but what the target has comes from server "
                            + identity.get(),
                    "pipeline " + pipeline + ", source " + endpoint,
                    "Name the server that the pipeline reads, as the endpoint or among its"
                            + " standbys, or run the pipeline so that it finds its place in this"
                            + " one's log; then compare again.");
        }
    }
}
