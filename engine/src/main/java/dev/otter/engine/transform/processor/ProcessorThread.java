package dev.otter.engine.transform.processor;

import java.util.concurrent.SynchronousQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread on which processors are called; it never keeps the process alive. */
final class ProcessorThread {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessorThread.class);

    private final SynchronousQueue<ProcessorTask> tasks = new SynchronousQueue<>();
    private final Thread thread;
    private volatile boolean ended;

    ProcessorThread(String name) {
        thread = Thread.ofPlatform().daemon().name(name).start(this::live);
    }

    /** A processor may interrupt its own thread; that is nothing to us. */
    private void live() {
        while (!ended) {
            try {
                tasks.take().run();
            } catch (InterruptedException _) {
                LOG.debug("{} was interrupted, ended: {}", thread.getName(), ended);
            }
        }
    }

    /** Hands a task over; the thread must have ended the one before. */
    void give(ProcessorTask task) {
        boolean interrupted = false;
        while (true) {
            try {
                tasks.put(task);
                break;
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Asks it to end; one that a processor holds is left alone. */
    void end() {
        ended = true;
        thread.interrupt();
    }
}
