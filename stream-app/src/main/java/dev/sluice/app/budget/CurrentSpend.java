package dev.sluice.app.budget;

import dev.sluice.event.BudgetPolicy;
import dev.sluice.event.ChannelPolicy;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What is spent a week now: what was spent in the newest complete week with any spend. Not a mean over weeks: the policy
 * limits the shift from one week to the next, and advice that is followed must not lag behind itself.
 *
 * @param week that week, as the epoch day of its Monday; the open one where there is none
 */
public record CurrentSpend(int week, SortedMap<String, Long> spend) {
    /** Without any spend its age is longer than anybody would wait. */
    private static final int NEVER = 9_999;

    /** By the newest complete week with any spend. */
    public static CurrentSpend of(SpentWeeks view) {
        for (int week : view.weeks().headSet(view.openWeek(), false).descendingSet()) {
            SortedMap<String, Long> spend = view.spend(week);
            if (!spend.isEmpty()) {
                return new CurrentSpend(week, spend);
            }
        }
        return new CurrentSpend(view.openWeek(), Collections.emptySortedMap());
    }

    /** Of one channel; 0 where it has none. */
    public long micros(String channel) {
        return spend.getOrDefault(channel, 0L);
    }

    /** Over all channels. */
    public long totalMicros() {
        return spend.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The channels that advice is about: those with spend now or in the open week, the model's, and the policy's. */
    SortedSet<String> channels(AccountView view, Collection<String> ofModel) {
        TreeSet<String> channels = new TreeSet<>(spend.keySet());
        channels.addAll(view.spend(view.openWeek()).keySet());
        channels.addAll(ofModel);
        view.policy().map(BudgetPolicy::getChannels).ifPresent(listed -> listed.stream()
                .map(ChannelPolicy::getChannel)
                .forEach(channels::add));
        return channels;
    }

    /** Days since the newest spend, by weeks: 0 while the open week has some. */
    int ageInDays(AccountView view) {
        if (!view.spend(view.openWeek()).isEmpty()) {
            return 0;
        }
        return spend.isEmpty() ? NEVER : Math.max(0, view.today() - (week + 6));
    }
}
