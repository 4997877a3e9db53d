package dev.otter.transport.identity;

/**
 * A node's number, as the console gives it and {@code conf/nid} holds it.
 *
 * @param number positive
 */
public record NodeId(long number) {
    public NodeId {
        if (number <= 0) {
            throw new IllegalArgumentException(
                    "a node's number is positive, " + number + " is not");
        }
    }

    @Override
    public String toString() {
        return Long.toString(number);
    }
}
