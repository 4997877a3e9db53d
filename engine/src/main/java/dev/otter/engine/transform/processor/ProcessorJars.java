package dev.otter.engine.transform.processor;

import dev.otter.model.error.ErrorCode;
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
    private URLClassLoader loader;

    ProcessorJars(Optional<Path> folder) {
        this.folder = folder;
    }

    /**
     * A new object of a class.
     *
     * @throws OtterException PROCESSOR_UNUSABLE when it is missing, is no processor, or fails
     */
    RowProcessor make(String className) {
        try {
            Class<?> type = Class.forName(className, true, loader());
            if (!RowProcessor.class.isAssignableFrom(type)) {
                throw unusable(className, "it does not implement " + RowProcessor.class.getName());
            }
            return (RowProcessor) type.getConstructor().newInstance();
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

    private static OtterException unusable(String className, String why) {
        return new OtterException(
                ErrorCode.PROCESSOR_UNUSABLE,
                "row processor " + className + " cannot be used: " + why,
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
