package dev.sluice.app.budget;

import dev.sluice.app.budget.advise.Advice;
import dev.sluice.app.budget.advise.AdviceRequest;
import dev.sluice.app.budget.advise.AdviceSettings;
import dev.sluice.app.budget.advise.Advisor;
import dev.sluice.app.budget.advise.ChannelAdvice;
import dev.sluice.app.budget.advise.ChannelFacts;
import dev.sluice.app.budget.advise.ChannelState;
import dev.sluice.app.budget.advise.ModelFacts;
import dev.sluice.app.budget.advise.Outcome;
import dev.sluice.app.budget.advise.ResponseSampling;
import dev.sluice.app.scoring.InputRows;
import dev.sluice.app.scoring.Scorer;
import dev.sluice.app.scoring.Shelf;
import dev.sluice.event.Objective;
import dev.sluice.schemas.model.ModelCard;
import dev.sluice.schemas.model.ResponseCard;
import dev.sluice.schemas.model.ResponseCard.Identifiability;
import dev.sluice.schemas.model.ResponseCard.ResponseChannel;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Advice from the account's response model on the shelf: its answers sampled, then judged by {@link Advisor}. */
final class ModelAdviser implements AutoCloseable {
    private static final Advisor ADVISOR = new Advisor(AdviceSettings.defaults());
    private static final double UNIT = 1e6;

    private final AccountView view;
    private final ModelLoans loans;
    private final Policy policy;
    private final CurrentSpend current;
    private final PlannedSpend known;

    /** Borrows nothing yet. */
    ModelAdviser(Shelf shelf, AccountView view) {
        this.view = view;
        this.loans = new ModelLoans(shelf, view.account());
        this.policy = view.policy().map(Policy::of).orElseGet(Policy::defaults);
        this.current = CurrentSpend.of(view);
        this.known = new PlannedSpend(view, current);
    }

    /** The advice for this state of the account: no clock and no earlier advice goes in. */
    Advised advise() {
        boolean forCustomers = policy.objective() == Objective.TARGET_CAC;
        Optional<Scorer> model = loans.borrow(forCustomers ? ResponseCard.RESPONSE_CUSTOMERS : ResponseCard.RESPONSE);
        AdviceRequest request = request(model.orElse(null));
        Advice advice = ADVISOR.advise(request);
        String modelMade = model.map(Scorer::card).map(ModelCard::createdAt).orElse(null);
        return new Advised(request, advice, new AdviceRecord(view, advice).of(modelMade, forecasts(advice)));
    }

    private AdviceRequest request(@Nullable Scorer model) {
        List<String> ofModel = model == null ? List.of() : response(model).channelNames();
        SortedMap<String, Long> soFar = view.spend(view.openWeek());
        List<ChannelState> states = new ArrayList<>();
        for (String channel : current.channels(view, ofModel)) {
            states.add(new ChannelState(channel, current.micros(channel), soFar.getOrDefault(channel, 0L)));
        }
        return new AdviceRequest(
                view.account(),
                LocalDate.ofEpochDay(view.plannedWeek()),
                view.currency(),
                view.daysLeft(),
                view.completeWeeks(),
                current.ageInDays(view),
                states,
                policy,
                model == null ? null : facts(model),
                model == null ? null : sampled(model));
    }

    /** What each channel brings for any spend held over the planned weeks, in one batch. */
    private SampledResponse sampled(Scorer model) {
        ResponseCard response = response(model);
        List<ResponseSampling.Pipe> pipes = new ArrayList<>();
        Long budget = policy.weeklyBudgetMicros();
        long total = Math.max(current.totalMicros(), budget == null ? 0 : budget);
        for (ResponseChannel channel : response.channels()) {
            List<Long> before = new ArrayList<>();
            for (int lag = 1; lag <= response.lags(); lag++) {
                before.add(Math.round(known.before(channel.name(), view.plannedWeek() - 7 * lag) * UNIT));
            }
            long now = current.micros(channel.name());
            long top = ResponseSampling.topMicros(new ChannelState(channel.name(), now, 0), policy, total);
            pipes.add(new ResponseSampling.Pipe(channel.name(), now, Math.max(top, (long) UNIT), before));
        }
        double firstWeek = new ResponseRows(model.card(), 0).weekNumber(view.plannedWeek());
        ResponseSampling sampling = new ResponseSampling(pipes, ResponseSampling.WEEKS, firstWeek, Map.of());
        InputRows rows = new InputRows(model.card(), sampling.size());
        sampling.rows().forEach(row -> rows.add(row, Map.of()));
        return sampling.fold(model.respond(rows).incremental(), response.draws());
    }

    private static ResponseCard response(Scorer model) {
        return Objects.requireNonNull(model.card().response(), "only response models are lent");
    }

    private static ModelFacts facts(Scorer model) {
        Map<String, ChannelFacts> channels = new TreeMap<>();
        for (ResponseChannel c : response(model).channels()) {
            channels.put(
                    c.name(),
                    new ChannelFacts(
                            c.identifiability() != Identifiability.UNIDENTIFIED,
                            c.codes(),
                            c.sentence(),
                            Math.round(c.spend().max() * UNIT)));
        }
        ModelCard card = model.card();
        Outcome outcome = card.kind().equals(ResponseCard.RESPONSE_CUSTOMERS) ? Outcome.CUSTOMERS : Outcome.REVENUE;
        return new ModelFacts(card.version(), model.sha256(), card.verdict().trust(), outcome, channels);
    }

    /** Revenue of the planned week: if spend stays, and if the advice is taken; empty without a model of revenue. */
    private List<Optional<WeekForecast.Revenue>> forecasts(Advice advice) {
        SortedMap<String, Long> advised = new TreeMap<>();
        for (ChannelAdvice channel : advice.channels()) {
            advised.put(channel.channel(), channel.recommendedMicros());
        }
        return loans.revenue()
                .map(model -> new WeekForecast(model)
                        .of(view.plannedWeek(), List.of(planned(current.spend()), planned(advised))))
                .orElse(List.of());
    }

    private ResponseRows.Spend planned(SortedMap<String, Long> plan) {
        return (channel, week) ->
                week < view.plannedWeek() ? known.before(channel, week) : plan.getOrDefault(channel, 0L) / UNIT;
    }

    /** The response model's word on other spends of past weeks. */
    Counterfactual counterfactual() {
        return loans.revenue().map(this::counterfactual).orElse(Counterfactual.NONE);
    }

    private Counterfactual counterfactual(Scorer model) {
        return new Counterfactual() {
            @Override
            public String version() {
                return model.card().version();
            }

            @Override
            public OptionalDouble revenue(int week, SortedMap<String, Long> spendMicros) {
                ResponseRows.Spend spend = (channel, at) ->
                        at == week ? spendMicros.getOrDefault(channel, 0L) / UNIT : known.before(channel, at);
                return new WeekForecast(model)
                        .of(week, List.of(spend))
                        .getFirst()
                        .map(revenue -> OptionalDouble.of(revenue.mean()))
                        .orElse(OptionalDouble.empty());
            }
        };
    }

    @Override
    public void close() {
        loans.close();
    }
}
