package dev.otter.app.command;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.PatternLayout;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.otter.app.view.Console;
import org.slf4j.LoggerFactory;

/** Sends the log to the console's standard error, so that it does not tear live lines. */
public final class Logging {
    private static final String PATTERN = "%d{HH:mm:ss} %-5level [%thread] %logger{0}: %msg%n%ex";

    private Logging() {}

    /** Sets level and form; called once the command line is read. */
    public static void configure(Console console, boolean verbose) {
        if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            return;
        }
        context.reset();
        PatternLayout layout = new PatternLayout();
        layout.setContext(context);
        layout.setPattern(PATTERN);
        layout.start();
        ConsoleAppender appender = new ConsoleAppender(console, layout);
        appender.setContext(context);
        appender.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(appender);
        context.getLogger("dev.otter").setLevel(verbose ? Level.DEBUG : Level.WARN);
        // They repeat, per attempt, what Otter says once.
        context.getLogger("org.apache.zookeeper").setLevel(Level.ERROR);
        context.getLogger("org.apache.curator").setLevel(Level.OFF);
        context.getLogger("org.apache.kafka").setLevel(Level.OFF);
        context.getLogger("io.grpc").setLevel(Level.ERROR);
    }

    /** For processes that run for long: what they do is told, what libraries repeat is not. */
    public static void tellMore() {
        if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            return;
        }
        Logger own = context.getLogger("dev.otter");
        if (own.getLevel() == Level.WARN) {
            own.setLevel(Level.INFO);
        }
    }

    private static final class ConsoleAppender extends AppenderBase<ILoggingEvent> {
        private final Console console;
        private final PatternLayout layout;

        ConsoleAppender(Console console, PatternLayout layout) {
            this.console = console;
            this.layout = layout;
        }

        @Override
        protected void append(ILoggingEvent event) {
            console.error(layout.doLayout(event).stripTrailing());
        }
    }
}
