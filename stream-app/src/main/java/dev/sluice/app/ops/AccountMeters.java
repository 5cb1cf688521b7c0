package dev.sluice.app.ops;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;

/**
 * What dashboards and alerts show of single accounts: their newest weeks by channel, the ROAS that was predicted for
 * them, and when their feeds spoke last. Thread-safe.
 *
 * <p>An account costs some hundred time series, so that only the first {@value #MOST_ACCOUNTS} of an instance have
 * them; the topics hold all. Weeks are counted back from the account's newest one, because a label with a date would
 * make new series every week.
 */
public final class AccountMeters {
    /** So many accounts of an instance have meters of their own. */
    static final int MOST_ACCOUNTS = 200;

    /** What a channel did in a week; money in millionths. */
    public record Figures(long spendMicros, long revenueMicros, long orders, long newCustomers) {
        static final Figures NONE = new Figures(0, 0, 0, 0);
    }

    /** A predicted ROAS with its 80 % interval. */
    public record Prediction(double p10, double p50, double p90) {
        static final Prediction NONE = new Prediction(Double.NaN, Double.NaN, Double.NaN);
    }

    private final MeterRegistry registry;
    private final Map<String, AccountFigures> accounts = new ConcurrentHashMap<>();
    /** Accounts without meters of their own, by task. */
    private final Map<String, Set<String>> omitted = new ConcurrentHashMap<>();

    public AccountMeters(MeterRegistry registry) {
        this.registry = registry;
        Gauge.builder("sluice.accounts.unmetered", omitted, all -> all.values().stream()
                        .mapToInt(Set::size)
                        .sum())
                .description("Accounts of this instance that have no meters of their own, because there are too many")
                .register(registry);
    }

    /** All channels of an account's week, a week being the epoch day of its Monday; none where it is empty now. */
    public void week(String task, String account, int week, Map<String, Figures> channels) {
        figures(task, account)
                .ifPresent(known -> known.week(week, channels).forEach(channel -> showWeeks(known, account, channel)));
    }

    /** The ROAS that was published for a channel's week; it is let go where the account's weeks are not known here. */
    public void predictedRoas(String account, String channel, int week, Prediction prediction) {
        AccountFigures known = accounts.get(account);
        if (known != null) {
            known.predicted(week, channel, prediction);
            showPredictions(known, account, channel);
        }
    }

    /** So many events of a topic had been received when this instance took the account over. */
    public void takenOver(String task, String account, String topic, long events) {
        figures(task, account).ifPresent(known -> known.takenOver(topic, events));
    }

    /** So many have been received by now; where that is more than before, the feed has just spoken. */
    public void received(String task, String account, String topic, long events, long nowMillis) {
        figures(task, account)
                .filter(known -> known.received(topic, events, nowMillis))
                .ifPresent(known -> gauge(
                        known,
                        "sluice.feed.newest.timestamp.seconds",
                        "When an event of the account last arrived on the topic, seconds since the epoch",
                        Tags.of("account", account, "topic", topic),
                        figures -> figures.newestSeconds(topic)));
    }

    /** The task has left this instance: its accounts no longer count here. */
    public void taskClosed(String task) {
        omitted.remove(task);
        accounts.forEach((account, figures) -> {
            if (figures.task().equals(task) && accounts.remove(account, figures)) {
                figures.meters().forEach(registry::remove);
            }
        });
    }

    private Optional<AccountFigures> figures(String task, String account) {
        AccountFigures known = accounts.get(account);
        if (known != null) {
            return Optional.of(known);
        }
        Set<String> waiting = omitted.computeIfAbsent(task, t -> ConcurrentHashMap.newKeySet());
        if (accounts.size() >= MOST_ACCOUNTS) {
            waiting.add(account);
            return Optional.empty();
        }
        waiting.remove(account);
        return Optional.of(accounts.computeIfAbsent(account, a -> new AccountFigures(task)));
    }

    private void showWeeks(AccountFigures known, String account, String channel) {
        for (int ago = 0; ago < AccountFigures.WEEKS; ago++) {
            int back = ago;
            Tags tags = Tags.of("account", account, "channel", channel, "weeks_ago", Integer.toString(ago));
            gauge(
                    known,
                    "sluice.week.spend",
                    "Spend of a week, in the account's currency",
                    tags,
                    figures -> figures.figures(channel, back).spendMicros / 1e6);
            gauge(
                    known,
                    "sluice.week.revenue",
                    "Revenue of a week, in the account's currency",
                    tags,
                    figures -> figures.figures(channel, back).revenueMicros / 1e6);
            gauge(known, "sluice.week.orders", "Orders of a week", tags, figures -> figures.figures(channel, back)
                    .orders);
            gauge(known, "sluice.week.new.customers", "New customers of a week", tags, figures -> figures.figures(
                            channel, back)
                    .newCustomers);
        }
    }

    private void showPredictions(AccountFigures known, String account, String channel) {
        for (int ago = 0; ago < AccountFigures.WEEKS; ago++) {
            int back = ago;
            Tags tags = Tags.of("account", account, "channel", channel, "weeks_ago", Integer.toString(ago));
            predicted(known, tags.and("bound", "p10"), figures -> figures.prediction(channel, back).p10);
            predicted(known, tags.and("bound", "p50"), figures -> figures.prediction(channel, back).p50);
            predicted(known, tags.and("bound", "p90"), figures -> figures.prediction(channel, back).p90);
        }
    }

    private void predicted(AccountFigures known, Tags tags, ToDoubleFunction<AccountFigures> bound) {
        gauge(known, "sluice.predicted.roas", "Predicted ROAS of a week, with its 80 % interval", tags, bound);
    }

    private void gauge(
            AccountFigures known, String name, String description, Tags tags, ToDoubleFunction<AccountFigures> value) {
        known.meter(name + tags, id -> Gauge.builder(name, known, value)
                .description(description)
                .tags(tags)
                .register(registry));
    }
}
