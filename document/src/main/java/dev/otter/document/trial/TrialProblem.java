package dev.otter.document.trial;

import dev.otter.model.config.Check;
import java.util.Optional;

/**
 * Something that does not work.
 *
 * @param place what of the entry it is about
 * @param column which column, where the place has several
 * @param code such as {@code OTR-3503}
 * @param what what it is
 * @param remedy what to do
 */
public record TrialProblem(
        TrialPlace place, Optional<String> column, String code, String what, String remedy) {
    public TrialProblem {
        column = Check.absent(column);
    }
}
