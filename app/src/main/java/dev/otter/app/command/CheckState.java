package dev.otter.app.command;

import dev.otter.engine.verify.online.SweepMemory;
import dev.otter.engine.verify.online.Tally;
import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.model.table.TableName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * How far a comparison is, in a JSON file that is replaced as a whole once a second at most. Holds
 * values of keys, so it is as private as the data. Safe for all threads.
 */
final class CheckState {
    private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int VERSION = 1;

    private final Path file;
    private final JsonMapper json = new JsonMapper();
    private final ObjectNode all;
    private long written = System.nanoTime() - PERIOD_NANOS;

    private CheckState(Path file) {
        this.file = file;
        this.all = read();
    }

    /**
     * Reads the file; one that is not there yet is an empty one.
     *
     * @throws OtterException CHECK_STATE_UNUSABLE when it cannot be read or is another file
     */
    static CheckState open(Path file) {
        return new CheckState(file);
    }

    private ObjectNode read() {
        try {
            if (json.readTree(Files.readString(file)) instanceof ObjectNode object
                    && object.path("version").asInt(0) == VERSION) {
                return object;
            }
            throw unusable("it is not the state of a comparison", null);
        } catch (NoSuchFileException _) {
            return json.createObjectNode().put("version", VERSION);
        } catch (JacksonException e) {
            throw unusable("it is damaged", e);
        } catch (IOException e) {
            throw unusable("it cannot be read: " + e.getMessage(), e);
        }
    }

    private OtterException unusable(String what, Exception cause) {
        return new OtterException(
                ErrorCode.CHECK_STATE_UNUSABLE,
                what,
                file.toString(),
                "Name another file, or delete it to compare from the beginning.",
                cause);
    }

    /** The part of one pipeline. */
    SweepMemory of(String pipeline) {
        return new SweepMemory() {
            @Override
            public Optional<Kept> of(TableName target) {
                return find(pipeline, target);
            }

            @Override
            public void keep(TableName target, Kept kept) {
                put(pipeline, target, kept);
            }
        };
    }

    private synchronized Optional<SweepMemory.Kept> find(String pipeline, TableName target) {
        JsonNode table = all.path("pipelines").path(pipeline).path(target.toString());
        if (table.isMissingNode()) {
            return Optional.empty();
        }
        if (!table.hasNonNull("point")) {
            throw unusable("it does not say how far table " + target + " is", null);
        }
        return Optional.of(
                new SweepMemory.Kept(
                        table.get("point").asString(),
                        new Tally(
                                table.path("sourceRows").asLong(0),
                                table.path("targetRows").asLong(0),
                                table.path("equal").asLong(0),
                                table.path("differences").asLong(0),
                                table.path("undecided").asLong(0))));
    }

    private synchronized void put(String pipeline, TableName target, SweepMemory.Kept kept) {
        all.withObjectProperty("pipelines")
                .withObjectProperty(pipeline)
                .withObjectProperty(target.toString())
                .put("point", kept.point())
                .put("sourceRows", kept.tally().sourceRows())
                .put("targetRows", kept.tally().targetRows())
                .put("equal", kept.tally().equal())
                .put("differences", kept.tally().differences())
                .put("undecided", kept.tally().undecided());
        if (kept.done() || System.nanoTime() - written >= PERIOD_NANOS) {
            write();
        }
    }

    /** Writes what is kept now. */
    synchronized void write() {
        try {
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(fresh, json.writerWithDefaultPrettyPrinter().writeValueAsString(all));
            Files.move(
                    fresh,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            written = System.nanoTime();
        } catch (IOException e) {
            throw unusable("it cannot be written: " + e.getMessage(), e);
        }
    }

    /** All is compared: there is nothing to go on from. */
    synchronized void delete() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw unusable("it cannot be deleted: " + e.getMessage(), e);
        }
    }
}
