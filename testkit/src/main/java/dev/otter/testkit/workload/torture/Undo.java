package dev.otter.testkit.workload.torture;

import java.util.ArrayList;
import java.util.List;

/** What must be done, last first, to take a transaction's effects back. Not thread-safe. */
final class Undo {

    private final List<Runnable> steps = new ArrayList<>();

    void note(Runnable step) {
        steps.add(step);
    }

    int mark() {
        return steps.size();
    }

    void backTo(int mark) {
        while (steps.size() > mark) {
            steps.removeLast().run();
        }
    }

    void forget() {
        steps.clear();
    }
}
