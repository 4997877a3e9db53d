package dev.otter.app.command;

/** What the command's exit codes mean; the codes of errors come from their kind. */
public final class ExitCode {
    public static final int DONE = 0;

    /** The configuration file or the command line is wrong. */
    public static final int CONFIGURATION = 1;

    /** A database cannot be reached or refused. */
    public static final int UNREACHABLE = 2;

    /** Stopped by a data error, or a comparison found differences. */
    public static final int DATA = 3;

    /** Ended on request before it was done with what it was asked for. */
    public static final int INTERRUPTED = 130;

    private ExitCode() {}
}
