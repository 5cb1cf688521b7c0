package dev.sluice.app.api.model;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.app.api.ApiParts;
import dev.sluice.app.api.Call;
import dev.sluice.app.api.Problem;
import dev.sluice.app.api.ProblemException;
import dev.sluice.app.api.ProblemKind;
import dev.sluice.app.api.Reply;
import dev.sluice.app.api.Route;
import dev.sluice.app.api.Routes;
import dev.sluice.app.api.SentRecord;
import dev.sluice.app.api.view.Views;
import dev.sluice.app.budget.CurrentSpend;
import dev.sluice.app.budget.Policy;
import dev.sluice.app.budget.SpentWeeks;
import dev.sluice.app.budget.allocate.TrackRecord;
import dev.sluice.app.budget.plan.AllocationReport;
import dev.sluice.app.budget.plan.ModelPlanning;
import dev.sluice.app.budget.plan.PlanProblem;
import dev.sluice.app.budget.plan.ResponseCurves;
import dev.sluice.app.budget.plan.ResponseModel;
import dev.sluice.app.budget.plan.SpendState;
import dev.sluice.app.config.HttpToken.Scope;
import dev.sluice.app.scoring.Scorer;
import dev.sluice.app.scoring.Shelf;
import dev.sluice.event.BudgetPolicy;
import dev.sluice.event.Objective;
import dev.sluice.schemas.model.ResponseCard;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * Plans by the response model in force: {@code GET /api/v1/response} (the curves, for whoever moves budgets by hand) and
 * {@code POST /api/v1/optimize}, also as {@code POST /optimize} (the best split, strategies beside it). What was spent so far
 * comes from the account's channel-weeks; the split is computed as {@code sluice optimize} does.
 */
public final class PlanningRoutes implements Routes {
    /** What is known of an account. */
    public interface Accounts {
        /**
         * What it spent; empty where nothing is known of it.
         *
         * @throws ProblemException 503 while that is still being read
         */
        Optional<SpentWeeks> spent(String account);

        /** The policy in force; empty where the defaults hold. */
        Optional<BudgetPolicy> policy(String account);

        /** ISO 4217 code of its amounts; empty where none is known. */
        Optional<String> currency(String account);
    }

    private final Shelf shelf;
    private final Accounts accounts;

    /** Plans by the models of a shelf. */
    public PlanningRoutes(Shelf shelf, Accounts accounts) {
        this.shelf = shelf;
        this.accounts = accounts;
    }

    /** Plans of the accounts that these views have. */
    public static PlanningRoutes of(ApiParts parts, Views views) {
        ZoneId zone = parts.config().rules().defaultTimeZone();
        return new PlanningRoutes(parts.shelf(), new ViewedAccounts(views, zone, parts.clock()));
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/api/v1/response", this::response),
                Route.post("/api/v1/optimize", Scope.READ, this::optimize),
                Route.post("/optimize", Scope.READ, this::optimize));
    }

    private Reply response(Call call) {
        String account = call.required("account");
        SpentWeeks spent = spent(account);
        Optional<BudgetPolicy> set = accounts.policy(account);
        try (ResponseModel model = model(account, set)) {
            Policy policy = set.map(Policy::of).orElseGet(Policy::defaults);
            ResponseCurves curves = ResponseCurves.of(model, spent, policy).orElseThrow(() -> Problem.of(
                            ProblemKind.CONFLICT,
                            "The model " + model.name() + " gives no finite response to the account's spends")
                    .toException());
            return Reply.json(PlanningJson.curves(account, accounts.currency(account), model, curves));
        }
    }

    private Reply optimize(Call call) {
        OptimizeRequest request = OptimizeRequest.read(SentRecord.object(call));
        SpentWeeks spent = spent(request.account());
        Optional<BudgetPolicy> set = accounts.policy(request.account());
        try (ResponseModel model = model(request.account(), set)) {
            boolean weekByWeek = request.horizon().weekByWeek();
            SpendState start = SpendState.of(model.response(), spent, weekByWeek);
            long outside = CurrentSpend.of(spent).totalMicros() - start.totalMicros();
            BudgetPolicy policy = request.policy(set, model.response().channelNames(), start, outside);
            ModelPlanning planning = new ModelPlanning(model, policy, start, request.horizon());
            TrackRecord past = planning.past(past(start));
            AllocationReport report = planning.report(request.strategies(), past);
            ObjectNode answer = PlanningJson.split(request.account(), policy, model, report);
            return Reply.json(answer.put("outside_micros", outside));
        } catch (PlanProblem e) {
            throw Problem.of(ProblemKind.INVALID, String.valueOf(e.getMessage()))
                    .toException();
        }
    }

    /** The card knows the returns; what is spent now is known of every channel. */
    private static TrackRecord past(SpendState start) {
        TrackRecord nothing = TrackRecord.none(start.channels().size());
        List<Long> current =
                start.channels().stream().map(SpendState.Channel::currentMicros).toList();
        return new TrackRecord(current, nothing.cac(), nothing.roas());
    }

    private SpentWeeks spent(String account) {
        return accounts.spent(account)
                .orElseThrow(() -> Problem.of(ProblemKind.NOT_FOUND, "Nothing is known of the account " + account)
                        .toException());
    }

    /** The model that advice would use. */
    private ResponseModel model(String account, Optional<BudgetPolicy> policy) {
        boolean forCustomers =
                policy.map(BudgetPolicy::getObjective).orElse(Objective.MAX_REVENUE) == Objective.TARGET_CAC;
        String kind = forCustomers ? ResponseCard.RESPONSE_CUSTOMERS : ResponseCard.RESPONSE;
        Optional<Scorer> live = shelf.live(account, kind);
        if (live.isEmpty() && !shelf.isFilled()) {
            throw Problem.unavailable("The models are still being read", Duration.ofSeconds(2))
                    .toException();
        }
        return live.flatMap(
                        scorer -> ResponseModel.of(kind + " " + scorer.card().version(), scorer))
                .orElseThrow(() -> Problem.of(
                                ProblemKind.CONFLICT,
                                "No " + kind + " model is in force for this account: train one and publish it")
                        .toException());
    }
}
