package dev.sluice.app.world;

import dev.sluice.event.Click;
import dev.sluice.event.ClickBatch;
import dev.sluice.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * An account's clicks of one day after the other, sent in batches. Some are never seen (blocked), so that platforms
 * claim more clicks than there are; some visitors come back.
 */
final class Traffic {
    private static final double UNSEEN_SHARE = 0.03;
    private static final double RETURNING_SHARE = 0.2;
    private static final int REMEMBERED_VISITORS = 512;
    private static final Comparator<Click> BY_TIME = Comparator.comparingLong(Click::getClickedAt);

    private final WorldConfig config;
    private final Market market;
    private final Courier courier;
    private final List<String> visitors = new ArrayList<>();

    private String dayName = "";
    private long dayStart;
    private long dayMillis;
    private int clickCount;
    private final List<List<Click>> clicks = new ArrayList<>();
    private final List<Click> seen = new ArrayList<>();

    Traffic(WorldConfig config, Market market, Courier courier) {
        this.config = config;
        this.market = market;
        this.courier = courier;
    }

    /**
     * Lets a day's visitors come.
     *
     * @param start local midnight in milliseconds since the epoch
     * @param expected expected clicks by channel
     * @return clicks by channel, seen or not
     */
    int[] open(long epochDay, long start, long millis, double[] expected, Chance chance) {
        dayName = Long.toString(epochDay, Character.MAX_RADIX);
        dayStart = start;
        dayMillis = millis;
        clickCount = 0;
        clicks.clear();
        seen.clear();
        int[] counts = new int[expected.length];
        for (int i = 0; i < expected.length; i++) {
            counts[i] = chance.poisson(expected[i]);
            clicks.add(new ArrayList<>(counts[i]));
            for (int n = 0; n < counts[i]; n++) {
                Click click = click(market.channels().get(i).channel(), visitor(chance), anyTime(chance), chance);
                clicks.get(i).add(click);
                if (!chance.happens(UNSEEN_SHARE)) {
                    seen.add(click);
                }
            }
        }
        return counts;
    }

    /** Clicks of the open day on a channel, in no order. */
    List<Click> clicks(int channel) {
        return clicks.get(channel);
    }

    /** A time of the open day, most likely in its middle. */
    long anyTime(Chance chance) {
        return dayStart + (long) ((chance.uniform() + chance.uniform()) / 2 * (dayMillis - 1));
    }

    /** Another click by the same visitor, after the first one, sent alone. */
    void touchAgain(Click first, long notAfter, Chance chance) {
        long gap = notAfter - first.getClickedAt();
        long at = chance.happens(0.1) ? first.getClickedAt() : first.getClickedAt() + (long) (gap * chance.uniform());
        String channel = market.channels()
                .get(chance.below(market.channels().size() - 1))
                .channel();
        Click again = click(channel, first.getVisitorId().orElseThrow(), at, chance);
        courier.send(Topic.AD_CLICKS, batch(List.of(again)), at, Fault.NONE, chance);
    }

    /** Takes a click out of its batch and sends it alone, after the order it led to. */
    void hold(Click click, long orderPlacedAt, Chance chance) {
        if (seen.remove(click)) {
            long arrival = orderPlacedAt + chance.longTailMillis(Duration.ofHours(1), Duration.ofDays(21));
            courier.sendAt(Topic.AD_CLICKS, batch(List.of(click)), arrival, Fault.LATE, chance);
        }
    }

    /** Sends the day's batches: each as soon as it is full, the last at the end of the day. */
    void close(Chance chance) {
        seen.sort(BY_TIME);
        for (int from = 0; from < seen.size(); from += config.clicksPerBatch()) {
            int to = Math.min(seen.size(), from + config.clicksPerBatch());
            List<Click> part = List.copyOf(seen.subList(from, to));
            courier.send(Topic.AD_CLICKS, batch(part), part.getLast().getClickedAt(), Fault.NONE, chance);
        }
    }

    private ClickBatch batch(List<Click> part) {
        return new ClickBatch(market.account(), part);
    }

    private Click click(String channel, String visitor, long at, Chance chance) {
        String id = channel.substring(0, 2) + '.' + dayName + '.' + Integer.toString(clickCount++, Character.MAX_RADIX);
        return new Click(id, channel, chance.happens(0.5) ? channel + "-c1" : null, visitor, at);
    }

    private String visitor(Chance chance) {
        if (visitors.size() == REMEMBERED_VISITORS && chance.happens(RETURNING_SHARE)) {
            return chance.oneOf(visitors);
        }
        String visitor = "v." + dayName + '.' + Integer.toString(clickCount, Character.MAX_RADIX);
        if (visitors.size() < REMEMBERED_VISITORS) {
            visitors.add(visitor);
        } else {
            visitors.set(clickCount % REMEMBERED_VISITORS, visitor);
        }
        return visitor;
    }
}
