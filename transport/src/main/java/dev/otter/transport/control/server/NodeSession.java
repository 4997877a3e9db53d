package dev.otter.transport.control.server;

import dev.otter.transport.control.message.Answer;
import dev.otter.transport.control.message.Command;
import dev.otter.transport.control.message.Fault;
import dev.otter.transport.control.message.StatisticsBatch;
import dev.otter.transport.control.wire.FromWire;
import dev.otter.transport.control.wire.OperationWire;
import dev.otter.transport.control.wire.OutboundPump;
import dev.otter.transport.control.wire.ToWire;
import dev.otter.transport.identity.Certificates;
import dev.otter.transport.identity.NodeId;
import dev.otter.transport.identity.SigningRequest;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import otter.wire.control.v1.ManagerMessage;
import otter.wire.control.v1.NodeMessage;
import otter.wire.control.v1.WireReceipt;
import otter.wire.control.v1.WireWelcome;

/**
 * One node from its hello to the end of its stream. {@link #receive} is called by one thread at a
 * time; everything else by any thread.
 *
 * <pre>
 *   ENTERING ── registry and number are checked ──► OPEN ── stream over, refused, replaced ──► ENDED
 *       └──────────────── refused ───────────────────────────────────────────────────────────────┘
 * </pre>
 */
final class NodeSession {
    private static final Logger LOG = LoggerFactory.getLogger(NodeSession.class);
    private static final int MOST_UNSENT = 1_000;

    private enum State {
        ENTERING,
        OPEN,
        ENDED
    }

    private final ConnectedNode connected;
    private final Greeting greeting;
    private final ManagerSide manager;
    private final Sessions sessions;
    private final SessionTools tools;
    private final OutboundPump<ManagerMessage> pump;
    private final ConfigurationPush configuration = new ConfigurationPush();
    private final CommandDesk commands;
    private final ReentrantLock life = new ReentrantLock();
    private volatile State state = State.ENTERING;
    private final AtomicInteger refreshes = new AtomicInteger();
    private final AtomicBoolean overflown = new AtomicBoolean();
    private final ArrayDeque<ManagerMessage> unsent = new ArrayDeque<>();
    private long statistics;

    NodeSession(
            ConnectedNode connected,
            Greeting greeting,
            ManagerSide manager,
            Sessions sessions,
            SessionTools tools) {
        this.connected = connected;
        this.greeting = greeting;
        this.manager = manager;
        this.sessions = sessions;
        this.tools = tools;
        this.pump = tools.pump(this::next);
        this.commands =
                new CommandDesk(
                        connected.node(), connected.since(), tools.config().commandDeadline());
    }

    NodeId node() {
        return connected.node();
    }

    long process() {
        return greeting.process();
    }

    ConnectedNode connected() {
        return connected;
    }

    /** Takes the number, then looks whether it may: so a revocation in between is not missed. */
    void enter() {
        pump.start("control-send-" + node());
        Optional<Fault> refusal = sessions.enter(this).or(this::standing);
        if (refusal.isPresent()) {
            refuse(refusal.get());
            return;
        }
        statistics = manager.reports().lastStatistics(node(), greeting.store());
        configuration.has(greeting.configurationVersion(), greeting.configurationDigest());
        if (!open()) {
            return;
        }
        LOG.info("Node {} is connected from {}", node(), connected.address());
        send(
                ManagerMessage.newBuilder()
                        .setWelcome(WireWelcome.newBuilder().setStatisticsSequence(statistics))
                        .build());
        if (greeting.configurationVersion() > 0) {
            // The answer itself may have been lost with an earlier connection.
            manager.reports()
                    .configurationAnswered(node(), Answer.done(greeting.configurationVersion()));
        }
        refresh();
    }

    private boolean open() {
        life.lock();
        try {
            if (state != State.ENTERING) {
                return false;
            }
            manager.reports().connected(connected);
            state = State.OPEN;
            return true;
        } finally {
            life.unlock();
        }
    }

    private Optional<Fault> standing() {
        return switch (manager.registry().standing(node())) {
            case NodeStanding.Unknown() -> Optional.of(Refusals.unknown(node()));
            case NodeStanding.Deleted() -> Optional.of(Refusals.deleted(node()));
            case NodeStanding.Registered(var approved) ->
                    approved.isPresent() && approved.get().equals(greeting.key())
                            ? Optional.empty()
                            : Optional.of(
                                    Refusals.certificate(
                                            approved.isPresent()
                                                    ? "Another key was approved for this node"
                                                    : "This node's approval was withdrawn"));
        };
    }

    /** Looks again whether the node may be connected. */
    void recheck() {
        standing().ifPresent(this::refuse);
    }

