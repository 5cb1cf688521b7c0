package dev.sluice.app.budget;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import org.jspecify.annotations.Nullable;

/**
 * Which accounts are to be looked at, and when: changed ones as soon as their last look is an interval ago, the others at
 * the time they asked for. Accounts that changed take turns.
 */
final class DueAccounts {
    private record Times(long looked, long again) {}

    private final long intervalMillis;
    private final LinkedHashSet<String> changed = new LinkedHashSet<>();
    private final LinkedHashMap<String, Times> times = new LinkedHashMap<>();
    private long models;
    /** No account at rest is due before; looking through all of them costs more than a round mostly has to do. */
    private long nextAgain = Long.MAX_VALUE;

    DueAccounts(long intervalMillis, long models) {
        this.intervalMillis = intervalMillis;
        this.models = models;
    }

    void changed(String account) {
        changed.add(account);
    }

    /** Other models may say other things of every account. */
    void modelsAt(long changes) {
        if (changes != models) {
            models = changes;
            changed.addAll(times.keySet());
        }
    }

    long models() {
        return models;
    }

    /** Takes the next one that is due off the list; null if there is none. */
    @Nullable
    String next(long now) {
        if (now >= nextAgain) {
            nextAgain = Long.MAX_VALUE;
            times.forEach((account, at) -> {
                if (at.again <= now) {
                    changed.add(account);
                } else {
                    nextAgain = Math.min(nextAgain, at.again);
                }
            });
        }
        Iterator<String> all = changed.iterator();
        while (all.hasNext()) {
            String account = all.next();
            Times at = times.get(account);
            if (at == null || now - at.looked >= intervalMillis || at.again <= now) {
                all.remove();
                times.put(account, new Times(now, Long.MAX_VALUE));
                return account;
            }
        }
        return null;
    }

    /** The account is to be looked at again at this moment, unless it changes before. */
    void again(String account, long at) {
        Times last = times.get(account);
        times.put(account, new Times(last == null ? Long.MIN_VALUE : last.looked, at));
        nextAgain = Math.min(nextAgain, at);
    }
}
