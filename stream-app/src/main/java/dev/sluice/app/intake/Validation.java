package dev.sluice.app.intake;

import static dev.sluice.app.intake.Rejection.shown;

import dev.sluice.event.BudgetPolicy;
import dev.sluice.event.ChannelPolicy;
import dev.sluice.event.Click;
import dev.sluice.event.Order;
import dev.sluice.event.OrderStatus;
import dev.sluice.event.SpendReport;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What must hold of one record, whatever is known of its account. Each method returns null where all is well. */
final class Validation {
    static final int MAX_ID = 200;
    /** Nine billion currency units: sums of a billion such amounts still fit a long. */
    static final long MAX_AMOUNT = 9_000_000_000_000_000L;

    private static final long DAY_MILLIS = 86_400_000L;
    private static final long EARLIEST = Instant.parse("2000-01-01T00:00:00Z").toEpochMilli();
    private static final int EARLIEST_DAY = (int) (EARLIEST / DAY_MILLIS);
    private static final Set<String> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    private final long now;

    /** Judges times against this moment, in milliseconds since the epoch. */
    Validation(long now) {
        this.now = now;
    }

    /** The fault of an account id that is used as a key, or null. */
    static @Nullable String idFault(String id) {
        if (id.isEmpty()) {
            return "is empty";
        }
        if (id.length() > MAX_ID) {
            return "has " + id.length() + " characters, at most " + MAX_ID + " are allowed";
        }
        for (int i = 0; i < id.length(); i++) {
            if (Character.isISOControl(id.charAt(i))) {
                return "has a control character at position " + i;
            }
        }
        return null;
    }

    @Nullable
    Rejection check(SpendReport r) {
        Rejection fault = firstOf(
                channel(r.getChannel()),
                r.getCampaignId().isEmpty() ? null : id("campaign_id", r.getCampaignId()),
                optionalId("ad_group_id", r.getAdGroupId().orElse(null)));
        if (fault != null) {
            return fault;
        }
        if (r.getSpendMicros() < 0) {
            return new Rejection(
                    Reason.NEGATIVE_SPEND, "spend_micros is " + r.getSpendMicros() + ", must be 0 or more");
        }
        double conversions = r.getConversions().orElse(0.0);
        if (!Double.isFinite(conversions)) {
            return new Rejection(Reason.INVALID_NUMBER, "conversions is " + conversions + ", must be a finite number");
        }
        fault = firstOf(
                amount("spend_micros", r.getSpendMicros()),
                amount("impressions", r.getImpressions().orElse(0L)),
                amount("clicks", r.getClicks().orElse(0L)),
                amount("conversions_value_micros", r.getConversionsValueMicros().orElse(0L)));
        if (fault != null) {
            return fault;
        }
        if (conversions < 0) {
            return new Rejection(Reason.NEGATIVE_AMOUNT, "conversions is " + conversions + ", must be 0 or more");
        }
        if (conversions > 1e9) {
            return new Rejection(Reason.AMOUNT_OUT_OF_RANGE, "conversions is " + conversions + ", at most 1e9");
        }
        fault = firstOf(currency(r.getCurrency()), time("reported_at", r.getReportedAt()));
        if (fault != null) {
            return fault;
        }
        if (r.getDay() < EARLIEST_DAY || r.getDay() > EARLIEST_DAY + 365 * 1000) {
            return new Rejection(
                    Reason.TIMESTAMP_OUT_OF_RANGE,
                    "day is " + r.getDay() + " days since 1970-01-01, must be in 2000 or later");
        }
        // A day begins up to 14 hours before it does in UTC.
        if (r.getDay() * DAY_MILLIS > now + DAY_MILLIS + 14 * 3_600_000L) {
            return new Rejection(
                    Reason.IN_THE_FUTURE,
                    "day is " + LocalDate.ofEpochDay(r.getDay()) + ", more than a day ahead of "
                            + Instant.ofEpochMilli(now));
        }
        return null;
    }

    @Nullable
    Rejection check(Click click) {
        return firstOf(
                id("click_id", click.getClickId()),
                channel(click.getChannel()),
                optionalId("visitor_id", click.getVisitorId().orElse(null)),
                time("clicked_at", click.getClickedAt()));
    }

