package dev.sluice.app.api.write;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.app.api.Call;
import dev.sluice.app.api.Problem;
import dev.sluice.app.api.ProblemKind;
import dev.sluice.app.api.Reply;
import dev.sluice.app.api.Route;
import dev.sluice.app.api.Routes;
import dev.sluice.app.api.SentRecord;
import dev.sluice.app.api.read.Reader;
import dev.sluice.app.api.write.DurableWriter.Entry;
import dev.sluice.app.config.HttpToken.Scope;
import dev.sluice.app.intake.PolicyRules;
import dev.sluice.event.AuditAction;
import dev.sluice.event.BudgetPolicy;
import dev.sluice.schemas.Topic;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * {@code PUT /api/v1/policies/{account}}: a policy, as {@code sluice policy set} sets it. What the body does not name takes
 * its default, but the account's settings (time zone, currency, settling days, source of conversions), which stay.
 */
final class PolicyRoutes implements Routes {
    private final DurableWriter writer;
    private final AuditLog audit;
    private final Reader reader;
    private final Function<String, Optional<BudgetPolicy>> inForce;
    private final InstantSource clock;
    /** What this instance has set last: its own view may not show it yet. */
    private final Map<String, BudgetPolicy> own = new HashMap<>();

    /**
     * The routes.
     *
     * @param inForce the policy of an account
     */
    PolicyRoutes(
            DurableWriter writer,
            AuditLog audit,
            Reader reader,
            Function<String, Optional<BudgetPolicy>> inForce,
            InstantSource clock) {
        this.writer = writer;
        this.audit = audit;
        this.reader = reader;
        this.inForce = inForce;
        this.clock = clock;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.put("/api/v1/policies/{account}", Scope.APPROVE, reader.whenCaughtUp(this::put)));
    }

    /** One at a time: two that were sent together must not have the same revision. */
    private synchronized Reply put(Call call) throws InterruptedException {
        String account = call.name("account");
        ObjectNode body = SentRecord.object(call);
        SentRecord.setAccount(body, account);
        Optional<BudgetPolicy> before = last(account);
        long last = before.map(BudgetPolicy::getRevision).orElse(0L);
        if (!body.has("revision")) {
            body.put("revision", last + 1);
        }
        body.put("updated_at", clock.millis());
        BudgetPolicy stated = (BudgetPolicy) SentRecord.read(body, BudgetPolicy.getClassSchema());
        if (stated.getRevision() <= last) {
            throw Problem.of(
                            ProblemKind.CONFLICT,
                            "Revision " + last + " is in force; revision " + stated.getRevision()
                                    + " would change nothing. Look at what is there, then send a higher one or none")
                    .toException();
        }
        BudgetPolicy policy =
                before.map(settings -> withSettings(stated, settings, body)).orElse(stated);
        PolicyRules.refusal(policy, clock.millis()).ifPresent(why -> {
            throw SentRecord.invalid("#", why);
        });
        ObjectNode at = Written.all(
                writer,
                List.of(
                        new Entry(Topic.BUDGET_POLICIES, account, policy),
                        AuditLog.written(audit.entry(
                                account,
                                call.caller(),
                                AuditAction.POLICY_SET,
                                Long.toString(policy.getRevision()),
                                ""))));
        own.put(account, policy);
        return Reply.json(at.put("account", account).put("revision", policy.getRevision()));
    }

    private Optional<BudgetPolicy> last(String account) {
        Optional<BudgetPolicy> shown = inForce.apply(account);
        BudgetPolicy mine = own.get(account);
        long revision = shown.map(BudgetPolicy::getRevision).orElse(0L);
        return mine != null && mine.getRevision() > revision ? Optional.of(mine) : shown;
    }

    private static BudgetPolicy withSettings(BudgetPolicy stated, BudgetPolicy before, ObjectNode body) {
        BudgetPolicy.Builder policy = BudgetPolicy.newBuilder(stated);
        if (!body.has("time_zone")) {
            policy.setTimeZone(before.getTimeZone().orElse(null));
        }
        if (!body.has("currency")) {
            policy.setCurrency(before.getCurrency().orElse(null));
        }
        if (!body.has("settling_days")) {
            policy.setSettlingDays(before.getSettlingDays().orElse(null));
        }
        if (!body.has("conversions_from")) {
            policy.setConversionsFrom(before.getConversionsFrom());
        }
        return policy.build();
    }
}
