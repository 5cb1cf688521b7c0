package dev.sluice.app.world;

import dev.sluice.app.world.Chance.Purpose;
import dev.sluice.event.SpendReport;
import dev.sluice.schemas.Topic;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an account's ad platforms report: each ad group's day on the next morning, then restated for 28 days. */
final class AdDesk {
    private static final List<Integer> RESTATED_AFTER_DAYS = List.of(1, 2, 4, 8, 15, 28);

    private record AdGroup(
            String campaignId,
            @Nullable String campaignName,
            @Nullable String id,
            double share) {}

    /** What happened to an ad group on a day, before the platform's own view of it. */
    private record GroupDay(ChannelTruth channel, AdGroup group, LocalDate day, double spend, double clicks) {}

    private final WorldConfig config;
    private final Market market;
    private final Courier courier;
    private final List<List<AdGroup>> groups = new ArrayList<>();

    AdDesk(WorldConfig config, int index, Market market, Courier courier) {
        this.config = config;
        this.market = market;
        this.courier = courier;
        for (int i = 0; i < market.channels().size(); i++) {
            ChannelTruth channel = market.channels().get(i);
            groups.add(
                    channel.paid()
                            ? groups(channel, Chance.of(config.seed(), index, i + 1L, Purpose.MARKET))
                            : List.of());
        }
    }

    /**
     * Reports a day.
     *
     * @param spend currency units by channel
     * @param clicks clicks that happened, by channel
     */
    void report(LocalDate day, double[] spend, int[] clicks, Chance chance) {
        for (int i = 0; i < spend.length; i++) {
            for (AdGroup group : groups.get(i)) {
                ChannelTruth channel = market.channels().get(i);
                GroupDay happened = new GroupDay(channel, group, day, spend[i] * group.share, clicks[i] * group.share);
                reports(happened, chance);
            }
        }
    }

    private void reports(GroupDay happened, Chance chance) {
        long morning =
                happened.day.plusDays(1).atStartOfDay(market.zone()).toInstant().toEpochMilli();
        send(happened, 1, morning, Fault.NONE, chance);
        for (int days : config.restatements() ? RESTATED_AFTER_DAYS : List.<Integer>of()) {
            if (chance.happens(0.5)) {
                double maturity = 1 + 0.15 * days / 28;
                send(happened, maturity, morning + Duration.ofDays(days).toMillis(), Fault.RESTATED, chance);
            }
        }
    }

    private void send(GroupDay happened, double maturity, long morning, Fault nature, Chance chance) {
        long reportedAt = morning + chance.millis(Duration.ofHours(3), Duration.ofHours(8));
        courier.send(Topic.AD_SPEND, stated(happened, maturity, reportedAt, chance), reportedAt, nature, chance);
    }

    private SpendReport stated(GroupDay happened, double maturity, long reportedAt, Chance chance) {
        ChannelTruth channel = happened.channel;
        long clicks = Math.round(happened.clicks * chance.between(1.0, 1.04));
        long hundredthConversions =
                Math.round(100 * happened.clicks / config.clicksPerOrder() * maturity * chance.between(1.0, 1.3));
        String name = channel.channel();
        return SpendReport.newBuilder()
                .setAccount(market.account())
                .setChannel(name)
                .setCampaignId(happened.group.campaignId)
                .setCampaignName(happened.group.campaignName)
                .setAdGroupId(happened.group.id)
                .setDay((int) happened.day.toEpochDay())
                .setSpendMicros(Math.max(10_000, cents(happened.spend * chance.noise(0.01))))
                .setCurrency(market.currency())
                .setImpressions(name.equals("affiliate") ? null : (Long) (clicks * 40 + chance.below(40)))
                .setClicks(name.equals("email") ? null : (Long) clicks)
                .setConversions(hundredthConversions / 100.0)
                .setConversionsValueMicros(cents(hundredthConversions / 100.0 * channel.orderValue()))
                .setRevision(reportedAt)
                .setReportedAt(reportedAt)
                .setSource("world")
                .build();
    }

    /** One to three campaigns of up to two ad groups; email and affiliate report the channel as a whole. */
    private static List<AdGroup> groups(ChannelTruth channel, Chance chance) {
        String name = channel.channel();
        if (name.equals("email") || name.equals("affiliate")) {
            return List.of(new AdGroup("", null, null, 1));
        }
        List<AdGroup> groups = new ArrayList<>();
        int campaigns = 1 + chance.below(3);
        for (int campaign = 1; campaign <= campaigns; campaign++) {
            int parts = chance.below(3);
            double share = 1.0 / campaigns / Math.max(1, parts);
            String id = name + "-c" + campaign;
            String title = name + (campaign == 1 ? " brand" : " prospecting " + campaign);
            if (parts == 0) {
                groups.add(new AdGroup(id, title, null, share));
            }
            for (int part = 1; part <= parts; part++) {
                groups.add(new AdGroup(id, title, id + "-g" + part, share));
            }
        }
        return groups;
    }

    /** Micros of an amount in currency units, rounded to hundredths. */
    static long cents(double units) {
        return Math.round(units * 100) * 10_000L;
    }
}
