package dev.otter.app.rollout;

import java.util.List;

/**
 * What has to be done to bring a manager in line with a file, in that order.
 *
 * @param steps for each thing of the file, also those with nothing to do
 */
public record Plan(List<Step> steps) {
    public Plan {
        steps = List.copyOf(steps);
    }

    /** Those with something to do. */
    public List<Step> changes() {
        return steps.stream().filter(Step::changes).toList();
    }

    /** How many things are as they are wanted. */
    public int unchanged() {
        return steps.size() - changes().size();
    }
}
