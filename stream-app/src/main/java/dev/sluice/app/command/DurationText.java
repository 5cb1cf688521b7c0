package dev.sluice.app.command;

import dev.sluice.app.config.DurationFormat;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations on the command line, written as in the configuration: {@code 500ms}, {@code 60s}, {@code 5m}. */
final class DurationText implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
        return DurationFormat.parse(text)
                .orElseThrow(() -> new TypeConversionException("'" + text + "' is no duration such as 60s, 5m or 1h"));
    }
}
