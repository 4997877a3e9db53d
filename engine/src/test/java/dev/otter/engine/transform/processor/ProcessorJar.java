package dev.otter.engine.transform.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Makes jars of processors from source text, as a user would. */
public final class ProcessorJar {
    private ProcessorJar() {}

    /** A class {@code com.acme.NAME} whose method {@code process(RowImage row)} has this body. */
    public static String source(String name, String body) {
        return """
        package com.acme;
        import dev.otter.model.extend.*;
        public final class %s implements RowProcessor {
            @Override
            public boolean process(RowImage row) throws Exception {
                %s
            }
        }
        """
                .formatted(name, body);
    }

    /** Compiles sources of classes in {@code com.acme} into a jar of a folder {@code extend}. */
    public static Path folder(Path under, String... sources) throws IOException {
        Path classes = Files.createDirectories(under.resolve("classes"));
        Path extend = Files.createDirectories(under.resolve("extend"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<JavaFileObject> files = new ArrayList<>();
        for (String source : sources) {
            files.add(new Text(source));
        }
        StringWriter messages = new StringWriter();
        boolean compiled =
                compiler.getTask(
                                messages,
                                null,
                                null,
                                List.of(
                                        "-d",
                                        classes.toString(),
                                        "-proc:none",
                                        "-cp",
                                        System.getProperty("java.class.path")),
                                null,
                                files)
                        .call();
        assertThat(compiled).as("%s", messages).isTrue();
        try (OutputStream out = Files.newOutputStream(extend.resolve("acme.jar"));
                JarOutputStream jar = new JarOutputStream(out);
                Stream<Path> found = Files.walk(classes)) {
            for (Path file : found.filter(Files::isRegularFile).toList()) {
                jar.putNextEntry(
                        new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, jar);
                jar.closeEntry();
            }
        }
        return extend;
    }

    private static final class Text extends SimpleJavaFileObject {
        private final String text;

        Text(String text) {
            super(
                    URI.create(
                            "string:///com/acme/"
                                    + text.replaceAll("(?s).*?class (\\w+).*", "$1")
                                    + ".java"),
                    Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
