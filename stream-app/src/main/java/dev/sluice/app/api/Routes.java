package dev.sluice.app.api;

import java.util.List;

/** Some routes that belong together. */
@FunctionalInterface
public interface Routes {
    /** The routes; asked once, at the start. */
    List<Route> routes();
}
