package dev.otter.engine.files.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * The name of a file within a folder: parts divided by {@code /}, none of them empty, {@code .} or
 * {@code ..}. What is written differently is another file; Unicode is not normalised. Immutable.
 *
 * <p>That it does not lead out by its letters does not say that no link does: the store looks at
 * that.
 */
public record FilePath(String text) {
    /** What the name of a file ends with that is not whole yet. */
    public static final String PART = ".otter-part";

    /** Most bytes of one part; with {@link #PART} it is no longer than file systems allow. */
    static final int NAME_BYTES = 240;

    /** Most bytes of the whole. */
    static final int PATH_BYTES = 3_000;

    private static final int SHOWN = 200;

    /**
     * @throws UnsafePathException when it is no such name
     */
    public FilePath {
        check(text);
    }

    private static void check(String text) {
        if (text == null || text.isEmpty()) {
            throw new UnsafePathException(text, "it is empty");
        }
        if (text.length() > PATH_BYTES || bytes(text) > PATH_BYTES) {
            throw new UnsafePathException(text, "it has more than " + PATH_BYTES + " bytes");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new UnsafePathException(text, "it is no valid text");
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw new UnsafePathException(text, "it has a control character");
        }
        if (text.startsWith("/")) {
            throw new UnsafePathException(text, "it is absolute");
        }
        String[] parts = text.split("/", -1);
        for (String part : parts) {
            checkPart(text, part);
        }
        if (parts[parts.length - 1].endsWith(PART)) {
            throw new UnsafePathException(text, "names of unfinished copies end with " + PART);
        }
        checkElements(text);
    }

    private static void checkPart(String text, String part) {
        if (part.isEmpty()) {
            throw new UnsafePathException(text, "a part of it is empty");
        }
        if (part.equals(".") || part.equals("..")) {
            throw new UnsafePathException(text, "a part of it is '" + part + "'");
        }
        if (bytes(part) > NAME_BYTES) {
            throw new UnsafePathException(
                    text, "a part of it has more than " + NAME_BYTES + " bytes");
        }
    }

    /** The same by the rules of the system that this runs on, which may know other dividers. */
    private static void checkElements(String text) {
        Path path;
        try {
            path = Path.of(text);
        } catch (InvalidPathException _) {
            throw new UnsafePathException(
                    text,
                    "names of files cannot hold it here; start the process with a UTF-8 locale,"
                            + " such as LANG=C.UTF-8");
        }
        if (path.getRoot() != null) {
            throw new UnsafePathException(text, "it is absolute");
        }
        for (Path element : path) {
            if (element.toString().equals("..") || element.toString().equals(".")) {
                throw new UnsafePathException(text, "a part of it is '" + element + "'");
            }
        }
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** The parts in their order; the last is the file's own name. */
    public List<String> parts() {
        return List.of(text.split("/", -1));
    }

    /** A text from outside as a message may show it. */
    static String printable(String text) {
        if (text == null) {
            return "";
        }
        String shown = text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text;
        return shown.replaceAll("\\p{Cntrl}", "?");
    }

    @Override
    public String toString() {
        return printable(text);
    }
}
