package dev.otter.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.Main;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The micro-benchmarks of package {@code dev.otter.bench.micro}, by JMH. */
@Command(name = "micro", description = "Micro-benchmarks (JMH); arguments go to JMH.")
final class Micro implements Callable<Integer> {
    @Parameters(arity = "0..*")
    private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() throws Exception {
        Main.main(arguments.toArray(String[]::new));
        return 0;
    }
}
