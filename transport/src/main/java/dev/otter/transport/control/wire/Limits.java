package dev.otter.transport.control.wire;

/** Bounds of the control stream; the same on both sides. */
public final class Limits {
    /** Version of the protocol; nodes and managers of different ones refuse each other. */
    public static final int PROTOCOL = 1;

    /** No message is longer. */
    public static final int MESSAGE_BYTES = 4 * 1024 * 1024;

    /** A configuration travels in parts of this size. */
    public static final int PART_BYTES = 512 * 1024;

    /** Texts are cut here. */
    public static final int TEXT_CHARS = 500;

    /** A status with more tells of its first pipelines only. */
    public static final int STATUS_BYTES = 3 * 1024 * 1024;

    private Limits() {}

    /** The beginning of a text that is too long. */
    public static String cut(String text) {
        return text.length() <= TEXT_CHARS ? text : text.substring(0, TEXT_CHARS - 1) + "…";
    }
}
