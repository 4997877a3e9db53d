package dev.otter.engine.transform.processor;

import dev.otter.model.config.mapping.RowRules;
import dev.otter.model.error.OtterException;
import dev.otter.model.extend.RowProcessor;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jars of one folder, in a class loader of their own, and sources beside them. One thread; to
 * be closed.
 */
final class ProcessorJars implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessorJars.class);

    private final Optional<Path> folder;
    private final ExtensionKind kind;
    private final Map<String, Class<?>> compiled = new HashMap<>();
    private URLClassLoader loader;

    ProcessorJars(Optional<Path> folder, ExtensionKind kind) {
        this.folder = folder;
        this.kind = kind;
    }

    /**
     * A new object of a class.
     *
     * @param given the name of the class, or its source
     * @param wanted what it implements
     * @throws OtterException of the kind's code when it is missing, is none of these, or fails
     */
    <T> T make(String given, Class<T> wanted) {
        String className = RowRules.className(given);
        try {
            Class<?> type =
                    RowRules.source(given)
                            ? compiled(given, className)
                            : Class.forName(className, true, loader());
            if (!wanted.isAssignableFrom(type)) {
                throw unusable(className, "it does not implement " + wanted.getName());
            }
            return wanted.cast(type.getConstructor().newInstance());
        } catch (ClassNotFoundException _) {
            throw unusable(className, "no jar in " + place() + " has it");
        } catch (ReflectiveOperationException | LinkageError e) {
            Throwable why = e.getCause() == null ? e : e.getCause();
            throw unusable(
                    className,
                    "it has no public constructor without parameters that works: "
                            + why.getClass().getName());
        }
    }

    private Class<?> compiled(String source, String className) throws ClassNotFoundException {
        Class<?> known = compiled.get(source);
        if (known == null) {
            try {
                Map<String, byte[]> classes = SourceCompiler.compile(source, jars());
                known =
                        Class.forName(
                                className, true, new SourceCompiler.Loader(classes, loader()));
            } catch (SourceCompiler.MistakenException e) {
                throw new OtterException(
                        kind.unusable(),
                        "%s %s cannot be compiled:\n%s"
                                .formatted(kind.noun(), className, e.getMessage()),
                        "",
                        "Mend its source in the table's entry, and start again.",
                        e);
            }
            LOG.info("{} {} was compiled, SHA-256 {}", kind.noun(), className, digest(source));
            compiled.put(source, known);
        }
        return known;
    }

    private static String digest(String source) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256")
                                    .digest(source.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private String place() {
        return folder.map(Path::toString).orElse("the folder 'extend', which there is not");
    }

    private URLClassLoader loader() {
        if (loader == null) {
            loader =
                    new URLClassLoader(
                            "extend",
                            jars().toArray(URL[]::new),
                            new NarrowLoader(RowProcessor.class.getClassLoader()));
        }
        return loader;
    }

    private List<URL> jars() {
        List<URL> jars = new ArrayList<>();
        if (folder.isEmpty() || !Files.isDirectory(folder.get())) {
            return jars;
        }
        try (DirectoryStream<Path> found = Files.newDirectoryStream(folder.get(), "*.jar")) {
            List<Path> sorted = new ArrayList<>();
            found.forEach(sorted::add);
            sorted.sort(null);
            for (Path jar : sorted) {
                jars.add(url(jar));
            }
            return jars;
        } catch (IOException e) {
            throw unusable("jars", "the folder " + place() + " cannot be read: " + e.getMessage());
        }
    }

    private static URL url(Path jar) throws MalformedURLException {
        return jar.toUri().toURL();
    }

    private OtterException unusable(String className, String why) {
        return new OtterException(
                kind.unusable(),
                kind.noun() + " " + className + " cannot be used: " + why,
                "",
                "Put its jar into the folder 'extend' of the node, or beside sync.yaml, and start"
                        + " again.");
    }

    @Override
    public void close() {
        if (loader != null) {
            try {
                loader.close();
            } catch (IOException e) {
                throw unusable("jars", "they cannot be closed: " + e.getMessage());
            }
        }
    }
}