    /** One message of the node after its hello. */
    void receive(NodeMessage message) {
        if (state != State.OPEN) {
            return;
        }
        ReportSink reports = manager.reports();
        switch (message.getBodyCase()) {
            case STATUS -> reports.status(node(), FromWire.status(message.getStatus()));
            case OPERATION ->
                    reports.operation(node(), OperationWire.report(message.getOperation()));
            case EVENT -> reports.event(node(), FromWire.event(message.getEvent()));
            case STATISTICS -> take(FromWire.statistics(greeting.store(), message.getStatistics()));
            case CONFIGURATION_ANSWER ->
                    reports.configurationAnswered(
                            node(), FromWire.answer(message.getConfigurationAnswer()));
            case COMMAND_ANSWER -> commands.answered(FromWire.answer(message.getCommandAnswer()));
            case RENEWAL -> renew(message.getRenewal().toByteArray());
            case HELLO -> refuse(Refusals.broken("The node said hello twice"));
            case BODY_NOT_SET -> LOG.debug("Node {} says something new; left unread", node());
        }
    }

    private void take(StatisticsBatch batch) {
        if (batch.sequence() > statistics) {
            manager.reports().statistics(node(), batch);
            statistics = batch.sequence();
        }
        send(
                ManagerMessage.newBuilder()
                        .setStatisticsReceipt(WireReceipt.newBuilder().setSequence(statistics))
                        .build());
    }

    private void renew(byte[] der) {
        SigningRequest request = SigningRequest.parse(der);
        Optional<Fault> refusal =
                request.fingerprint().equals(greeting.key())
                        ? standing()
                        : Optional.of(Refusals.certificate("A renewal is for the same key only"));
        if (refusal.isPresent()) {
            refuse(refusal.get());
            return;
        }
        LOG.info("Node {} renews its certificate", node());
        byte[] certificate = Certificates.encoded(tools.authority().issue(node(), request));
        send(ManagerMessage.newBuilder().setCertificate(ToWire.bytes(certificate)).build());
    }

    CompletableFuture<Answer> command(Command command) {
        CommandDesk.Ticket ticket = commands.open();
        send(
                ManagerMessage.newBuilder()
                        .setCommand(ToWire.command(ticket.number(), command))
                        .build());
        if (state == State.ENDED) {
            commands.closed();
        }
        return ticket.answer();
    }

    /** Asks for the newest configuration and sends it if the node has another one. */
    void refresh() {
        if (refreshes.getAndIncrement() == 0) {
            tools.workers().execute(this::refreshUntilQuiet);
        }
    }

    private void refreshUntilQuiet() {
        int seen;
        do {
            seen = refreshes.get();
            if (state == State.OPEN) {
                try {
                    manager.configurations().newest(node()).ifPresent(configuration::offer);
                    pump.signal();
                } catch (RuntimeException e) {
                    LOG.error("The configuration of node {} cannot be had", node(), e);
                    refuse(Fault.unforeseen(e));
                }
            }
        } while (refreshes.addAndGet(-seen) > 0);
    }

    private void send(ManagerMessage message) {
        synchronized (unsent) {
            if (unsent.size() >= MOST_UNSENT) {
                overflown.set(true);
            } else {
                unsent.addLast(message);
            }
        }
        if (overflown.get()) {
            refuse(Refusals.broken("The node does not take what it is sent"));
        }
        pump.signal();
    }

    private Optional<ManagerMessage> next() {
        synchronized (unsent) {
            if (!unsent.isEmpty()) {
                return Optional.of(unsent.removeFirst());
            }
        }
        return configuration.nextPart();
    }

    /** Room for more was made. */
    void ready() {
        pump.signal();
    }

    /** Tells the node why, then ends. */
    void refuse(Fault fault) {
        if (leave()) {
            LOG.warn("Node {} at {} is refused: {}", node(), connected.address(), fault.text());
            pump.finish(
                    Optional.of(
                            ManagerMessage.newBuilder().setRefused(ToWire.fault(fault)).build()));
        }
    }

    /** Ends without a word: the node has gone, comes again, or the manager stops. */
    void end() {
        if (leave()) {
            pump.finish(Optional.empty());
        }
    }

    /** The stream has broken. */
    void gone() {
        if (leave()) {
            LOG.info("Node {} at {} is gone", node(), connected.address());
        }
        pump.abandon();
    }

    private boolean leave() {
        life.lock();
        try {
            State before = state;
            state = State.ENDED;
            if (before == State.OPEN) {
                manager.reports().disconnected(node());
            }
            return before != State.ENDED;
        } finally {
            life.unlock();
            commands.closed();
            sessions.leave(this);
        }
    }
}
