package dev.otter.document.trial;

import dev.otter.model.config.Check;
import java.util.List;

/**
 * What came of a trial.
 *
 * @param source the source's table
 * @param target its name on the target
 * @param view what the entry makes of the columns, in words; empty when there is a problem with it
 * @param in the row that was tried
 * @param sent whether the target gets the row
 * @param out the row that the target gets; empty when it gets none
 * @param problems what does not work; those with the target's table do not keep the row from being
 *     tried
 */
public record TrialAnswer(
        String source,
        String target,
        List<String> view,
        List<TrialValue> in,
        boolean sent,
        List<TrialValue> out,
        List<TrialProblem> problems) {
    public TrialAnswer {
        view = Check.list("view", view);
        in = Check.list("in", in);
        out = Check.list("out", out);
        problems = Check.list("problems", problems);
    }
}
