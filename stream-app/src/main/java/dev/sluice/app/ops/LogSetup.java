package dev.sluice.app.ops;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.ContextInitializer;
import ch.qos.logback.core.joran.spi.JoranException;
import dev.sluice.app.config.SluiceConfig.LogFormat;
import java.util.Locale;
import org.slf4j.LoggerFactory;

/** Brings {@code logback.xml} in line with the configuration, which is known only after the first logger exists. */
public final class LogSetup {
    private static final String FORMAT = "SLUICE_LOG_FORMAT";

    private LogSetup() {}

    /** Log lines are written like this from now on. */
    public static void format(LogFormat format) {
        String name = format.name().toLowerCase(Locale.ROOT);
        String now = System.getProperty(FORMAT, System.getenv().getOrDefault(FORMAT, "text"));
        if (name.equals(now) || !(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
            return;
        }
        System.setProperty(FORMAT, name);
        context.reset();
        try {
            new ContextInitializer(context).autoConfig();
        } catch (JoranException e) {
            throw new IllegalStateException("logback.xml can't be read again", e);
        }
    }

    /** A command that says itself, in one line, what went wrong does not want the clients' warnings as well. */
    public static void quietClients() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            context.getLogger("org.apache.kafka").setLevel(Level.OFF);
            context.getLogger("dev.sluice.schemas").setLevel(Level.OFF);
        }
    }
}
