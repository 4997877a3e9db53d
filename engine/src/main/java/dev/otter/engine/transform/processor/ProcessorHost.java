package dev.otter.engine.transform.processor;

import dev.otter.engine.change.SourceTable;
import dev.otter.model.config.mapping.RowRules;
import dev.otter.model.error.OtterException;
import dev.otter.model.extend.RowProcessor;
import java.nio.file.Path;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls the row processors of one pipeline on a thread of their own, with a deadline for each
 * image. A processor that does not answer in time is left alone on its thread, which cannot be
 * killed; a new thread and a new object of its class take their places, because no object is called
 * by two threads. After a few of them processors are not called any more.
 *
 * <p>One thread, the reading one, apart from the threads that it starts; to be closed.
 */
public final class ProcessorHost implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessorHost.class);

    private final String name;
    private final ExtensionKind kind;
    private final ProcessorLimits limits;
    private final ProcessorJars jars;
    private ProcessorThread thread;
    private int stuck;

    /** What is called for a processor that was made here. */
    private final IdentityHashMap<RowProcessor, Made> called = new IdentityHashMap<>();

    /** The object in use of a class, and where the next one comes from. */
    private record Made(String className, Supplier<RowProcessor> another, RowProcessor current) {
        Made anew() {
            return new Made(className, another, another.get());
        }
    }

    /**
     * @param name of the pipeline, for the threads
     * @param folder the jars; empty when there are none
     */
    public ProcessorHost(String name, Optional<Path> folder, ProcessorLimits limits) {
        this(name, folder, limits, ExtensionKind.PROCESSOR);
    }

    /** The same for classes of another kind. */
    public ProcessorHost(
            String name, Optional<Path> folder, ProcessorLimits limits, ExtensionKind kind) {
        this.name = name;
        this.kind = kind;
        this.limits = limits;
        this.jars = new ProcessorJars(folder, kind);
    }

    /** Sizes and times. */
    public ProcessorLimits limits() {
        return limits;
    }

    /**
     * A processor for one source table.
     *
     * @param processor the name of its class, or its source
     * @throws OtterException of the kind's code when it cannot be loaded
     */
    public RowProcessor make(String processor) {
        return make(RowRules.className(processor), () -> jars.make(processor, RowProcessor.class));
    }

    /**
     * The same around an object of the user's class.
     *
     * @param className of that class
     * @param another a new one around a new object, see {@link #load}; called here once
     */
    public RowProcessor make(String className, Supplier<RowProcessor> another) {
        RowProcessor made = another.get();
        called.put(made, new Made(className, another, made));
        return made;
    }

    /**
     * A new object of a class in the jars.
     *
     * @throws OtterException of the kind's code when it cannot be loaded
     */
    public <T> T load(String className, Class<T> type) {
        return jars.make(className, type);
    }

    /** What became of an image. */
    public sealed interface Answer {
        /** It is kept, perhaps with other values. */
        record Kept() implements Answer {}

        /** It is dropped. */
        record Dropped() implements Answer {}

        /** The processor failed at it. */
        record Failed(OtterException error) implements Answer {}
    }

    /**
     * Has the processor look at images, one after the other; one answer for each. After one that
     * came too late another object of its class goes on, when it was made by {@link #make}.
     */
    public Answer[] process(
            RowProcessor processor, SourceTable table, List<ProcessorImage> images) {
        Answer[] answers = new Answer[images.size()];
        int done = 0;
        while (done < answers.length) {
            if (stuck >= limits.stuckMax()) {
                answers[done++] = new Answer.Failed(givenUp(named(processor), table));
                continue;
            }
            done = run(processor, table, images, done, answers);
        }
        return answers;
    }

    private int run(
            RowProcessor processor,
            SourceTable table,
            List<ProcessorImage> images,
            int from,
            Answer[] answers) {
        if (thread == null) {
            thread = new ProcessorThread(name + "-" + kind.thread());
        }
        Made made = called.get(processor);
        RowProcessor current = made == null ? processor : made.current();
        ProcessorTask.Named named = named(processor);
        ProcessorTask task = new ProcessorTask(current, named, table, images, from);
        thread.give(task);
        int done = task.await(limits.perCall());
        List<Answer> given = task.answers();
        for (int i = from; i < done; i++) {
            answers[i] = given.get(i - from);
        }
        if (done == images.size()) {
            return done;
        }
        stuck++;
        thread.end();
        thread = null;
        if (made != null) {
            called.put(processor, made.anew());
        }
        answers[done] = new Answer.Failed(late(named, table));
        LOG.error(
                "{}: {} does not come back from a row of {}; its thread is left alone",
                name,
                named,
                table.name());
        return done + 1;
    }

    private ProcessorTask.Named named(RowProcessor processor) {
        Made made = called.get(processor);
        return new ProcessorTask.Named(
                kind, made == null ? processor.getClass().getName() : made.className());
    }

    private OtterException late(ProcessorTask.Named named, SourceTable table) {
        return new OtterException(
                kind.late(),
                "%s took longer than %d ms".formatted(named, limits.perCall().toMillis()),
                "source table " + table.name(),
                "Mend the class. Its thread cannot be ended and may use processor time until"
                        + " the process is started again.");
    }

    private OtterException givenUp(ProcessorTask.Named named, SourceTable table) {
        return new OtterException(
                kind.late(),
                "%s is not called any more after %d calls that did not come back"
                        .formatted(named, stuck),
                "source table " + table.name(),
                "Mend the class and start the process again.");
    }

    /** Whether a thread had to be left alone. */
    public boolean stuck() {
        return stuck > 0;
    }

    @Override
    public void close() {
        if (thread != null) {
            thread.end();
            thread = null;
        }
        if (stuck == 0) {
            jars.close();
        }
    }
}
