package dev.otter.bench.copy;

/**
 * What a copy took.
 *
 * @param rows copied rows
 * @param seconds on the wall
 * @param sourceSeconds processor time of the source server
 * @param targetSeconds processor time of the target server
 * @param peakMegabytes greatest resident memory of Otter's process; 0 for others
 * @param others cores kept busy by anything but the servers, the contender included
 */
public record CopyResult(
        long rows,
        double seconds,
        double sourceSeconds,
        double targetSeconds,
        double peakMegabytes,
        double others) {

    public double rowsPerSecond() {
        return rows / seconds;
    }
}
