package dev.otter.transport.control.server;

import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.transport.control.message.Fault;
import dev.otter.transport.control.message.NodeDescription;
import dev.otter.transport.control.server.waiting.RateLimit;
import dev.otter.transport.control.server.waiting.WaitingRequest;
import dev.otter.transport.control.server.waiting.WaitingRoom;
import dev.otter.transport.identity.CertificateAuthority;
import dev.otter.transport.identity.KeyFingerprint;
import dev.otter.transport.identity.NodeId;
import dev.otter.transport.identity.SigningRequest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides who gets a certificate. Thread-safe.
 *
 * <p>A certificate is issued only for a key that is approved for the node; a key becomes approved
 * by an operator, or by a secret as long as the node has no approved key. So a stranger who knows a
 * node's number can do no more than take one of a few places in the waiting room, and an approved
 * node is never replaced without an operator.
 */
final class Enrolment {
    private static final Logger LOG = LoggerFactory.getLogger(Enrolment.class);

    /**
     * What a stranger says.
     *
     * @param node the number that it claims
     * @param signingRequest PKCS#10, DER
     * @param secret what the operator gave it, if anything
     * @param description of itself
     * @param address where it comes from
     */
    record Request(
            NodeId node,
            byte[] signingRequest,
            Optional<String> secret,
            NodeDescription description,
            String address) {

        @Override
        public String toString() {
            return "enrolment of node " + node + " from " + address;
        }
    }

    /** What it is told. */
    sealed interface Outcome {
        record Issued(X509Certificate certificate) implements Outcome {}

        record Waits(KeyFingerprint key) implements Outcome {}

        record Refused(Fault fault) implements Outcome {}
    }

    private final CertificateAuthority authority;
    private final NodeRegistry registry;
    private final InstantSource clock;
    private final WaitingRoom room;
    private final RateLimit asking;
    private final RateLimit arriving;

    Enrolment(CertificateAuthority authority, NodeRegistry registry, InstantSource clock) {
        this.authority = authority;
        this.registry = registry;
        this.clock = clock;
        this.room = new WaitingRoom(clock);
        // Many nodes may sit behind one address; each asks again every few seconds.
        this.asking = new RateLimit(300, Duration.ofMillis(20), clock);
        this.arriving = new RateLimit(30, Duration.ofSeconds(1), clock);
    }

    Outcome decide(Request request) {
        if (!asking.allows(request.address())) {
            return tooOften();
        }
        try {
            KeyFingerprint key = SigningRequest.parse(request.signingRequest()).fingerprint();
            return switch (registry.standing(request.node())) {
                case NodeStanding.Unknown() ->
                        new Outcome.Refused(Refusals.unknown(request.node()));
                case NodeStanding.Deleted() ->
                        new Outcome.Refused(Refusals.deleted(request.node()));
                case NodeStanding.Registered(Optional<KeyFingerprint> approved) ->
                        approved.isPresent() && approved.get().equals(key)
                                ? issue(request, "its key is approved")
                                : stranger(request, key, approved);
            };
        } catch (OtterException e) {
            return new Outcome.Refused(Fault.of(e));
        } catch (RuntimeException e) {
            LOG.error("The {} cannot be decided", request, e);
            return new Outcome.Refused(Fault.unforeseen(e));
        }
    }

    private Outcome stranger(
            Request request, KeyFingerprint key, Optional<KeyFingerprint> approved) {
        boolean known = room.holds(request.node(), key);
        if (!known && !arriving.allows(request.address())) {
            return tooOften();
        }
        // A wrong secret costs a place in the same limits, so guessing is slow.
        if (approved.isEmpty() && request.secret().isPresent() && secretIsRight(request, known)) {
            registry.approve(request.node(), key);
            room.remove(request.node(), key);
            return issue(request, "its secret is right");
        }
        Instant now = clock.instant();
        boolean placed =
                room.admit(
                        new WaitingRequest(
                                request.node(),
                                key,
                                request.description(),
                                request.address(),
                                approved.isPresent(),
                                new WaitingRequest.Seen(now, now)));
        if (!placed) {
            return new Outcome.Refused(
                    Fault.of(
                            ErrorCode.ENROLMENT_REFUSED,
                            "Too many requests wait for approval at the manager",
                            "Approve or reject those that wait, in the console under Nodes."));
        }
        if (!known) {
            LOG.warn(
                    "Somebody at {} says to be node {} and waits for approval; key {}{}",
                    request.address(),
                    request.node(),
                    key.brief(),
                    approved.isPresent() ? "; approval would replace the approved key" : "");
        }
        return new Outcome.Waits(key);
    }

    /** Who waits already is asked for its secret no more often than a newcomer. */
    private boolean secretIsRight(Request request, boolean known) {
        return (!known || arriving.allows(request.address()))
                && registry.admits(request.node(), request.secret().orElseThrow());
    }

    private Outcome issue(Request request, String why) {
        LOG.info("Node {} at {} gets a certificate: {}", request.node(), request.address(), why);
        return new Outcome.Issued(
                authority.issue(request.node(), SigningRequest.parse(request.signingRequest())));
    }

    private static Outcome tooOften() {
        return new Outcome.Refused(
                Fault.of(
                        ErrorCode.ENROLMENT_REFUSED,
                        "Too many enrolments come from this address",
                        "Nothing to do: the node tries again by itself."));
    }

    List<WaitingRequest> waiting() {
        return room.all();
    }

    void approve(NodeId node, KeyFingerprint key) {
        if (!room.holds(node, key)) {
            throw new OtterException(
                    ErrorCode.NODE_UNKNOWN,
                    "No node " + node + " with the key " + key.brief() + " waits for approval",
                    "",
                    "Look at the list of waiting nodes; the node must be running.");
        }
        registry.approve(node, key);
        room.remove(node, key);
    }

    void approve(NodeId node) {
        List<WaitingRequest> candidates = room.of(node);
        if (candidates.size() > 1) {
            throw new OtterException(
                    ErrorCode.NODE_NOT_APPROVED,
                    candidates.size() + " machines wait for approval as node " + node,
                    "",
                    "Compare the fingerprints with the nodes' logs and name the right one.");
        }
        if (candidates.isEmpty()) {
            throw new OtterException(
                    ErrorCode.NODE_UNKNOWN,
                    "No node " + node + " waits for approval",
                    "",
                    "Start the node and look at its log.");
        }
        approve(node, candidates.getFirst().key());
    }

    void reject(NodeId node, KeyFingerprint key) {
        room.remove(node, key);
    }
}
