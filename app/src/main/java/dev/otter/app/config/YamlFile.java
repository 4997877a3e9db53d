package dev.otter.app.config;

import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** A text of YAML, taken apart but not yet understood. */
record YamlFile(YamlValue root) {

    /**
     * Reads a file.
     *
     * @throws OtterException when it is missing, no text, or not YAML
     */
    static YamlFile read(Path path, Environment environment) {
        try {
            return parse(path.toString(), Files.readString(path), environment);
        } catch (NoSuchFileException e) {
            throw unreadable(path, "file not found", "Name the file with -f.", e);
        } catch (CharacterCodingException e) {
            throw unreadable(path, "the file is not UTF-8 text", "Save it as UTF-8.", e);
        } catch (IOException e) {
            throw unreadable(
                    path, "the file cannot be read: " + e.getMessage(), "Check its rights.", e);
        }
    }

    /**
     * Takes a text apart.
     *
     * @param file what it is called in messages
     */
    static YamlFile parse(String file, String text, Environment environment) {
        return new YamlFile(new YamlValue(compose(file, text), environment, file));
    }

    private static OtterException unreadable(
            Path path, String what, String remedy, IOException cause) {
        return new OtterException(
                ErrorCode.CONFIGURATION_INVALID, what, path.toString(), remedy, cause);
    }

    private static Node compose(String file, String text) {
        LoadSettings settings = LoadSettings.builder().setLabel(file).build();
        try {
            return new Compose(settings)
                    .composeString(text)
                    .orElseThrow(() ->
                            new Place(file, 1, 1)
                                    .wrong(
                                            "the file is empty",
                                            "Write endpoints and channels; see"
                                                    + " docs/reference/sync-yaml.md."));
        } catch (MarkedYamlEngineException e) {
            Place place =
                    e.getProblemMark()
                            .map(mark -> new Place(file, mark.getLine() + 1, mark.getColumn() + 1))
                            .orElse(new Place(file, 1, 1));
            throw place.wrong(
                    "not valid YAML: " + e.getProblem().replaceAll("\\s+", " "),
                    "Check indentation and brackets, and put values with any of * ! & { } [ ] # in"
                            + " quotes.");
        } catch (YamlEngineException e) {
            throw new Place(file, 1, 1)
                    .wrong("not valid YAML: " + e.getMessage().lines().findFirst().orElse(""), "");
        }
    }
}
