package dev.sluice.app.api.read;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.app.api.Call;
import dev.sluice.app.api.Reply;
import dev.sluice.app.api.Route;
import dev.sluice.app.api.Routes;
import dev.sluice.app.api.view.Row;
import dev.sluice.app.api.view.Views;
import dev.sluice.event.BudgetPolicy;
import dev.sluice.event.BudgetRecommendation;
import dev.sluice.event.ChannelWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** What there is: accounts and their channels. */
public final class AccountRoutes implements Routes {
    private static final Listing<ObjectNode> ACCOUNTS = new Listing<>(
            List.of("account", "currency", "time_zone", "channels", "first_week", "last_week", "as_of", "decision"),
            row -> row.path("account").asText(),
            row -> row);
    private static final Listing<ObjectNode> CHANNELS = new Listing<>(
            List.of(
                    "account",
                    "channel",
                    "currency",
                    "weeks",
                    "first_week",
                    "last_week",
                    "as_of",
                    "spend_micros",
                    "orders",
                    "revenue_micros",
                    "new_customers"),
            row -> row.path("channel").asText(),
            row -> row);

    private final Reader reader;
    private final Views views;

    public AccountRoutes(Reader reader) {
        this.reader = reader;
        this.views = reader.views();
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/api/v1/accounts", reader.whenCaughtUp(this::accounts)),
                Route.get("/api/v1/channels", reader.whenCaughtUp(this::channels)));
    }

    private Reply accounts(Call call) {
        return ACCOUNTS.answer(
                call, views.accounts().stream().map(this::account).toList());
    }

    private ObjectNode account(String name) {
        List<ChannelWeek> weeks = weeks(name);
        @Nullable
        BudgetPolicy policy = views.policies().row(name, "").map(Row::value).orElse(null);
        @Nullable
        BudgetRecommendation advice =
                views.recommendations().row(name, "").map(Row::value).orElse(null);
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("account", name);
        Optional<ChannelWeek> newest = weeks.stream().max(Comparator.comparing(ChannelWeek::getWeek));
        node.put(
                "currency",
                newest.map(ChannelWeek::getCurrency)
                        .or(() -> Optional.ofNullable(policy).flatMap(BudgetPolicy::getCurrency))
                        .orElse(null));
        node.put(
                "time_zone",
                newest.map(ChannelWeek::getTimeZone)
                        .or(() -> Optional.ofNullable(policy).flatMap(BudgetPolicy::getTimeZone))
                        .orElse(null));
        node.put(
                "channels",
                weeks.stream().map(ChannelWeek::getChannel).distinct().count());
        span(node, weeks);
        node.put("decision", advice == null ? null : advice.getDecision().name());
        return node;
    }

    private List<ChannelWeek> weeks(String account) {
        return views.metrics().rows(account).stream().map(Row::value).toList();
    }

    private static void span(ObjectNode node, List<ChannelWeek> weeks) {
        node.put(
                "first_week",
                weeks.stream()
                        .map(ChannelWeek::getWeek)
                        .min(Comparator.naturalOrder())
                        .map(LocalDate::toString)
                        .orElse(null));
        node.put(
                "last_week",
                weeks.stream()
                        .map(ChannelWeek::getWeek)
                        .max(Comparator.naturalOrder())
                        .map(LocalDate::toString)
                        .orElse(null));
        node.put(
                "as_of",
                weeks.stream()
                        .map(ChannelWeek::getAsOf)
                        .max(Comparator.naturalOrder())
                        .map(Instant::toString)
                        .orElse(null));
    }

    private Reply channels(Call call) {
        String account = reader.oneAccount(call);
        Map<String, List<ChannelWeek>> byChannel = new TreeMap<>();
        weeks(account).forEach(week -> byChannel
                .computeIfAbsent(week.getChannel(), c -> new ArrayList<>())
                .add(week));
        return CHANNELS.answer(
                call,
                byChannel.keySet().stream()
                        .map(channel -> channel(account, channel, Objects.requireNonNull(byChannel.get(channel))))
                        .toList());
    }

    private static ObjectNode channel(String account, String channel, List<ChannelWeek> weeks) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("account", account);
        node.put("channel", channel);
        node.put("currency", weeks.getLast().getCurrency());
        node.put("weeks", weeks.size());
        span(node, weeks);
        node.put("spend_micros", sum(weeks, ChannelWeek::getSpendMicros));
        node.put("orders", sum(weeks, ChannelWeek::getOrders));
        node.put("revenue_micros", sum(weeks, ChannelWeek::getRevenueMicros));
        node.put("new_customers", sum(weeks, ChannelWeek::getNewCustomers));
        return node;
    }

    private static long sum(List<ChannelWeek> weeks, ToLongFunction<ChannelWeek> of) {
        return weeks.stream().mapToLong(of).reduce(0, Math::addExact);
    }
}
