package dev.otter.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.otter.app.command.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every mistake in the file is answered with one sentence, its place and exit code 1. */
class WrongConfigurationTest {
    private static final Map<String, String> VARIABLES = Map.of("A_PASSWORD", "hidden1");

    @TempDir private Path folder;

    /** A mistake: what it is, the file, and the sentence that is expected. */
    record Mistake(String title, String yaml, String sentence) {
        @Override
        public String toString() {
            return title;
        }
    }

    /** Blocks of {@code === title}, the change to the good file, and {@code >>> sentence}. */
    static Stream<Mistake> mistakes() throws IOException {
        String good = resource("good.yaml");
        List<Mistake> mistakes = new ArrayList<>();
        for (String block : resource("mistakes.txt").split("(?m)^=== ", -1)) {
            if (block.isBlank() || block.startsWith("#")) {
                continue;
            }
            String title = block.substring(0, block.indexOf('\n'));
            String sentence = block.substring(block.indexOf("\n>>> ") + 5).strip();
            String change = block.substring(title.length() + 1, block.indexOf("\n>>> ") + 1);
            mistakes.add(new Mistake(title, changed(good, change), sentence));
        }
        return mistakes.stream();
    }

    /** Lines {@code -text} take the first line of that text out, {@code +text} stand in there. */
    private static String changed(String good, String change) {
        if (change.startsWith("whole file\n")) {
            return change.substring("whole file\n".length());
        }
        StringBuilder text = new StringBuilder(good);
        int at = -1;
        for (String line : change.lines().toList()) {
            String content = line.substring(1) + "\n";
            if (line.startsWith("-")) {
                at = text.indexOf(content);
                assertThat(at).as("the good file has the line " + content).isNotNegative();
                text.delete(at, at + content.length());
            } else {
                text.insert(at, content);
                at += content.length();
            }
        }
        return text.toString();
    }

    private static String resource(String name) throws IOException {
        try (var stream = WrongConfigurationTest.class.getResourceAsStream(name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void a_mistake_is_told_in_one_sentence(Mistake mistake) throws IOException {
        Path file = Files.writeString(folder.resolve("sync.yaml"), mistake.yaml());

        CommandLineRun run = CommandLineRun.of(VARIABLES, "sync", "-f", file.toString());

        assertThat(run.err().replace(file.toString(), "sync.yaml").strip())
                .isEqualTo(mistake.sentence());
        assertThat(run.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void there_are_at_least_twenty_mistakes() throws IOException {
        assertThat(mistakes()).hasSizeGreaterThanOrEqualTo(20);
    }

    @Test
    void a_file_that_is_not_there_is_told() {
        Path file = folder.resolve("none.yaml");

        CommandLineRun run = CommandLineRun.of(VARIABLES, "sync", "-f", file.toString());

        assertThat(run.err().strip())
                .isEqualTo("OTR-1001 file not found [" + file + "]. Name the file with -f.");
        assertThat(run.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
    }

    @Test
    void a_file_in_another_encoding_is_told() throws IOException {
        Path file = folder.resolve("sync.yaml");
        Files.write(file, new byte[] {'a', ':', ' ', (byte) 0xfc, '\n'});

        CommandLineRun run = CommandLineRun.of(VARIABLES, "sync", "-f", file.toString());

        assertThat(run.err().strip())
                .isEqualTo("OTR-1001 the file is not UTF-8 text [" + file + "]. Save it as UTF-8.");
        assertThat(run.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
    }

    @Test
    void a_pipeline_that_is_not_in_the_file_is_told() throws IOException {
        Path file = Files.writeString(folder.resolve("sync.yaml"), resource("good.yaml"));

        CommandLineRun run =
                CommandLineRun.of(VARIABLES, "sync", "-f", file.toString(), "--pipeline", "b-to-a");

        assertThat(run.err().strip())
                .isEqualTo(
                        "OTR-1001 no pipeline has the name 'b-to-a' ["
                                + file
                                + "]. Pipelines of the file: shop/a-to-b, logs/events.");
        assertThat(run.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
    }

    @Test
    void an_unknown_option_is_told() {
        CommandLineRun run = CommandLineRun.of(VARIABLES, "sync", "-f", "x", "--until-caughtup");

        assertThat(run.err()).startsWith("otter: Unknown option: '--until-caughtup'");
        assertThat(run.exitCode()).isEqualTo(ExitCode.CONFIGURATION);
    }
}
