package dev.otter.engine.files;

import dev.otter.engine.change.SourceTable;
import dev.otter.engine.files.copy.FileJob;
import dev.otter.engine.files.copy.FileLane;
import dev.otter.engine.files.resolve.RowFiles;
import dev.otter.engine.files.resolve.RowResolver;
import dev.otter.engine.files.store.FilePath;
import dev.otter.model.error.OtterException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What the rows of one delivery want of files: each file once, whatever the last of its rows says
 * of it. One thread.
 */
final class FileWork {
    private final int limit;
    private final Map<Place, Wish> wishes = new LinkedHashMap<>();
    private final NavigableMap<RowPlace, OtterException> refusals = new TreeMap<>();
    private long bytes;

    private record Place(FileLane lane, FilePath path) {}

    /** What is to become of a file. */
    private static final class Wish {
        private final SourceTable table;
        private final List<RowPlace> rows = new ArrayList<>();
        private boolean gone;

        Wish(SourceTable table) {
            this.table = table;
        }
    }

    /** A file that is to be there, and the rows that have it. */
    record Job(FileJob job, List<RowPlace> rows) {}

    /**
     * @param limit files at most
     */
    FileWork(int limit) {
        this.limit = limit;
    }

    void add(FileLane lane, SourceTable table, RowPlace place, RowFiles files) {
        if (files.refusal().isPresent()) {
            refusals.put(place, files.refusal().get());
            return;
        }
        if (wishes.size() + files.wanted().size() + files.gone().size() > limit) {
            refusals.put(
                    place,
                    RowResolver.tooMany(table, limit + " files of all rows of a transaction"));
            return;
        }
        files.gone().forEach(path -> wish(lane, path, table, place, true));
        files.wanted().forEach(path -> wish(lane, path, table, place, false));
    }

    private void wish(FileLane lane, FilePath path, SourceTable table, RowPlace row, boolean gone) {
        Place place = new Place(lane, path);
        Wish wish = wishes.get(place);
        if (wish == null) {
            wish = new Wish(table);
            wishes.put(place, wish);
            bytes += 200 + 2L * path.text().length();
        }
        wish.rows.add(row);
        wish.gone = gone;
    }

    /**
     * Jobs for the files that are to be there.
     *
     * @param committedMillis when the rows were committed
     */
    List<Job> jobs(long committedMillis) {
        List<Job> jobs = new ArrayList<>();
        wishes.forEach((place, wish) -> {
            if (!wish.gone) {
                jobs.add(
                        new Job(
                                new FileJob(
                                        place.lane(),
                                        place.path(),
                                        wish.table.name(),
                                        committedMillis),
                                wish.rows));
            }
        });
        return jobs;
    }

    /** Begins the jobs, in their order. */
    void begin(List<Job> jobs) {
        int at = 0;
        for (Map.Entry<Place, Wish> wish : wishes.entrySet()) {
            if (!wish.getValue().gone) {
                wish.getKey().lane().begin(jobs.get(at++).job());
            }
        }
    }

    /** Tells which files have to stay. */
    void keep(Removals removals) {
        wishes.forEach((place, wish) -> {
            if (!wish.gone) {
                removals.keep(place.lane(), place.path());
            }
        });
    }

    /** The files that are to go. */
    List<Removal> removals() {
        List<Removal> removals = new ArrayList<>();
        wishes.forEach((place, wish) -> {
            if (wish.gone) {
                removals.add(new Removal(place.lane(), place.path(), wish.rows));
            }
        });
        return removals;
    }

    /** Rows whose files cannot be told. */
    NavigableMap<RowPlace, OtterException> refusals() {
        return refusals;
    }

    /** Approximate size in memory. */
    long bytes() {
        return bytes;
    }
}
