package dev.otter.manager.catalog;

import dev.otter.document.json.ConfigJson;
import dev.otter.manager.store.Database;
import dev.otter.model.config.Named;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;

/**
 * Everything that is configured. For any thread. Changes happen one after the other, also when
 * several managers share the database: each begins by counting up the revision of the whole
 * configuration, whose row is its lock.
 */
public final class Catalog {
    private final Database database;
    private final ConfigJson json;
    private final InstantSource clock;
    private final ChangeGuard guard;
    private final Runnable changed;

    public Catalog(Database database, ConfigJson json, InstantSource clock, ChangeGuard guard) {
        this(database, json, clock, guard, () -> {});
    }

    /**
     * @param changed called after each change, by the thread that made it; must not block
     */
    public Catalog(
            Database database,
            ConfigJson json,
            InstantSource clock,
            ChangeGuard guard,
            Runnable changed) {
        this.changed = changed;
        this.database = database;
        this.json = json;
        this.clock = clock;
        this.guard = guard;
    }

    /**
     * Changes things; all changes of one call happen together or not at all.
     *
     * @param author who asked for it
     * @throws OtterException when a rule refuses, from inside {@code changes}
     */
    public <T> T change(String author, Function<CatalogTransaction, T> changes) {
        T result = database.inTransaction(handle -> changes.apply(begin(handle, author)));
        changed.run();
        return result;
    }

    private CatalogTransaction begin(Handle handle, String author) {
        handle.execute("UPDATE configuration SET revision = revision + 1 WHERE id = 1");
        CatalogTransaction.Stamp stamp =
                new CatalogTransaction.Stamp(revision(handle), clock.instant(), author);
        return new CatalogTransaction(handle, json, stamp, guard);
    }

    /** Number of the last change to the configuration. */
    public long revision() {
        return database.read(Catalog::revision);
    }

    private static long revision(Handle handle) {
        return handle.createQuery("SELECT revision FROM configuration WHERE id = 1")
                .mapTo(Long.class)
                .one();
    }

    /** A part of the list of a kind. */
    public Page<Thing> list(Kind kind, ListQuery query) {
        return database.read(handle -> new ThingTable(handle, json, kind).page(query));
    }

    /** All of a kind by id. */
    public List<Thing> all(Kind kind) {
        return database.read(handle -> new ThingTable(handle, json, kind).all());
    }

    /**
     * All of a kind by id, without reading again what is known.
     *
     * @param known by id; taken as they are when their versions are the present ones
     */
    public List<Thing> all(Kind kind, Map<Long, Thing> known) {
        return database.read(handle -> new ThingTable(handle, json, kind).all(known));
    }

    /** The thing with this id. */
    public Optional<Thing> find(Kind kind, long id) {
        return database.read(handle -> new ThingTable(handle, json, kind).byId(id));
    }

    /** The thing of this name, whatever its case. */
    public Optional<Thing> find(Kind kind, String name) {
        return database.read(handle -> new ThingTable(handle, json, kind).byName(name));
    }

    /**
     * The thing with this id.
     *
     * @throws OtterException when there is none
     */
    public Thing get(Kind kind, long id) {
        return find(kind, id).orElseThrow(() -> missing(kind, id));
    }

    /** The configuration of the only thing of its kind, or of a name that is known to exist. */
    public <T extends Named> Optional<T> config(Kind kind, String name, Class<T> type) {
        return find(kind, name).map(thing -> thing.as(type));
    }

    /** The numbers of all pipelines that are or were, by number. */
    public List<NumberedPipeline> pipelines() {
        return database.read(handle -> new PipelineTable(handle).all());
    }

    /** The numbers of the pipelines that a channel has or had. */
    public List<NumberedPipeline> pipelines(long channel) {
        return database.read(handle -> new PipelineTable(handle).of(channel));
    }

    /** All versions of a thing, the newest first; also after it was deleted. */
    public List<Change> history(Kind kind, long id) {
        List<Change> changes = database.read(handle -> new HistoryTable(handle, json).of(kind, id));
        if (changes.isEmpty()) {
            throw missing(kind, id);
        }
        return changes;
    }

    /** Whether there was such a thing once, and is no more. */
    public boolean deleted(Kind kind, long id) {
        return find(kind, id).isEmpty()
                && !database.read(handle -> new HistoryTable(handle, json).of(kind, id)).isEmpty();
    }

    /** Changes of everything, the newest first. */
    public Page<Change> latest(int page, int size) {
        ListQuery bounds = new ListQuery("", ListQuery.Sort.ID, true, page, size);
        return database.read(
                handle -> new HistoryTable(handle, json).latest(bounds.page(), bounds.size()));
    }

    static OtterException missing(Kind kind, long id) {
        return new OtterException(
                ErrorCode.NOT_FOUND,
                "there is no " + kind.title() + " with the id " + id,
                "",
                "Look it up in the list; it may have been deleted.");
    }
}
