package dev.otter.transport.control.server;

import dev.otter.model.error.ErrorCode;
import dev.otter.transport.control.message.Fault;
import dev.otter.transport.identity.NodeId;

/** What peers are told that may not stay, each with what to do. */
final class Refusals {
    private Refusals() {}

    static Fault unknown(NodeId node) {
        return Fault.of(
                ErrorCode.NODE_UNKNOWN,
                "The manager knows no node " + node,
                "Add the node in the console and write the number that it gets to conf/nid.");
    }

    static Fault deleted(NodeId node) {
        return Fault.of(
                ErrorCode.NODE_DELETED,
                "Node " + node + " was deleted on the manager",
                "Stop this process; or add a node in the console, write its number to conf/nid,"
                        + " and start this process again.");
    }

    static Fault elsewhere(NodeId node, ConnectedNode other) {
        return Fault.of(
                ErrorCode.NODE_CONNECTED_ELSEWHERE,
                "Node "
                        + node
                        + " is connected from "
                        + other.address()
                        + " (host "
                        + other.description().host()
                        + ") since "
                        + other.since(),
                "Stop one of the two processes, or give one another number in conf/nid.");
    }

    static Fault certificate(String what) {
        return Fault.of(
                ErrorCode.NODE_CERTIFICATE_REFUSED,
                what,
                "The node asks for a new certificate by itself; approve it in the console under"
                        + " Nodes, or with: otter node approve <nid>.");
    }

    static Fault protocol(int theirs, int ours) {
        return Fault.of(
                ErrorCode.CONTROL_PROTOCOL,
                "The node speaks version " + theirs + " of the protocol, the manager " + ours,
                "Run node and manager of the same version.");
    }

    static Fault broken(String what) {
        return Fault.of(ErrorCode.CONTROL_PROTOCOL, what, "Run node and manager of one version.");
    }
}
