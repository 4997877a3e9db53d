package dev.otter.cluster.ensemble;

/**
 * How much of the tree is shown at once.
 *
 * @param children names at most
 * @param listable no names are read of a path with more children than this, for the answer could be
 *     too large for the connection
 * @param dataBytes bytes of data at most; what is longer is cut
 */
public record BrowserLimits(int children, int listable, int dataBytes) {
    /** What the console uses. */
    public static final BrowserLimits USUAL = new BrowserLimits(1_000, 10_000, 64 * 1024);
}
