package dev.sluice.app.intake;

import dev.sluice.event.BudgetPolicy;
import dev.sluice.event.Click;
import dev.sluice.event.ClickBatch;
import dev.sluice.event.Order;
import dev.sluice.event.SpendReport;
import dev.sluice.schemas.PayloadDecoder;
import dev.sluice.schemas.PayloadException;
import dev.sluice.schemas.SchemaRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Decodes and validates one record. Not thread-safe: each task has its own, because the decoders reuse their buffers.
 *
 * <p>A refused record is booked under its key's account, so that the account's books stay whole; where no account can be
 * read, under {@code ?/partition}.
 */
final class Intake {

    /** Where the outcome of a record goes: at most one event, and any number of refusals. */
    interface Outlet {
        void accepted(AccountEvent event);

        void refused(AccountEvent.Refused refused, Rejection why, @Nullable Integer item);
    }

    private final PayloadDecoder<SpendReport> spend;
    private final PayloadDecoder<ClickBatch> clicks;
    private final PayloadDecoder<Order> orders;
    private final PayloadDecoder<BudgetPolicy> policies;

    Intake(SchemaRegistry registry) {
        this.spend = new PayloadDecoder<>(SpendReport.class, registry);
        this.clicks = new PayloadDecoder<>(ClickBatch.class, registry);
        this.orders = new PayloadDecoder<>(Order.class, registry);
        this.policies = new PayloadDecoder<>(BudgetPolicy.class, registry);
    }

    /**
     * Reads one record that is home.
     *
     * @param nowMillis the moment to judge times against, milliseconds since the epoch
     */
    void read(EventKind kind, Origin origin, long nowMillis, Outlet out) {
        String account = accountOf(origin.key());
        Rejection keyFault = keyFault(origin.key(), account);
        String booked = keyFault == null && account != null ? account : "?/" + origin.partition();
        if (origin.value() == null) {
            refuse(kind, booked, 0, origin, keyFault != null ? keyFault : NO_VALUE, out);
            return;
        }
        try {
            Validation validation = new Validation(nowMillis);
            switch (kind) {
                case SPEND -> {
                    SpendReport r = spend.decode(origin.value());
                    Rejection fault = first(keyFault, mismatch(account, r.getAccount()), validation.check(r));
                    if (fault != null) {
                        refuse(kind, booked, bounded(r.getSpendMicros()), origin, fault, out);
                    } else {
                        out.accepted(new AccountEvent.Spend(booked, r, origin));
                    }
                }
                case ORDER -> {
                    Order o = orders.decode(origin.value());
                    Rejection fault = first(keyFault, mismatch(account, o.getAccount()), validation.check(o));
                    if (fault != null) {
                        refuse(kind, booked, revenueOf(o), origin, fault, out);
                    } else {
                        out.accepted(new AccountEvent.Ordered(booked, o, origin));
                    }
                }
                case CLICK -> readClicks(booked, keyFault, account, origin, validation, out);
                case POLICY -> {
                    BudgetPolicy p = policies.decode(origin.value());
                    Rejection fault = first(keyFault, mismatch(account, p.getAccount()), validation.check(p));
                    if (fault != null) {
                        refuse(kind, booked, 0, origin, fault, out);
                    } else {
                        out.accepted(new AccountEvent.PolicySet(booked, p, origin));
                    }
                }
            }
        } catch (PayloadException e) {
            Rejection fault = keyFault != null ? keyFault : new Rejection(reasonOf(e), messageOf(e));
            refuse(kind, booked, 0, origin, fault, out);
        }
    }

    private void readClicks(
            String booked,
            @Nullable Rejection keyFault,
            @Nullable String account,
            Origin origin,
            Validation validation,
            Outlet out)
            throws PayloadException {
        ClickBatch batch = clicks.decode(Objects.requireNonNull(origin.value()));
        Rejection batchFault = first(keyFault, mismatch(account, batch.getAccount()), null);
        if (batchFault != null) {
            int count = Math.max(1, batch.getClicks().size());
            out.refused(new AccountEvent.Refused(booked, EventKind.CLICK, count, 0, origin), batchFault, null);
            return;
        }
        List<Click> good = batch.getClicks();
        for (int i = 0; i < batch.getClicks().size(); i++) {
            Click click = batch.getClicks().get(i);
            Rejection fault = validation.check(click);
            if (fault != null) {
                if (good == batch.getClicks()) {
                    good = new ArrayList<>(batch.getClicks().subList(0, i));
                }
                out.refused(new AccountEvent.Refused(booked, EventKind.CLICK, 1, 0, origin), fault, i);
            } else if (good != batch.getClicks()) {
                good.add(click);
            }
        }
        out.accepted(new AccountEvent.Clicked(booked, good, origin));
    }

    /** The revenue an order record states: what counts if it holds. Amounts out of bounds state nothing. */
    static long revenueOf(Order o) {
        long total = bounded(o.getTotalMicros());
        long refunded = bounded(o.getRefundedMicros());
        return switch (o.getStatus()) {
            case CANCELLED -> 0;
            case CREDIT_NOTE -> -refunded;
            case PLACED, CHANGED, PARTLY_REFUNDED, REFUNDED -> total - refunded;
        };
    }

    private static long bounded(long amount) {
        return Math.abs(amount) <= Validation.MAX_AMOUNT && amount != Long.MIN_VALUE ? amount : 0;
    }

    private static final Rejection NO_VALUE =
            new Rejection(Reason.MISSING_VALUE, "the value is null; to undo an order send it with status CANCELLED");

    private static void refuse(EventKind kind, String account, long amount, Origin origin, Rejection why, Outlet out) {
        out.refused(new AccountEvent.Refused(account, kind, 1, amount, origin), why, null);
    }

    private static @Nullable String accountOf(byte @Nullable [] key) {
        if (key == null) {
            return null;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(key))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static @Nullable Rejection keyFault(byte @Nullable [] key, @Nullable String account) {
        if (key == null || key.length == 0) {
            return new Rejection(Reason.MISSING_KEY, "the record has no key; the key must be the account id");
        }
        if (account == null) {
            return new Rejection(Reason.INVALID_KEY, "the key is not UTF-8; the key must be the account id");
        }
        return keyFault(account);
    }

    /** Why a text can't be a key, that is, an account; null where it can. */
    static @Nullable Rejection keyFault(String account) {
        String fault = Validation.idFault(account);
        if (fault == null && account.startsWith("?/")) {
            fault = "begins with ?/, which is kept for records without an account";
        }
        return fault == null
                ? null
                : new Rejection(Reason.INVALID_KEY, "key " + Rejection.shown(account) + " " + fault);
    }

    private static @Nullable Rejection mismatch(@Nullable String key, String account) {
        return account.equals(key)
                ? null
                : new Rejection(
                        Reason.KEY_MISMATCH,
                        "account is " + Rejection.shown(account) + " but the key is "
                                + Rejection.shown(key == null ? "" : key) + "; both must be the account id");
    }

    private static @Nullable Rejection first(@Nullable Rejection a, @Nullable Rejection b, @Nullable Rejection c) {
        return a != null ? a : b != null ? b : c;
    }

    private static Reason reasonOf(PayloadException e) {
        return switch (e.reason()) {
            case UNKNOWN_SCHEMA -> Reason.UNKNOWN_SCHEMA;
            case WRONG_RECORD -> Reason.WRONG_SCHEMA;
            case EMPTY, BAD_MAGIC, UNDECODABLE -> Reason.UNDECODABLE;
        };
    }

    private static String messageOf(Exception e) {
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }
}
