package dev.otter.model.config.channel;

/**
 * Connections that write to a target.
 *
 * @param appliers 1 to 64; 0 lets the engine choose
 */
public record Parallelism(int appliers) {
    private static final int APPLIERS_MAX = 64;

    public Parallelism {
        if (appliers < 0 || appliers > APPLIERS_MAX) {
            throw new IllegalArgumentException(
                    "parallelism is %d, must be auto or 1 to %d".formatted(appliers, APPLIERS_MAX));
        }
    }

    /** The engine chooses. */
    public static Parallelism auto() {
        return new Parallelism(0);
    }

    /**
     * Reads {@code auto} or a number.
     *
     * @throws IllegalArgumentException when it is neither
     */
    public static Parallelism parse(String text) {
        if (text.equals("auto")) {
            return auto();
        }
        if (!text.matches("[1-9][0-9]?")) {
            throw new IllegalArgumentException(
                    "parallelism is '%s', must be auto or 1 to %d".formatted(text, APPLIERS_MAX));
        }
        return new Parallelism(Integer.parseInt(text));
    }

    @Override
    public String toString() {
        return appliers == 0 ? "auto" : Integer.toString(appliers);
    }
}
