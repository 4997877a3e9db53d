package dev.otter.bench.contender;

import dev.otter.bench.host.Meter;

/**
 * What replaying a stretch took.
 *
 * @param rows changed rows
 * @param seconds on the wall
 * @param targetSeconds processor time of the target server
 * @param ownSeconds processor time of the contender's own process; 0 when it has none
 * @param peakMegabytes greatest resident memory of that process; 0 when it has none
 * @param others cores kept busy by anything but source, target and contender
 */
public record Result(
        long rows,
        double seconds,
        double targetSeconds,
        double ownSeconds,
        double peakMegabytes,
        double others) {

    static Result of(long rows, Meter.Reading reading, double ownSeconds, double peakMegabytes) {
        return new Result(
                rows,
                reading.seconds(),
                reading.used().get(1),
                ownSeconds,
                peakMegabytes,
                reading.others());
    }

    public double rowsPerSecond() {
        return rows / seconds;
    }

    public double targetMicrosPerRow() {
        return targetSeconds * 1e6 / rows;
    }

    public double ownMicrosPerRow() {
        return ownSeconds * 1e6 / rows;
    }
}
