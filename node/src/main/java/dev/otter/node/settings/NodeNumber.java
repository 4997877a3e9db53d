package dev.otter.node.settings;

import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import dev.otter.transport.identity.NodeId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** Finds the node's number: the system property {@code nid}, or the file {@code nid}. */
final class NodeNumber {
    private static final String PROPERTY = "nid";
    private static final String REMEDY =
            "Add a node in the console, which gives the number, and write it there:"
                    + " echo 1 > conf/nid";

    private NodeNumber() {}

    static NodeId find(Path folder, UnaryOperator<String> surroundings) {
        String given = surroundings.apply(PROPERTY);
        if (given != null && !given.isBlank()) {
            return parse(given, "-Dnid");
        }
        Path file = folder.resolve("nid");
        if (!Files.exists(file)) {
            throw wrong("the node's number is not given", file.toString(), null);
        }
        try {
            return parse(Files.readString(file, StandardCharsets.UTF_8), file.toString());
        } catch (IOException e) {
            throw wrong("the node's number cannot be read: " + e.getMessage(), file.toString(), e);
        }
    }

    private static NodeId parse(String text, String where) {
        try {
            int number = Integer.parseInt(text.strip());
            if (number > 0) {
                return new NodeId(number);
            }
        } catch (NumberFormatException e) {
            throw wrong("'" + text.strip() + "' is not the number of a node", where, e);
        }
        throw wrong("'" + text.strip() + "' is not the number of a node", where, null);
    }

    private static OtterException wrong(String what, String where, Exception cause) {
        return new OtterException(ErrorCode.SETTINGS_INVALID, what, where, REMEDY, cause);
    }
}
