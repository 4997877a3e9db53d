package dev.otter.transport.control.client;

import dev.otter.transport.control.message.Answer;
import dev.otter.transport.control.message.NodeEvent;
import dev.otter.transport.control.message.NodeStatus;
import dev.otter.transport.control.message.OperationReport;
import dev.otter.transport.control.wire.OperationWire;
import dev.otter.transport.control.wire.ToWire;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Optional;
import otter.wire.control.v1.NodeMessage;
import otter.wire.control.v1.WireEvent;

/**
 * What waits to be sent, beside statistics: bounded, whatever happens to the connection. The newest
 * status replaces the one before; of too many events the oldest are dropped, and their number is
 * told. Thread-safe; never blocks.
 */
final class Outbox {
    private static final int MOST_EVENTS = 1_000;
    private static final int MOST_ANSWERS = 100;
    private static final int MOST_OPERATIONS = 100;

    private final InstantSource clock;
    private final ArrayDeque<NodeMessage> ofThisStream = new ArrayDeque<>();
    private final ArrayDeque<WireEvent> events = new ArrayDeque<>();
    private Optional<Answer> configurationAnswer = Optional.empty();
    private Optional<NodeStatus> status = Optional.empty();
    private final LinkedHashMap<Long, OperationReport> operations = new LinkedHashMap<>();
    private long droppedEvents;
    private Runnable wake = () -> {};

    Outbox(InstantSource clock) {
        this.clock = clock;
    }

    /** A new stream begins: answers to what was asked on an older one are dropped. */
    void attach(Runnable newWake) {
        synchronized (this) {
            ofThisStream.clear();
            wake = newWake;
        }
    }

    void status(NodeStatus newest) {
        synchronized (this) {
            status = Optional.of(newest);
        }
        wake();
    }

    /** Of each operation the newest report waits; one too many is left to be told again. */
    void operation(OperationReport newest) {
        synchronized (this) {
            if (operations.size() < MOST_OPERATIONS || operations.containsKey(newest.id())) {
                operations.put(newest.id(), newest);
            }
        }
        wake();
    }

    void event(NodeEvent event) {
        synchronized (this) {
            if (events.size() >= MOST_EVENTS) {
                events.removeFirst();
                droppedEvents++;
            }
            events.addLast(ToWire.event(event)); // its texts are cut, so that all have a bound
        }
        wake();
    }

    void configurationAnswer(Answer answer) {
        synchronized (this) {
            configurationAnswer = Optional.of(answer);
        }
        wake();
    }

    /** Goes with the present stream or not at all. */
    void onThisStream(NodeMessage message) {
        synchronized (this) {
            if (ofThisStream.size() < MOST_ANSWERS) {
                ofThisStream.addLast(message);
            }
        }
        wake();
    }

    void wake() {
        Runnable current;
        synchronized (this) {
            current = wake;
        }
        current.run();
    }

    synchronized Optional<NodeMessage> next() {
        if (!ofThisStream.isEmpty()) {
            return Optional.of(ofThisStream.removeFirst());
        }
        NodeMessage.Builder message = NodeMessage.newBuilder();
        if (configurationAnswer.isPresent()) {
            message.setConfigurationAnswer(ToWire.answer(configurationAnswer.get()));
            configurationAnswer = Optional.empty();
        } else if (status.isPresent()) {
            message.setStatus(ToWire.status(status.get()));
            status = Optional.empty();
        } else if (!operations.isEmpty()) {
            message.setOperation(OperationWire.report(operations.pollFirstEntry().getValue()));
        } else if (droppedEvents > 0) {
            message.setEvent(ToWire.event(dropped()));
            droppedEvents = 0;
        } else if (!events.isEmpty()) {
            message.setEvent(events.removeFirst());
        } else {
            return Optional.empty();
        }
        return Optional.of(message.build());
    }

    private NodeEvent dropped() {
        return new NodeEvent(
                clock.instant(), "", "", droppedEvents + " events were dropped while unconnected");
    }
}
