package dev.otter.cluster.ensemble;

import java.time.Instant;
import java.util.List;

/**
 * One path of the tree for people.
 *
 * @param path absolute
 * @param children names in order, the first ones only when there are too many
 * @param childCount how many there are
 * @param content its data
 * @param stat its numbers
 */
public record TreePage(
        String path, List<String> children, int childCount, Content content, Stat stat) {

    /**
     * Data as text.
     *
     * @param text UTF-8, or hexadecimal when it is no text
     * @param binary whether it is hexadecimal
     * @param bytes how long the data are
     * @param cut whether the text is only their beginning
     */
    public record Content(String text, boolean binary, int bytes, boolean cut) {}

    /**
     * What ZooKeeper knows of it.
     *
     * @param created when
     * @param modified when its data were last
     * @param version number of changes of its data
     * @param childVersion number of changes of its children
     * @param ephemeralOwner the session it ends with; 0 when it stays
     */
    public record Stat(
            Instant created,
            Instant modified,
            int version,
            int childVersion,
            long ephemeralOwner) {}
}
