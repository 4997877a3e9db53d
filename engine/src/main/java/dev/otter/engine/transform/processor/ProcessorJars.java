package dev.otter.engine.transform.processor;

import dev.otter.model.error.OtterException;
import dev.otter.model.extend.RowProcessor;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The jars of one folder, in a class loader of their own. One thread; to be closed. */
final class ProcessorJars implements AutoCloseable {
    private final Optional<Path> folder;
    private final ExtensionKind kind;
    private URLClassLoader loader;

    ProcessorJars(Optional<Path> folder, ExtensionKind kind) {
        this.folder = folder;
        this.kind = kind;
    }

    /**
     * A new object of a class.
     *
     * @param wanted what it implements
     * @throws OtterException of the kind's code when it is missing, is none of these, or fails
     */
    <T> T make(String className, Class<T> wanted) {
        try {
            Class<?> type = Class.forName(className, true, loader());
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
