package dev.otter.engine.verify.online;

import dev.otter.model.channel.Endpoint;
import java.util.List;

/**
 * Reads rows by their keys on the source and then on the target, and compares them. What is not the
 * same proves nothing: the rows may be of different moments. Keeps a connection to each side. For
 * one thread.
 */
public final class KeyLooks implements AutoCloseable {
    private final Side source;
    private final Side target;
    private final Throttle throttle;

    /**
     * @param config whose limits are kept
     * @param pause how it waits; once it says that it is to end, a look ends with {@link
     *     java.util.concurrent.CancellationException}
     */
    public KeyLooks(Endpoint source, Endpoint target, OnlineConfig config, Pause pause) {
        this.source = new Side(source, List.of(), pause);
        this.target = new Side(target, List.of(), pause);
        this.throttle = new Throttle(config, this.source, new OnlineProgress(), pause);
    }

    /**
     * What a look gave.
     *
     * @param equal rows that were the same on both sides
     * @param unlike keys whose rows were not, or were on one side only
     */
    public record Look(long equal, List<RowKey> unlike) {}

    /**
     * Looks at some rows, and then waits as the limits want it.
     *
     * @throws dev.otter.model.error.OtterException when a server cannot be reached, or refuses
     */
    public Look look(KeyedPair pair, List<RowKey> keys) throws InterruptedException {
        KeySweep.Looked looked =
                KeySweep.Looked.at(source, target, pair.sources(), pair.onTarget(), keys);
        throttle.await(keys.size());
        return new Look(looked.equal(), looked.unlike());
    }

    @Override
    public void close() {
        source.close();
        target.close();
    }
}
