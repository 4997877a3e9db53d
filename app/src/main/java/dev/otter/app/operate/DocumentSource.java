package dev.otter.app.operate;

import dev.otter.app.command.Surroundings;
import dev.otter.app.config.YamlTree;
import dev.otter.app.document.Document;
import dev.otter.app.document.DocumentReader;
import dev.otter.document.json.ConfigJson;
import java.nio.file.Path;

/** Reads the file that a command line names, or standard input. */
final class DocumentSource {
    private DocumentSource() {}

    static Document read(String file, ConfigJson json, Surroundings surroundings) {
        YamlTree tree =
                file.equals("-")
                        ? YamlTree.parse(
                                "standard input",
                                surroundings.input().all(),
                                surroundings.variables())
                        : YamlTree.read(Path.of(file), surroundings.variables());
        return new DocumentReader(json).read(tree);
    }
}
