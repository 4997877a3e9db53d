package dev.otter.engine.transform.processor;

import dev.otter.engine.change.SourceTable;
import dev.otter.engine.transform.processor.ProcessorHost.Answer;
import dev.otter.model.error.OtterException;
import dev.otter.model.extend.RowProcessor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Images for one processor. {@link #run} belongs to the processor's thread, {@link #await} to the
 * reading one; answers are handed over under the task's lock.
 */
final class ProcessorTask {
    private final RowProcessor processor;
    private final Named named;
    private final SourceTable table;
    private final List<ProcessorImage> images;
    private final int from;
    private final List<Answer> answers = new ArrayList<>();

    /** Nobody waits any more. */
    private volatile boolean left;

    /** What is called, in words: its kind and the name of the user's class. */
    record Named(ExtensionKind kind, String className) {
        @Override
        public String toString() {
            return kind.noun() + " " + className;
        }
    }

    /**
     * @param from the first image that has no answer yet
     */
    ProcessorTask(
            RowProcessor processor,
            Named named,
            SourceTable table,
            List<ProcessorImage> images,
            int from) {
        this.processor = processor;
        this.named = named;
        this.table = table;
        this.images = images;
        this.from = from;
    }

    /** Calls the processor until all images have an answer, or nobody waits any more. */
    void run() {
        for (int i = from; i < images.size(); i++) {
            Answer answer = answer(images.get(i));
            synchronized (this) {
                answers.add(answer);
                notifyAll();
            }
            if (left) {
                return;
            }
        }
    }

    /** Nothing that a processor throws passes this place, not even a full heap. */
    private Answer answer(ProcessorImage image) {
        try {
            return processor.process(image) ? new Answer.Kept() : new Answer.Dropped();
        } catch (OutOfMemoryError _) {
            image.changed().clear();
            return failed("it used up the memory of the process");
        } catch (StackOverflowError _) {
            return failed("its calls are nested too deeply");
        } catch (Throwable e) {
            return failed(describe(e));
        }
    }

    /** The class and the place; a message may hold values of the row. */
    private static String describe(Throwable e) {
        StackTraceElement[] trace = e.getStackTrace();
        return e.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
    }

    private Answer failed(String why) {
        return new Answer.Failed(
                new OtterException(
                        named.kind().failed(),
                        "%s failed: %s".formatted(named, why),
                        "source table " + table.name(),
                        "Mend the class or the row, then start again."));
    }

    /**
     * Waits as long as each image has its answer in time.
     *
     * @return the first image without an answer; their number when all have one
     */
    synchronized int await(Duration perImage) {
        int seen = answers.size();
        long deadline = System.nanoTime() + perImage.toNanos();
        boolean interrupted = false;
        while (from + answers.size() < images.size()) {
            if (answers.size() > seen) {
                seen = answers.size();
                deadline = System.nanoTime() + perImage.toNanos();
            }
            long time = deadline - System.nanoTime();
            if (time <= 0) {
                left = true;
                break;
            }
            try {
                wait(Math.max(1, time / 1_000_000));
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return from + answers.size();
    }

    /** The answers so far; the first is that of the first image of this task. */
    synchronized List<Answer> answers() {
        return List.copyOf(answers);
    }
}
