package dev.otter.bench;

/** Percentiles of measured values. */
final class Percentile {
    private Percentile() {}

    /**
     * The value below which a share of all lies, between two neighbours by straight line.
     *
     * @param sorted in rising order, at least one
     * @param share 0 to 1
     */
    static double of(double[] sorted, double share) {
        double at = share * (sorted.length - 1);
        int below = (int) Math.floor(at);
        int above = Math.min(sorted.length - 1, below + 1);
        return sorted[below] + (sorted[above] - sorted[below]) * (at - below);
    }
}
