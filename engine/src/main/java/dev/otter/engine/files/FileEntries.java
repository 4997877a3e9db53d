package dev.otter.engine.files;

import dev.otter.engine.files.copy.BusyPaths;
import dev.otter.engine.files.copy.CopyDesk;
import dev.otter.engine.files.copy.FileLane;
import dev.otter.engine.files.resolve.RowResolver;
import dev.otter.engine.run.StatusBoard;
import dev.otter.engine.run.StopSignal;
import dev.otter.engine.transform.processor.ExtensionKind;
import dev.otter.engine.transform.processor.ProcessorHost;
import dev.otter.engine.transform.processor.ProcessorLimits;
import dev.otter.model.config.mapping.FileRules;
import dev.otter.model.config.mapping.MappingConfig;
import dev.otter.model.config.mapping.TableViews;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The entries of a pipeline that have files, opened: folders, threads that copy, resolvers. {@link
 * #find} belongs to the reading thread, the rest may be called from any; to be closed.
 */
public final class FileEntries implements AutoCloseable {
    private static final int KNOWN_MAX = 20_000;

    private final TableViews views;
    private final StopSignal stop = new StopSignal();
    private final ProcessorHost host;
    private final CopyDesk desk;
    private final Map<FileRules, Entry> entries = new HashMap<>();
    private final Map<TableName, Optional<Entry>> known = new HashMap<>();
    private volatile Runnable moved = () -> {};
    private volatile Consumer<Throwable> broken = _ -> {};

    /** One entry: how its files travel, and which they are. */
    record Entry(FileLane lane, RowResolver resolver) {}

    private FileEntries(
            String pipeline, TableViews views, StatusBoard board, long clockAheadMillis) {
        this.views = views;
        this.host =
                new ProcessorHost(
                        pipeline,
                        views.extensions(),
                        ProcessorLimits.usual(),
                        ExtensionKind.RESOLVER);
        this.desk =
                new CopyDesk(
                        pipeline,
                        stop,
                        board,
                        new BusyPaths(),
                        clockAheadMillis,
                        () -> moved.run(),
                        error -> broken.accept(error));
    }

    /**
     * Opens the folders and loads the resolvers of all entries.
     *
     * @param pipeline its full name
     * @param clockAheadMillis how far the source's clock is ahead of ours
     * @throws OtterException FILE_ROOT_UNUSABLE or FILE_RESOLVER_UNUSABLE
     */
    public static FileEntries open(
            String pipeline,
            TableViews views,
            FileLimits limits,
            StatusBoard board,
            long clockAheadMillis) {
        FileEntries opened = new FileEntries(pipeline, views, board, clockAheadMillis);
        try {
            for (MappingConfig mapping : views.mappings()) {
                mapping.files().ifPresent(rules -> opened.add(rules, limits));
            }
            return opened;
        } catch (OtterException e) {
            opened.close();
            throw e.within("pipeline " + pipeline);
        }
    }

    private void add(FileRules rules, FileLimits limits) {
        if (entries.containsKey(rules)) {
            return;
        }
        RowResolver resolver = new RowResolver(rules, host, limits.perRow());
        entries.put(rules, new Entry(FileLane.open(rules, limits.stores(), desk), resolver));
    }

    /** Who is told that a copy has ended, and of an error of our own. */
    void listen(Runnable onMoved, Consumer<Throwable> onBroken) {
        moved = onMoved;
        broken = onBroken;
    }

    /** The entry of a source table, if it has files. */
    Optional<Entry> find(TableName source) {
        Optional<Entry> entry = known.get(source);
        if (entry == null) {
            if (known.size() >= KNOWN_MAX) {
                known.clear();
            }
            entry = views.files(source).map(entries::get);
            known.put(source, entry);
        }
        return entry;
    }

    long clockAheadMillis() {
        return desk.clockAheadMillis();
    }

    /** Breaks off all copies. */
    void stop() {
        stop.raise();
    }

    /** Waits; gives whether they were broken off. */
    boolean paused(Duration time) throws InterruptedException {
        return stop.pause(time);
    }

    boolean stopped() {
        return stop.raised();
    }

    @Override
    public void close() {
        stop.raise();
        entries.values().forEach(entry -> entry.lane().close());
        host.close();
    }
}
