package dev.sluice.app.world;

import dev.sluice.app.world.Chance.Purpose;
import dev.sluice.event.BudgetPolicy;
import dev.sluice.event.ChannelPolicy;
import dev.sluice.event.ConversionsFrom;
import dev.sluice.event.Objective;
import dev.sluice.schemas.Topic;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Lives one account's days, one after the other, and sends what they bring. */
final class AccountLife {
    private static final int POLICY_EVERY_DAYS = 56;
    private static final List<Objective> OBJECTIVES =
            List.of(Objective.MAX_REVENUE, Objective.MAX_PROFIT, Objective.TARGET_ROAS, Objective.TARGET_CAC);

    private final WorldConfig config;
    private final int index;
    private final Market market;
    private final SpendPlan plan;
    private final Courier courier;
    private final Traffic traffic;
    private final Shop shop;
    private final AdDesk ads;
    private final double[] adstock;

    AccountLife(WorldConfig config, int index, Consumer<WorldEvent> out) {
        this.config = config;
        this.index = index;
        this.market = Market.of(config, index);
        this.plan = new SpendPlan(config.seed(), index, market);
        this.courier = new Courier(market.account(), market.currency(), config.faults(), out);
        this.traffic = new Traffic(config, market, courier);
        this.shop = new Shop(config, market, courier, traffic);
        this.ads = new AdDesk(config, index, market, courier);
        this.adstock = market.channels().stream()
                .mapToDouble(ChannelTruth::plannedDailySpend)
                .toArray();
    }

    /** The policy that is known before anything else of the account. */
    WorldEvent firstPolicy(Instant at) {
        return new WorldEvent(at, Topic.BUDGET_POLICIES, market.account(), policy(at, 1), null, Fault.NONE);
    }

    Instant startOf(LocalDate day) {
        return day.atStartOfDay(market.zone()).toInstant();
    }

    /** Sends all that the day causes; nothing of it arrives before the day's start. */
    void live(LocalDate day) {
        Chance chance = Chance.of(config.seed(), index, day.toEpochDay(), Purpose.DAY);
        Instant start = startOf(day);
        renewPolicy(day, start, chance);
        double season = market.season(day);
        double[] spend = plan.spend(day, chance);
        double[] orders = new double[spend.length];
        double[] clicks = new double[spend.length];
        for (int i = 0; i < spend.length; i++) {
            ChannelTruth channel = market.channels().get(i);
            adstock[i] = channel.adstock(adstock[i], spend[i]);
            orders[i] = channel.saturated(adstock[i]) * season;
            clicks[i] = channel.paid() ? spend[i] / channel.costPerClick() : orders[i] * config.clicksPerOrder();
        }
        // The last channel is direct: people who type the address click on nothing.
        clicks[clicks.length - 1] = 0;
        long millis = Duration.between(start, startOf(day.plusDays(1))).toMillis();
        int[] happened = traffic.open(day.toEpochDay(), start.toEpochMilli(), millis, clicks, chance);
        shop.trade(day.toEpochDay(), orders, chance);
        traffic.close(chance);
        ads.report(day, spend, happened, chance);
    }

    private void renewPolicy(LocalDate day, Instant start, Chance chance) {
        long age = day.toEpochDay() - config.start().toEpochDay();
        if (age > 0 && age % POLICY_EVERY_DAYS == 0) {
            Instant at = start.plus(Duration.ofHours(9));
            BudgetPolicy renewed = policy(at, chance.between(0.95, 1.15));
            courier.send(Topic.BUDGET_POLICIES, renewed, at.toEpochMilli(), Fault.NONE, chance);
        }
    }

    private BudgetPolicy policy(Instant at, double budgetFactor) {
        Objective objective = OBJECTIVES.get(index % OBJECTIVES.size());
        List<ChannelPolicy> limits = new ArrayList<>();
        double weekly = 0;
        double value = 0;
        for (ChannelTruth channel : market.channels()) {
            if (channel.paid()) {
                double week = 7 * channel.plannedDailySpend();
                weekly += week;
                value = Math.max(value, channel.orderValue());
                boolean locked = index % 3 == 2 && channel.channel().equals("email");
                limits.add(
                        new ChannelPolicy(channel.channel(), AdDesk.cents(week * 0.3), AdDesk.cents(week * 2), locked));
            }
        }
        return BudgetPolicy.newBuilder()
                .setAccount(market.account())
                .setRevision(at.toEpochMilli())
                .setUpdatedAt(at.toEpochMilli())
                .setTimeZone(market.zone().getId())
                .setCurrency(market.currency())
                .setSettlingDays(index % 4 == 3 ? 14 : 28)
                .setConversionsFrom(ConversionsFrom.SHOP)
                .setObjective(objective)
                .setWeeklyBudgetMicros(AdDesk.cents(weekly * budgetFactor))
                .setTargetRoas(objective == Objective.TARGET_ROAS ? (Double) 3.0 : null)
                .setTargetCacMicros(objective == Objective.TARGET_CAC ? (Long) AdDesk.cents(value / 2) : null)
                .setMargin(0.4)
                .setChannels(limits)
                .build();
    }
}
