package dev.sluice.app.api;

import dev.sluice.app.api.Route.Method;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the route of a call. Segments are matched one by one, after decoding, so a name may hold anything, slashes too. */
final class RouteTable {
    /** What a path and a method lead to. */
    sealed interface Match {
        /** This route, with what stands for the names of its template. */
        record Found(Route route, Map<String, String> names) implements Match {}

        /** A path that is there, for other methods. */
        record OtherMethod(Set<Method> allowed) implements Match {}

        /** No such path. */
        record Nothing() implements Match {}
    }

    private record Entry(Route route, List<String> segments) {}

    private final List<Entry> entries = new ArrayList<>();

    RouteTable(List<Route> routes) {
        for (Route route : routes) {
            List<String> segments = List.of(route.template().substring(1).split("/", -1));
            boolean twice =
                    entries.stream().anyMatch(e -> e.segments.equals(segments) && e.route.method() == route.method());
            if (twice) {
                throw new IllegalArgumentException("two routes for " + route.method() + " " + route.template());
            }
            entries.add(new Entry(route, segments));
        }
    }

    /** Literal segments go before names: {@code /recommendations/history} is never the account "history". */
    Match find(Method method, List<String> path) {
        Match.Found found = null;
        Set<Method> allowed = EnumSet.noneOf(Method.class);
        for (Entry entry : entries) {
            Map<String, String> names = names(entry.segments, path);
            if (names == null) {
                continue;
            }
            allowed.add(entry.route.method());
            boolean nearer = found == null || names.size() < found.names().size();
            if (entry.route.method() == method && nearer) {
                found = new Match.Found(entry.route, names);
            }
        }
        if (found != null) {
            return found;
        }
        return allowed.isEmpty() ? new Match.Nothing() : new Match.OtherMethod(allowed);
    }

    private static @Nullable Map<String, String> names(List<String> template, List<String> path) {
        if (template.size() != path.size()) {
            return null;
        }
        Map<String, String> names = new LinkedHashMap<>();
        for (int i = 0; i < path.size(); i++) {
            String segment = template.get(i);
            if (segment.startsWith("{")) {
                names.put(segment.substring(1, segment.length() - 1), path.get(i));
            } else if (!segment.equals(path.get(i))) {
                return null;
            }
        }
        return names;
    }
}
