package dev.otter.app.otter4;

/**
 * A thing of Otter 4 that something is said about.
 *
 * @param kind what it was called there
 * @param name its name there
 */
record Subject(String kind, String name) {
    @Override
    public String toString() {
        return kind + " " + name;
    }
}
