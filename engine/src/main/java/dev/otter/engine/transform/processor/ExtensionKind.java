package dev.otter.engine.transform.processor;

import dev.otter.model.error.ErrorCode;

/**
 * What a class of the user is called in messages, and the codes of what it does wrong.
 *
 * @param noun for people, such as {@code row processor}
 * @param thread end of the name of the thread on which it is called
 * @param failed it threw
 * @param late it took too long
 * @param unusable it cannot be loaded
 */
public record ExtensionKind(
        String noun, String thread, ErrorCode failed, ErrorCode late, ErrorCode unusable) {

    /** Classes that change or drop rows. */
    public static final ExtensionKind PROCESSOR =
            new ExtensionKind(
                    "row processor",
                    "processor",
                    ErrorCode.ROW_PROCESSOR_FAILED,
                    ErrorCode.ROW_PROCESSOR_TIMEOUT,
                    ErrorCode.PROCESSOR_UNUSABLE);

    /** Classes that tell which files belong to a row. */
    public static final ExtensionKind RESOLVER =
            new ExtensionKind(
                    "file resolver",
                    "resolver",
                    ErrorCode.FILE_RESOLVER_FAILED,
                    ErrorCode.FILE_RESOLVER_TIMEOUT,
                    ErrorCode.FILE_RESOLVER_UNUSABLE);
}
