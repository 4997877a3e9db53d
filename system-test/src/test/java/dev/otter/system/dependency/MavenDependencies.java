package dev.otter.system.dependency;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * What Maven has resolved for each module, as it wrote it into {@code target/dependencies.txt},
 * with the licences of the poms in the local repository.
 */
final class MavenDependencies {
    private static final Set<String> NOT_PRODUCT = Set.of("system-test", "bench");
    private static final Pattern LINE =
            Pattern.compile("\\s+([^:\\s]+):([^:\\s]+):jar:(?:[^:\\s]+:)?([^:\\s]+):(\\w+).*");

    private final Path root;
    private final Path repository;

    MavenDependencies(Path root, Path repository) {
        this.root = root;
        this.repository = repository;
    }

    /** The modules whose lists are missing, since they have not been built. */
    List<String> notBuilt() throws IOException {
        List<String> missing = new ArrayList<>();
        for (String module : modules()) {
            if (!Files.exists(list(module))) {
                missing.add(module);
            }
        }
        return missing;
    }

    private List<String> modules() throws IOException {
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    private Path list(String module) {
        return root.resolve(module).resolve("target").resolve("dependencies.txt");
    }

    /** All of them, in order. */
    List<Dependency> read() throws Exception {
        Map<String, Dependency> all = new TreeMap<>();
        for (String module : modules()) {
            for (String line : Files.readAllLines(list(module))) {
                Matcher part = LINE.matcher(line);
                if (part.matches() && !part.group(1).equals("dev.otter")) {
                    boolean product =
                            !NOT_PRODUCT.contains(module)
                                    && !part.group(4).equals("test")
                                    && !part.group(4).equals("provided");
                    Dependency one =
                            dependency(part.group(1), part.group(2), part.group(3), product);
                    all.merge(one.name() + ":" + one.version(), one, (a, b) -> a.product() ? a : b);
                }
            }
        }
        return all.values().stream().sorted().toList();
    }

    private Dependency dependency(String group, String artifact, String version, boolean product)
            throws Exception {
        String name = group + ":" + artifact;
        List<String> licences = licences(group, artifact, version);
        if (licences.isEmpty()) {
            throw new IllegalStateException(name + ":" + version + " names no licence");
        }
        return new Dependency(
                name,
                version,
                licences.stream()
                        .map(it -> Licences.spdx(it, name + ":" + version))
                        .distinct()
                        .toList(),
                product);
    }

    /** Of the pom, else of the nearest of its parents that names any. */
    private List<String> licences(String group, String artifact, String version) throws Exception {
        Path pom =
                repository
                        .resolve(group.replace('.', '/'))
                        .resolve(artifact)
                        .resolve(version)
                        .resolve(artifact + "-" + version + ".pom");
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setExpandEntityReferences(false);
        Element project = factory.newDocumentBuilder().parse(pom.toFile()).getDocumentElement();
        List<String> names = new ArrayList<>();
        for (Element list : children(project, "licenses")) {
            for (Element licence : children(list, "license")) {
                names.add(text(licence, "name"));
            }
        }
        List<Element> parents = children(project, "parent");
        if (!names.isEmpty() || parents.isEmpty()) {
            return names;
        }
        Element parent = parents.getFirst();
        return licences(
                text(parent, "groupId"), text(parent, "artifactId"), text(parent, "version"));
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && element.getTagName().equals(name)) {
                found.add(element);
            }
        }
        return found;
    }

    private static String text(Element parent, String name) {
        return children(parent, name).getFirst().getTextContent().strip();
    }
}
