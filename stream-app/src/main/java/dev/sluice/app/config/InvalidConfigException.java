package dev.sluice.app.config;

import java.util.List;
import java.util.stream.Collectors;

/** The configuration can't be used; holds every fault, not only the first. */
public final class InvalidConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<ConfigFault> faults;

    InvalidConfigException(List<ConfigFault> faults) {
        super(faults.stream().map(ConfigFault::toString).collect(Collectors.joining("\n")));
        this.faults = List.copyOf(faults);
    }

    /** Every fault, in the order of the settings. */
    public List<ConfigFault> faults() {
        return faults;
    }
}
