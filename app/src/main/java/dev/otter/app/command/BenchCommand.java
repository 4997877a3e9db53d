package dev.otter.app.command;

import dev.otter.model.error.ErrorCode;
import dev.otter.model.error.OtterException;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code otter bench}: hands its arguments to the benchmarks, which are a module of their own that
 * a release does not have.
 */
@Command(name = "bench", description = "Runs the benchmarks (only in a source tree).")
public final class BenchCommand implements Callable<Integer> {
    private static final String MAIN = "dev.otter.bench.BenchMain";

    @Parameters(arity = "0..*", paramLabel = "ARGUMENT", description = "See 'otter bench help'.")
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws ReflectiveOperationException {
        try {
            Class.forName(MAIN)
                    .getMethod("main", String[].class)
                    .invoke(null, (Object) arguments.toArray(String[]::new));
            return ExitCode.DONE;
        } catch (ClassNotFoundException e) {
            throw new OtterException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "the benchmarks are not built",
                    "",
                    "Run ./otter bench in a source tree.",
                    e);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof OtterException error) {
                throw error;
            }
            throw e;
        }
    }
}
