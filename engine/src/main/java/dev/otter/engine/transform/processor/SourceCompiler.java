package dev.otter.engine.transform.processor;

import dev.otter.model.config.mapping.RowRules;
import dev.otter.model.extend.RowProcessor;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * Compiles the source of one class in memory, against Java, the package that processors implement,
 * and the jars of the folder {@code extend}. Nothing of it runs while it is compiled: annotation
 * processors are not called. Stateless.
 */
final class SourceCompiler {
    private static final int MESSAGES = 10;

    private SourceCompiler() {}

    /** It cannot be compiled; the message has the compiler's words with their lines. */
    static final class MistakenException extends Exception {
        private static final long serialVersionUID = 1L;

        MistakenException(String message) {
            super(message);
        }
    }

    /**
     * The classes of a source, by their names.
     *
     * @param jars what it may use
     */
    static Map<String, byte[]> compile(String source, List<URL> jars) throws MistakenException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) {
            throw new MistakenException(
                    "this Java has no compiler; run the process with a JDK, or give a jar");
        }
        DiagnosticCollector<JavaFileObject> said = new DiagnosticCollector<>();
        try (Kept kept = new Kept(compiler.getStandardFileManager(said, Locale.ROOT, null))) {
            boolean compiled =
                    compiler.getTask(
                                    null,
                                    kept,
                                    said,
                                    List.of("-proc:none", "-nowarn", "-cp", path(jars)),
                                    null,
                                    List.of(new Source(source)))
                            .call();
            if (!compiled) {
                throw new MistakenException(words(said));
            }
            return kept.classes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String words(DiagnosticCollector<JavaFileObject> said) {
        return said.getDiagnostics().stream()
                .filter(one -> one.getKind() == Diagnostic.Kind.ERROR)
                .limit(MESSAGES)
                .map(one ->
                        "line %d: %s".formatted(one.getLineNumber(), one.getMessage(Locale.ROOT)))
                .collect(Collectors.joining("\n"));
    }

    private static String path(List<URL> jars) throws MistakenException {
        CodeSource own = RowProcessor.class.getProtectionDomain().getCodeSource();
        if (own == null) {
            throw new MistakenException("it cannot be told where dev.otter.model.extend is");
        }
        return Stream.concat(Stream.of(own.getLocation()), jars.stream())
                .map(SourceCompiler::file)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String file(URL url) {
        try {
            return Path.of(url.toURI()).toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a jar without a path: " + url, e);
        }
    }

    /** The source as a file of the name that its class wants. */
    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String text) {
            super(
                    URI.create(
                            "memory:///"
                                    + RowRules.className(text).replace('.', '/')
                                    + Kind.SOURCE.extension),
                    Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /** Keeps what is compiled in memory. */
    private static final class Kept extends ForwardingJavaFileManager<StandardJavaFileManager> {
        private final Map<String, ByteArrayOutputStream> written = new HashMap<>();

        Kept(StandardJavaFileManager files) {
            super(files);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                JavaFileManager.Location location,
                String className,
                JavaFileObject.Kind kind,
                FileObject sibling) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            written.put(className, bytes);
            return new Output(className, kind, bytes);
        }

        Map<String, byte[]> classes() {
            Map<String, byte[]> classes = new HashMap<>();
            written.forEach((name, bytes) -> classes.put(name, bytes.toByteArray()));
            return classes;
        }
    }

    private static final class Output extends SimpleJavaFileObject {
        private final ByteArrayOutputStream bytes;

        Output(String className, Kind kind, ByteArrayOutputStream bytes) {
            super(URI.create("memory:///" + className.replace('.', '/') + kind.extension), kind);
            this.bytes = bytes;
        }

        @Override
        public OutputStream openOutputStream() {
            return bytes;
        }
    }

    /** Gives out the classes of one source. */
    static final class Loader extends ClassLoader {
        private final Map<String, byte[]> classes;

        Loader(Map<String, byte[]> classes, ClassLoader parent) {
            super("source", parent);
            this.classes = Map.copyOf(classes);
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes =
                    Optional.ofNullable(classes.get(name))
                            .orElseThrow(() -> new ClassNotFoundException(name));
            return defineClass(name, bytes, 0, bytes.length);
        }
    }
}
