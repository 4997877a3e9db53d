package dev.otter.manager.catalog;

import dev.otter.document.json.ConfigJson;
import dev.otter.model.config.Check;
import dev.otter.model.config.Named;
import dev.otter.model.config.channel.ChannelConfig;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import tools.jackson.databind.JsonNode;

/**
 * Changes that happen together. Valid only inside {@link Catalog#change}, for its thread. Every
 * method refuses by throwing an {@link OtterException}, which undoes the whole transaction.
 */
public final class CatalogTransaction {

    /**
     * What all changes of a transaction have in common.
     *
     * @param revision number of the change to the whole configuration
     * @param at when
     * @param author who asked for it
     */
    record Stamp(long revision, Instant at, String author) {}

    private final Handle handle;
    private final ConfigJson json;
    private final Stamp stamp;
    private final ChangeGuard guard;
    private final Rules rules;

    CatalogTransaction(Handle handle, ConfigJson json, Stamp stamp, ChangeGuard guard) {
        this.handle = handle;
        this.json = json;
        this.stamp = stamp;
        this.guard = guard;
        this.rules = new Rules(handle, json);
    }

    /** The connection, for what is kept beside the configuration. */
    public Handle handle() {
        return handle;
    }

    /** The thing of this name, whatever its case. */
    public Optional<Thing> find(Kind kind, String name) {
        return table(kind).byName(name);
    }

    /** The thing with this id. */
    public Thing get(Kind kind, long id) {
        return table(kind).byId(id).orElseThrow(() -> Catalog.missing(kind, id));
    }

    /** Makes something new. */
    public Thing create(Named config) {
        Kind kind = Kind.of(config);
        ThingTable table = table(kind);
        checkNameFree(table, config.name());
        Thing thing = new Thing(kind, table.nextId(), 1, stamp.at(), stamp.author(), config);
        rules.check(thing);
        table.insert(thing);
        follow(thing);
        record(thing, Change.Action.CREATE, Optional.empty(), Optional.of(config));
        return thing;
    }

    /**
     * Gives something a new configuration.
     *
     * @param version the version that the author has seen
     */
    public Thing replace(Kind kind, long id, long version, Named config) {
        return replace(seen(kind, id, version), config, Change.Action.REPLACE);
    }

    /**
     * Gives something the configuration back that it had in an earlier version.
     *
     * @param version the version that the author has seen
     * @param earlier the version whose configuration is wanted
     */
    public Thing rollBack(Kind kind, long id, long version, long earlier) {
        Thing thing = seen(kind, id, version);
        JsonNode document =
                new HistoryTable(handle, json)
                        .version(kind, id, earlier)
                        .flatMap(Change::after)
                        .orElseThrow(() ->
                                new OtterException(
                                        ErrorCode.NOT_FOUND,
                                        "there is no version " + earlier + " to go back to",
                                        place(thing),
                                        "Choose a version of its history."));
        return replace(thing, json.read(document, kind.type()), Change.Action.ROLLBACK);
    }

    /**
     * Removes something that nothing uses.
     *
     * @param version the version that the author has seen
     */
    public void delete(Kind kind, long id, long version) {
        Thing thing = seen(kind, id, version);
        guard.deleting(thing);
        rules.checkUnused(thing, "deleted");
        table(kind).delete(id);
        new ReferenceTable(handle).delete(thing);
        rules.checkAdminLeft(kind);
        Thing gone = new Thing(kind, id, version + 1, stamp.at(), stamp.author(), thing.config());
        record(gone, Change.Action.DELETE, Optional.of(thing.config()), Optional.empty());
    }

    private Thing replace(Thing before, Named config, Change.Action action) {
        ThingTable table = table(before.kind());
        if (!Check.key(before.name()).equals(Check.key(config.name()))) {
            rules.checkRename(before);
            checkNameFree(table, config.name());
        }
        guard.replacing(before, config);
        Thing after =
                new Thing(
                        before.kind(),
                        before.id(),
                        before.version() + 1,
                        stamp.at(),
                        stamp.author(),
                        config);
        rules.check(after);
        table.update(after);
        follow(after);
        rules.checkAdminLeft(before.kind());
        record(after, action, Optional.of(before.config()), Optional.of(config));
        return after;
    }

    /** Brings in line what is kept beside the document. */
    private void follow(Thing thing) {
        new ReferenceTable(handle).replace(thing, Reference.of(thing.config()));
        if (thing.config() instanceof ChannelConfig channel) {
            new PipelineTable(handle).number(thing.id(), channel);
        }
    }

    private Thing seen(Kind kind, long id, long version) {
        Thing thing = get(kind, id);
        if (thing.version() != version) {
            throw new OtterException(
                    ErrorCode.CHANGED_MEANWHILE,
                    "version %d was seen, but %s has made it version %d"
                            .formatted(version, thing.changedBy(), thing.version()),
                    place(thing),
                    "Read it again, and repeat the change on what it is now.");
        }
        return thing;
    }

    private static void checkNameFree(ThingTable table, String name) {
        table.byName(name)
                .ifPresent(other -> {
                    throw new OtterException(
                            ErrorCode.NAME_TAKEN,
                            "the name '%s' is taken".formatted(name),
                            place(other) + ", id " + other.id(),
                            "Choose another name; case does not count.");
                });
    }

    private void record(
            Thing thing, Change.Action action, Optional<Named> before, Optional<Named> after) {
        new HistoryTable(handle, json)
                .add(
                        new Change(
                                stamp.revision(),
                                thing.kind(),
                                thing.id(),
                                thing.name(),
                                thing.version(),
                                action,
                                stamp.at(),
                                stamp.author(),
                                before.map(json::tree),
                                after.map(json::tree)));
    }

    private ThingTable table(Kind kind) {
        return new ThingTable(handle, json, kind);
    }

    static String place(Thing thing) {
        return thing.kind().title() + " '" + thing.name() + "'";
    }
}
