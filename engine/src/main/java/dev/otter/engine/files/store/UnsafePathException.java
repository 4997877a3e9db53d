package dev.otter.engine.files.store;

/** A path is none that a file of a folder can have; trying again does not help. */
public final class UnsafePathException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param path as it was given
     * @param why what is wrong with it, a clause that begins with <em>it</em> or a part of it
     */
    public UnsafePathException(String path, String why) {
        super("the path '" + FilePath.printable(path) + "' is refused: " + why, null, false, false);
    }
}
