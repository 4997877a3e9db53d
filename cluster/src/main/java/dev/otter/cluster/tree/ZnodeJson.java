package dev.otter.cluster.tree;

import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Records as JSON text, the form of everything that we keep in ZooKeeper. Fields that a newer
 * version has added are read over, so that versions may run side by side during an upgrade.
 * Thread-safe.
 */
public final class ZnodeJson {
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .build();

    private ZnodeJson() {}

    /** The bytes of a record, UTF-8. */
    public static byte[] bytes(Record content) {
        return MAPPER.writeValueAsString(content).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads what {@link #bytes} gives.
     *
     * @param path where it was found, for the error
     * @throws OtterException when it is something else
     */
    public static <T extends Record> T read(String path, byte[] bytes, Class<T> type) {
        try {
            T content = MAPPER.readValue(bytes, type);
            if (content != null) {
                return content;
            }
            throw unreadable(path, type, null);
        } catch (JacksonException e) {
            throw unreadable(path, type, e);
        }
    }

    private static OtterException unreadable(String path, Class<?> type, Exception cause) {
        return new OtterException(
                ErrorCode.TREE_UNREADABLE,
                "ZooKeeper holds something else than a " + type.getSimpleName(),
                path,
                "Find out who wrote it; delete that one path, and what belongs there is written"
                        + " anew.",
                cause);
    }
}
