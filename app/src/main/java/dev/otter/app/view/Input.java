package dev.otter.app.view;

import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.Optional;
import java.util.stream.Collectors;

/** The only way to standard input, and to the person at the terminal. For one thread. */
public final class Input {
    private final BufferedReader in;
    private final Optional<java.io.Console> terminal;

    /**
     * @param in standard input
     * @param terminal where somebody can be asked without what they type being shown, if there is
     *     one
     */
    public Input(Reader in, Optional<java.io.Console> terminal) {
        this.in = new BufferedReader(in);
        this.terminal = terminal;
    }

    /** Nothing to read, nobody to ask. */
    public static Input none() {
        return new Input(Reader.nullReader(), Optional.empty());
    }

    /** The next line; empty at the end. */
    public Optional<String> line() {
        try {
            return Optional.ofNullable(in.readLine());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Everything up to the end. */
    public String all() {
        return in.lines().collect(Collectors.joining("\n", "", "\n"));
    }

    /**
     * Asks for something that may be seen.
     *
     * @throws OtterException when nobody is there
     */
    public String ask(String prompt, String remedy) {
        return terminal.map(console -> console.readLine("%s", prompt))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> nobody(prompt, remedy));
    }

    /**
     * Asks for something that may not be seen.
     *
     * @throws OtterException when nobody is there
     */
    public String askSecretly(String prompt, String remedy) {
        return terminal.map(console -> console.readPassword("%s", prompt))
                .map(String::new)
                .orElseThrow(() -> nobody(prompt, remedy));
    }

    /** Asks a question; only {@code y} or {@code yes} is consent. */
    public boolean confirms(String question) {
        Optional<String> answer =
                terminal.isPresent()
                        ? terminal.map(console -> console.readLine("%s", question + " [y/N] "))
                        : Optional.empty();
        if (answer.isEmpty()) {
            throw nobody(question, "Say --yes if you mean it.");
        }
        return answer.get().strip().matches("(?i)y|yes");
    }

    private static OtterException nobody(String prompt, String remedy) {
        return new OtterException(
                ErrorCode.NOT_CONFIRMED,
                "there is no terminal to ask: " + prompt.strip(),
                "",
                remedy);
    }

    private static OtterException unreadable(IOException cause) {
        return new OtterException(
                ErrorCode.CONFIGURATION_INVALID,
                "standard input cannot be read: " + cause.getMessage(),
                "",
                "Give the text through a pipe or a file.",
                cause);
    }
}