    @Nullable
    Rejection check(Order o) {
        Rejection fault = firstOf(
                id("order_id", o.getOrderId()),
                optionalId("customer_id", o.getCustomerId().orElse(null)),
                optionalId("click_id", o.getClickId().orElse(null)),
                optionalId("visitor_id", o.getVisitorId().orElse(null)),
                o.getChannel().isPresent() ? channel(o.getChannel().get()) : null,
                amount("total_micros", o.getTotalMicros()),
                amount("refunded_micros", o.getRefundedMicros()),
                amount("discount_micros", o.getDiscountMicros()),
                currency(o.getCurrency()),
                time("placed_at", o.getPlacedAt()),
                time("updated_at", o.getUpdatedAt()));
        if (fault != null) {
            return fault;
        }
        if (o.getStatus() == OrderStatus.CREDIT_NOTE) {
            return o.getTotalMicros() == 0
                    ? null
                    : new Rejection(
                            Reason.CREDIT_NOTE_WITH_TOTAL,
                            "total_micros of a CREDIT_NOTE is " + o.getTotalMicros()
                                    + ", must be 0: what is paid back goes to refunded_micros");
        }
        if (o.getRefundedMicros() > o.getTotalMicros()) {
            return new Rejection(
                    Reason.REFUND_EXCEEDS_TOTAL,
                    "refunded_micros is " + o.getRefundedMicros() + ", more than total_micros " + o.getTotalMicros());
        }
        return null;
    }

    @Nullable
    Rejection check(BudgetPolicy p) {
        String zone = p.getTimeZone().orElse("UTC");
        try {
            ZoneId.of(zone);
        } catch (DateTimeException e) {
            return new Rejection(
                    Reason.UNKNOWN_TIME_ZONE,
                    "time_zone " + shown(zone) + " is no IANA time zone such as Europe/Berlin");
        }
        Rejection fault = firstOf(
                p.getCurrency().isPresent() ? currency(p.getCurrency().get()) : null,
                time("updated_at", p.getUpdatedAt()),
                amount("weekly_budget_micros", p.getWeeklyBudgetMicros().orElse(0L)),
                amount("target_cac_micros", p.getTargetCacMicros().orElse(0L)));
        if (fault != null) {
            return fault;
        }
        for (ChannelPolicy c : p.getChannels()) {
            fault = firstOf(
                    channel(c.getChannel()),
                    amount("min_micros", c.getMinMicros().orElse(0L)),
                    amount("max_micros", c.getMaxMicros().orElse(0L)));
            if (fault != null) {
                return fault;
            }
        }
        String contradiction = PolicyRules.fault(p);
        return contradiction == null ? null : new Rejection(Reason.INVALID_POLICY, contradiction);
    }

    /** What is wrong with a policy, in one line, judged as intake would judge it at a moment; null where all is well. */
    static @Nullable Rejection check(BudgetPolicy policy, long nowMillis) {
        Rejection fault = id("account", policy.getAccount());
        return fault != null ? fault : new Validation(nowMillis).check(policy);
    }

    private static @Nullable Rejection id(String field, String value) {
        String fault = idFault(value);
        return fault == null ? null : new Rejection(Reason.INVALID_ID, field + " " + shown(value) + " " + fault);
    }

    private static @Nullable Rejection optionalId(String field, @Nullable String value) {
        return value == null ? null : id(field, value);
    }

    private static @Nullable Rejection channel(String value) {
        String fault = idFault(value);
        return fault == null ? null : new Rejection(Reason.INVALID_CHANNEL, "channel " + shown(value) + " " + fault);
    }

    private static @Nullable Rejection amount(String field, long value) {
        if (value < 0) {
            return new Rejection(Reason.NEGATIVE_AMOUNT, field + " is " + value + ", must be 0 or more");
        }
        return value <= MAX_AMOUNT
                ? null
                : new Rejection(Reason.AMOUNT_OUT_OF_RANGE, field + " is " + value + ", at most " + MAX_AMOUNT);
    }

    private static @Nullable Rejection currency(String code) {
        return CURRENCIES.contains(code)
                ? null
                : new Rejection(
                        Reason.UNKNOWN_CURRENCY, "currency " + shown(code) + " is no ISO 4217 code such as EUR");
    }

    private @Nullable Rejection time(String field, long millis) {
        if (millis < EARLIEST) {
            return new Rejection(
                    Reason.TIMESTAMP_OUT_OF_RANGE,
                    field + " is " + millis + ", must be milliseconds since 1970 and in 2000 or later");
        }
        if (millis > now + DAY_MILLIS) {
            return millis > now + 365_000 * DAY_MILLIS
                    ? new Rejection(
                            Reason.TIMESTAMP_OUT_OF_RANGE,
                            field + " is " + millis
                                    + ", must be milliseconds since 1970; are these micro- or nanoseconds?")
                    : new Rejection(
                            Reason.IN_THE_FUTURE,
                            field + " is " + Instant.ofEpochMilli(millis) + ", more than a day ahead of "
                                    + Instant.ofEpochMilli(now));
        }
        return null;
    }

    private static @Nullable Rejection firstOf(@Nullable Rejection... faults) {
        for (Rejection fault : faults) {
            if (fault != null) {
                return fault;
            }
        }
        return null;
    }
}
