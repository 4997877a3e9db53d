package dev.otter.model.config.channel;

import dev.otter.model.config.Check;

/**
 * A pipeline's part in a channel whose pipelines run in both directions.
 *
 * @param home whether the source is the site whose rows win
 * @param remedy how rows are made equal that both sites changed
 * @param remedySeconds rows younger than this take the values of the log, older ones are read again
 * @param mark text written with each target transaction, so that other channels know it; may be
 *     empty
 */
public record TwoWay(Boolean home, Remedy remedy, Integer remedySeconds, String mark) {

    /** Ways to make rows equal. */
    public enum Remedy {
        NONE,
        /** Rows that changed at both sites are sent once more from the home site. */
        LOOPBACK
    }

    private static final int MARK_MAX = 128;
    private static final int DAY = 86_400;

    public TwoWay {
        home = Check.orElse(home, false);
        remedy = Check.orElse(remedy, Remedy.NONE);
        remedySeconds = Check.range("remedy-seconds", remedySeconds, 60, 1, DAY);
        mark = Check.text("mark", mark);
        if (mark.length() > MARK_MAX) {
            throw new IllegalArgumentException(
                    "mark has %d characters; allowed are %d".formatted(mark.length(), MARK_MAX));
        }
    }

    public static TwoWay defaults() {
        return new TwoWay(null, null, null, null);
    }
}
