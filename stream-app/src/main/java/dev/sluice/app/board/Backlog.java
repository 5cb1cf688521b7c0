package dev.sluice.app.board;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which tasks of this process have changes that are not published yet. Thread-safe. */
public final class Backlog {
    private final Set<String> tasks = ConcurrentHashMap.newKeySet();

    /** True once all that the boards of this process have summed is on its way to the topics. */
    public boolean isEmpty() {
        return tasks.isEmpty();
    }

    void add(String task) {
        tasks.add(task);
    }

    void clear(String task) {
        tasks.remove(task);
    }
}
