package dev.otter.bench.host;

import java.util.ArrayList;
import java.util.List;

/** Measures the time of some processes between two moments. For one thread. */
public final class Meter {
    private final List<Long> pids;
    private final List<Double> before = new ArrayList<>();
    private final double machineBefore;
    private final long begun;

    /** Begins now. */
    public Meter(List<Long> pids) {
        this.pids = List.copyOf(pids);
        machineBefore = ProcessFigures.machineSeconds();
        pids.forEach(pid -> before.add(ProcessFigures.processorSeconds(pid)));
        begun = System.nanoTime();
    }

    /**
     * What was used since the beginning.
     *
     * @param seconds on the wall
     * @param used processor seconds of each process, in the order given
     * @param others cores that anything else on the machine kept busy, this process included
     */
    public record Reading(double seconds, List<Double> used, double others) {}

    /** Reads the meter; may be read again. */
    public Reading read() {
        double seconds = (System.nanoTime() - begun) / 1e9;
        List<Double> used = new ArrayList<>();
        double sum = 0;
        for (int i = 0; i < pids.size(); i++) {
            double one = ProcessFigures.processorSeconds(pids.get(i)) - before.get(i);
            used.add(one);
            sum += one;
        }
        double machine = ProcessFigures.machineSeconds() - machineBefore;
        return new Reading(seconds, used, Math.max(0, machine - sum) / seconds);
    }
}
