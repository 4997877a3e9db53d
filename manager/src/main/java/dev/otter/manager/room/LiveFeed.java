package dev.otter.manager.room;

import dev.otter.cluster.loop.WakeLoop;
import dev.otter.manager.live.LiveEvents;
import dev.otter.manager.live.LiveNode;
import dev.otter.manager.live.LivePipeline;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks once a second how everything is, while somebody watches, and tells watchers what has
 * changed. Thread-safe.
 */
final class LiveFeed implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LiveFeed.class);
    private static final Duration PACE = Duration.ofSeconds(1);

    /** How everything is at one moment. */
    record Picture(long revision, List<LivePipeline> pipelines, List<LiveNode> nodes) {}

    private final Supplier<Picture> look;
    private final List<Watcher> watchers = new CopyOnWriteArrayList<>();
    private final Map<Long, LivePipeline> pipelines = new HashMap<>();
    private final Map<Long, LiveNode> nodes = new HashMap<>();
    private final WakeLoop loop;
    private long revision = -1;

    LiveFeed(Supplier<Picture> look) {
        this.look = look;
        this.loop = new WakeLoop("live-feed", new Looking());
        loop.start();
    }

    /** Begins to watch: at first everything. */
    synchronized LiveEvents watch() {
        Picture picture = look.get();
        Watcher watcher = new Watcher(watchers::remove);
        watcher.offer(picture.pipelines(), picture.nodes(), false, picture.revision());
        watchers.add(watcher);
        return watcher;
    }

    private synchronized void tick() {
        Picture picture = look.get();
        List<LivePipeline> moved =
                picture.pipelines().stream()
                        .filter(view -> !view.equals(pipelines.get(view.number())))
                        .toList();
        List<LiveNode> stirred =
                picture.nodes().stream()
                        .filter(view -> !view.equals(nodes.get(view.nid())))
                        .toList();
        boolean changed = revision >= 0 && picture.revision() != revision;
        if (changed) {
            pipelines.clear();
            nodes.clear();
        }
        revision = picture.revision();
        picture.pipelines().forEach(view -> pipelines.put(view.number(), view));
        picture.nodes().forEach(view -> nodes.put(view.nid(), view));
        watchers.forEach(watcher -> watcher.offer(moved, stirred, changed, picture.revision()));
    }

    /** Ends the streams of all who watch. */
    @Override
    public void close() {
        loop.close();
        watchers.forEach(Watcher::close);
    }

    private final class Looking implements WakeLoop.Step {
        @Override
        public Duration run() {
            if (!watchers.isEmpty()) {
                tick();
            }
            return PACE;
        }

        @Override
        public void troubled(String reason) {
            LOG.debug("Nothing is told to those who watch: {}", reason);
        }
    }
}
