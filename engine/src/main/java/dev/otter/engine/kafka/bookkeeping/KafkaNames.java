package dev.otter.engine.kafka.bookkeeping;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What the topics and producers of one pipeline are called. A pipeline's name may have letters that
 * topics may not: those become a dash, and a hash keeps such names apart.
 *
 * @param pipeline the pipeline's name as it stands in topics
 */
public record KafkaNames(String pipeline) {
    /** The topic with the schemas of all rows, for all pipelines. */
    public static final String SCHEMAS = "otter.schema";

    private static final int HASH_LETTERS = 8;

    /** The names of a pipeline with this full name. */
    public static KafkaNames of(String fullName) {
        String plain = fullName.replace('/', '.').replaceAll("[^A-Za-z0-9.-]", "-");
        boolean exact = fullName.matches("[A-Za-z0-9-]+/[A-Za-z0-9-]+");
        return new KafkaNames(
                exact ? plain : plain + "-" + hash(fullName).substring(0, HASH_LETTERS));
    }

    /** SHA-256 of a text, in hexadecimal letters. */
    public static String hash(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The compacted topic with slots, epoch and held tables. */
    public String checkpoints() {
        return "otter.checkpoint." + pipeline;
    }

    /** The topic of rows that were put aside. */
    public String quarantine() {
        return "otter.quarantine." + pipeline;
    }

    /** The transactional id of whoever takes the pipeline over. */
    public String lead() {
        return "otter." + pipeline + ".lead";
    }

    /** The transactional id of an applier, from 0. */
    public String producer(int applier) {
        return "otter." + pipeline + "." + applier;
    }
}
