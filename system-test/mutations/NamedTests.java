import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs tests for {@code run.sh}: the first argument is the folder of compiled tests, each further one
 * {@code Class} or {@code Class#method}, with {@code *} in the method's name. Prints a line for each
 * test that failed. Ends with 0 when all passed, 1 when a test failed, 2 when nothing was run or a
 * server of the testkit was not to be had.
 */
public final class NamedTests implements TestExecutionListener {
    private int run;
    private int failed;
    private boolean unfit;

    private NamedTests() {}

    public static void main(String[] arguments) throws IOException {
        NamedTests listener = new NamedTests();
        for (String selector : List.of(arguments).subList(1, arguments.length)) {
            String[] parts = selector.split("#", 2);
            int before = listener.run + listener.failed;
            LauncherFactory.create()
                    .execute(
                            request(className(Path.of(arguments[0]), parts[0]), parts),
                            listener);
            if (listener.run + listener.failed == before) {
                System.out.println("No test " + selector);
                listener.unfit = true;
            }
        }
        System.out.println(listener.run + " tests, " + listener.failed + " failed");
        System.out.flush();
        System.exit(listener.unfit ? 2 : listener.failed > 0 ? 1 : 0);
    }

    private static String className(Path classes, String simpleName) throws IOException {
        try (Stream<Path> files = Files.walk(classes)) {
            return files.filter(file -> file.endsWith(simpleName + ".class"))
                    .map(file -> classes.relativize(file).toString())
                    .map(file -> file.substring(0, file.length() - 6).replace('/', '.'))
                    .findFirst()
                    .orElseThrow(() -> new IOException("No class " + simpleName));
        }
    }

    private static LauncherDiscoveryRequest request(String className, String[] parts) {
        LauncherDiscoveryRequestBuilder request =
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(DiscoverySelectors.selectClass(className));
        if (parts.length == 2) {
            String pattern = parts[1].replace("*", ".*");
            request.filters(
                    (PostDiscoveryFilter)
                            test ->
                                    FilterResult.includedIf(
                                            test.getSource()
                                                    .filter(MethodSource.class::isInstance)
                                                    .map(MethodSource.class::cast)
                                                    .map(MethodSource::getMethodName)
                                                    .map(method -> method.matches(pattern))
                                                    .orElse(false)));
        }
        return request.build();
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (test.isTest()) {
            run++;
        }
        if (result.getStatus() == TestExecutionResult.Status.FAILED) {
            failed++;
            String name = test.getSource().map(NamedTests::named).orElse(test.getDisplayName());
            result.getThrowable().ifPresent(error -> tell(name, error));
        }
    }

    private void tell(String name, Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            unfit |= cause.getClass().getName().endsWith(".testkit.server.ServerException");
        }
        System.out.println();
        System.out.println("FAILED " + name + " " + error.toString().lines().limit(4).toList());
        error.printStackTrace(System.out);
    }

    private static String named(Object source) {
        if (source instanceof MethodSource method) {
            String name = method.getClassName();
            return name.substring(name.lastIndexOf('.') + 1) + "." + method.getMethodName();
        }
        return source.toString();
    }
}
