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

    private SampledResponse sampled(Scorer model) {
        Long budget = policy.weeklyBudgetMicros();
        long total = Math.max(current.totalMicros(), budget == null ? 0 : budget);
        return new HeldResponse(model, view, current)
                .sampled(channel -> ResponseSampling.topMicros(
                        new ChannelState(channel.name(), current.micros(channel.name()), 0), policy, total));
    }

    private static ResponseCard response(Scorer model) {
        return Objects.requireNonNull(model.card().response(), "only response models are lent");
    }

    static ModelFacts facts(Scorer model) {
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
