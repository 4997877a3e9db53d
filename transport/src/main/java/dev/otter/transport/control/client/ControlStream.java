package dev.otter.transport.control.client;

import dev.otter.model.error.OtterException;
import dev.otter.transport.control.message.Answer;
import dev.otter.transport.control.message.Command;
import dev.otter.transport.control.message.Fault;
import dev.otter.transport.control.wire.FromWire;
import dev.otter.transport.control.wire.OutboundPump;
import dev.otter.transport.control.wire.ToWire;
import dev.otter.transport.identity.NodeIdentity;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import otter.wire.control.v1.ManagerMessage;
import otter.wire.control.v1.NodeMessage;
import otter.wire.control.v1.WireCommand;
import otter.wire.control.v1.WireHello;

/**
 * One stream to a manager, from the hello to its end. What arrives is handled by one thread of the
 * wire at a time and never blocks; what leaves goes through the pump.
 */
final class ControlStream implements ClientResponseObserver<NodeMessage, ManagerMessage> {
    private static final Logger LOG = LoggerFactory.getLogger(ControlStream.class);

    private final NodeIdentity identity;
    private final StatisticsStore statistics;
    private final Outbox outbox;
    private final Deliveries deliveries;
    private final ConfigurationAssembly assembly = new ConfigurationAssembly();
    private final CompletableFuture<Void> welcomed = new CompletableFuture<>();
    private final CompletableFuture<Fault> over = new CompletableFuture<>();
    private volatile Optional<WireHello> hello;
    private volatile Optional<StatisticsFeed> feed = Optional.empty();
    private volatile ClientCallStreamObserver<NodeMessage> call;
    private volatile OutboundPump<NodeMessage> pump;

    ControlStream(NodeSide node, Outbox outbox, Deliveries deliveries, WireHello hello) {
        this.identity = node.identity();
        this.statistics = node.statistics();
        this.outbox = outbox;
        this.deliveries = deliveries;
        this.hello = Optional.of(hello);
    }

    /** Done when the manager has let the node in. */
    CompletableFuture<Void> welcomed() {
        return welcomed;
    }

    /** Done, with the reason, when the stream is over; never fails. */
    CompletableFuture<Fault> over() {
        return over;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<NodeMessage> starting) {
        call = starting;
        pump = new OutboundPump<>(starting, this::next);
        starting.setOnReadyHandler(pump::signal);
        outbox.attach(pump::signal);
    }

    /** Begins to send; to be called when the call was started, for before that it has no stream. */
    void begin() {
        pump.start("control-send");
    }

    private Optional<NodeMessage> next() {
        if (hello.isPresent()) {
            NodeMessage first = NodeMessage.newBuilder().setHello(hello.get()).build();
            hello = Optional.empty();
            return Optional.of(first);
        }
        if (feed.isEmpty()) {
            return Optional.empty();
        }
        return outbox.next().or(feed.get()::next);
    }

    @Override
    public void onNext(ManagerMessage message) {
        try {
            handle(message);
        } catch (OtterException e) {
            end(Fault.of(e));
        } catch (RuntimeException e) {
            LOG.error("A message of the manager cannot be handled", e);
            end(Fault.unforeseen(e));
        }
    }

    private void handle(ManagerMessage message) {
        switch (message.getBodyCase()) {
            case WELCOME -> {
                feed =
                        Optional.of(
                                new StatisticsFeed(
                                        statistics, message.getWelcome().getStatisticsSequence()));
                welcomed.complete(null);
                if (identity.renewalDue()) {
                    renew();
                }
                pump.signal();
            }
            case REFUSED -> end(FromWire.fault(message.getRefused()));
            case CONFIGURATION ->
                    assembly.take(message.getConfiguration()).ifPresent(deliveries::configuration);
            case COMMAND -> obey(message.getCommand());
            case STATISTICS_RECEIPT -> {
                long sequence = message.getStatisticsReceipt().getSequence();
                feed.ifPresent(f -> f.receipt(sequence));
                pump.signal();
            }
            case CERTIFICATE -> {
                identity.accept(message.getCertificate().toByteArray());
                LOG.info("The node's certificate is renewed");
            }
            case BODY_NOT_SET -> LOG.debug("The manager says something new; left unread");
        }
    }

    private void obey(WireCommand wire) {
        try {
            Command command = FromWire.command(wire);
            if (command instanceof Command.RenewCertificate) {
                renew();
                answer(Answer.done(wire.getNumber()));
            } else {
                deliveries.command(wire.getNumber(), command);
            }
        } catch (OtterException e) {
            answer(new Answer(wire.getNumber(), Optional.of(Fault.of(e))));
        }
    }

    private void answer(Answer answer) {
        outbox.onThisStream(
                NodeMessage.newBuilder().setCommandAnswer(ToWire.answer(answer)).build());
    }

    /** Asks for a new certificate for the same key. */
    void renew() {
        outbox.onThisStream(
                NodeMessage.newBuilder()
                        .setRenewal(ToWire.bytes(identity.signingRequest()))
                        .build());
    }

    /** Ends it from this side. */
    void close() {
        end(Diagnosis.unreachable("The node has ended the connection"));
    }

    private void end(Fault why) {
        over.complete(why);
        pump.abandon();
        call.cancel("over", null);
    }

    @Override
    public void onError(Throwable error) {
        pump.abandon();
        over.complete(Diagnosis.of(error));
    }

    @Override
    public void onCompleted() {
        pump.abandon();
        over.complete(Diagnosis.unreachable("The manager ended the connection"));
    }
}
