package dev.otter.app;

import dev.otter.app.command.ExitCode;
import dev.otter.app.command.StopSignal;
import dev.otter.app.command.Surroundings;
import dev.otter.app.view.Console;
import dev.otter.app.view.Input;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;

/** The process behind {@code ./otter}. */
public final class OtterMain {
    private OtterMain() {}

    public static void main(String[] arguments) {
        StopSignal stop = new StopSignal();
        listen("INT", stop);
        listen("TERM", stop);
        Console console =
                new Console(
                        stream(FileDescriptor.out),
                        stream(FileDescriptor.err),
                        Integer.getInteger("otter.columns", 0));
        Surroundings surroundings =
                new Surroundings(
                        console,
                        System.getenv(),
                        stop,
                        InstantSource.system(),
                        new Input(
                                new InputStreamReader(System.in, StandardCharsets.UTF_8),
                                Optional.ofNullable(System.console())
                                        .filter(java.io.Console::isTerminal)));
        System.exit(OtterCommand.run(Arrays.asList(arguments), surroundings));
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
    }

    /**
     * Turns a signal into a request to stop; a second one ends the process at once.
     *
     * <p>A shutdown hook would not do: all hooks run at the same time, so the embedded servers of
     * the demo would be gone before its tables are compared. The JDK's signal class is not part of
     * its API, hence by reflection; without it the signal ends the process as usual.
     */
    private static void listen(String name, StopSignal stop) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            InvocationHandler onSignal =
                    (proxy, method, values) ->
                            switch (method.getName()) {
                                case "hashCode" -> System.identityHashCode(proxy);
                                case "equals" ->
                                        System.identityHashCode(proxy)
                                                == System.identityHashCode(values[0]);
                                case "toString" -> "stop on " + name;
                                default -> {
                                    if (stop.requested()) {
                                        System.exit(ExitCode.INTERRUPTED);
                                    }
                                    stop.request();
                                    yield null;
                                }
                            };
            Object listener =
                    Proxy.newProxyInstance(
                            OtterMain.class.getClassLoader(), new Class<?>[] {handler}, onSignal);
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance(name), listener);
        } catch (ReflectiveOperationException e) {
            System.getLogger(OtterMain.class.getName())
                    .log(System.Logger.Level.DEBUG, "signals are not listened to", e);
        }
    }
}
