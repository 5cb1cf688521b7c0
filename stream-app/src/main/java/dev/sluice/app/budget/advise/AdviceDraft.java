package dev.sluice.app.budget.advise;

import dev.sluice.app.budget.Policy;
import dev.sluice.app.budget.advise.Gates.Stop;
import dev.sluice.app.budget.advise.SpendLimits.Range;
import dev.sluice.app.budget.advise.SpendLimits.Within;
import dev.sluice.app.budget.verify.Proposal;
import dev.sluice.app.budget.verify.Verifier;
import dev.sluice.app.budget.verify.Violation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts advice into words and records, and has what acts verified. */
final class AdviceDraft {
    private final AdviceRequest request;
    private final AdviceSettings settings;
    private final List<ChannelState> states;
    private final Map<String, ChannelFacts> facts;

    AdviceDraft(AdviceRequest request, AdviceSettings settings) {
        this.request = request;
        this.settings = settings;
        this.states = states(request);
        ModelFacts model = request.model();
        this.facts = model == null ? Map.of() : model.channels();
    }

    /** The request's channels, and those that only the policy names. */
    private static List<ChannelState> states(AdviceRequest request) {
        List<ChannelState> states = new ArrayList<>(request.channels());
        Set<String> named = states.stream().map(ChannelState::channel).collect(Collectors.toSet());
        request.policy().channels().keySet().stream()
                .filter(channel -> !named.contains(channel))
                .forEach(channel -> states.add(new ChannelState(channel, 0, 0)));
        return List.copyOf(states);
    }

    AdviceRequest request() {
        return request;
    }

    long[] current() {
        return states.stream().mapToLong(ChannelState::currentMicros).toArray();
    }

    SpendLimits limits() {
        return limits(facts);
    }

    /** The limits as if every effect were identified: what exploration may move. */
    SpendLimits openLimits() {
        Map<String, ChannelFacts> open = new HashMap<>();
        facts.forEach(
                (channel, fact) -> open.put(channel, new ChannelFacts(true, List.of(), "", fact.mostSeenMicros())));
        return limits(open);
    }

    private SpendLimits limits(Map<String, ChannelFacts> known) {
        return SpendLimits.of(states, request.policy(), known, settings.seenRange(), request.currency());
    }

    /** What the card says of the channels that are spent on and whose effect is not identified. */
    List<ChannelFacts> unidentified() {
        return states.stream()
                .filter(state -> state.currentMicros() > 0)
                .map(state -> facts.get(state.channel()))
                .filter(fact -> fact != null && !fact.identified())
                .toList();
    }

    /** Channels that were never spent on. */
    Set<String> fresh() {
        Set<String> fresh = new HashSet<>();
        for (ChannelState state : states) {
            if (state.currentMicros() == 0 && !seen(state.channel())) {
                fresh.add(state.channel());
            }
        }
        return fresh;
    }

    private boolean seen(String channel) {
        ChannelFacts fact = facts.get(channel);
        return fact != null && fact.mostSeenMicros() > 0;
    }

    /** What is proposed, before it is verified. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Proposed(
            Within limits,
            Judge judge,
            Explanation words,
            long[] reference,
            long[] base,
            Learning.@Nullable Explored explored,
            @Nullable Certificate certificate) {
        long[] micros() {
            return explored == null ? base : explored.micros();
        }
    }

    Advice act(
            Reason reason,
            Function<List<ChannelAdvice>, String> sentence,
            Proposed proposed,
            @Nullable Spread uplift,
            @Nullable Spread gain) {
        List<Violation> violations = Verifier.verify(proposal(proposed));
        if (!violations.isEmpty()) {
            String broken = violations.stream().map(Violation::sentence).collect(Collectors.joining("; "));
            return hold(new Stop(Reason.VERIFIER, "The verifier refused the advice: " + broken + "."));
        }
        long[] micros = proposed.micros();
        List<ChannelAdvice> channels = channels(proposed.limits(), micros, proposed.judge(), proposed.words());
        Learning.Explored explored = proposed.explored();
        Exploration exploration = explored == null ? null : explored.exploration();
        String why = sentence.apply(channels)
                + (exploration == null ? "" : proposed.words().explores(exploration));
        return advice(reason, why, channels, uplift, gain, proposed.certificate(), exploration);
    }

    private Proposal proposal(Proposed proposed) {
        List<Proposal.Line> lines = new ArrayList<>();
        for (int i = 0; i < states.size(); i++) {
            ChannelState state = states.get(i);
            long recommended = proposed.micros()[i];
            lines.add(new Proposal.Line(
                    state.channel(),
                    seen(state.channel()),
                    state.currentMicros(),
                    proposed.reference()[i],
                    recommended,
                    recommended - proposed.base()[i]));
        }
        return new Proposal(request.policy(), true, lines, request.response());
    }

    Advice hold(Stop stop) {
        List<ChannelAdvice> channels = states.stream()
                .map(state -> new ChannelAdvice(
                        state.channel(),
                        state.currentMicros(),
                        state.currentMicros(),
                        null,
                        null,
                        List.of(),
                        state.channel() + " stays at " + Amounts.money(state.currentMicros(), request.currency())
                                + "."))
                .toList();
        return advice(stop.reason(), stop.sentence(), channels, null, null, null, null);
    }

    /** A hold that knows where the channels stand. */
    Advice hold(
            Stop stop, @Nullable Spread uplift, @Nullable Spread gain, Judge judge, Explanation words, Within limits) {
        return advice(
                stop.reason(), stop.sentence(), channels(limits, current(), judge, words), uplift, gain, null, null);
    }

    private List<ChannelAdvice> channels(Within limits, long[] micros, Judge judge, Explanation words) {
        List<ChannelAdvice> channels = new ArrayList<>();
        for (int i = 0; i < micros.length; i++) {
            Range range = limits.ranges().get(i);
            ChannelFacts fact = facts.get(range.channel());
            boolean known = fact != null && fact.identified();
            Spread now = known ? judge.slope(i, range.currentMicros()) : null;
            Spread then = known ? judge.slope(i, micros[i]) : null;
            channels.add(new ChannelAdvice(
                    range.channel(),
                    range.currentMicros(),
                    micros[i],
                    now,
                    then,
                    Explanation.binding(range, micros[i]),
                    words.channel(range, micros[i], now, then, fact)));
        }
        return channels;
    }

    private Advice advice(
            Reason reason,
            String sentence,
            List<ChannelAdvice> channels,
            @Nullable Spread uplift,
            @Nullable Spread gain,
            @Nullable Certificate certificate,
            @Nullable Exploration exploration) {
        ModelFacts model = request.model();
        Policy policy = request.policy();
        List<Long> recommended =
                channels.stream().map(ChannelAdvice::recommendedMicros).toList();
        return new Advice(
                request.account(),
                request.week(),
                request.currency(),
                reason,
                sentence,
                channels,
                RestOfWeek.of(states, recommended, request.daysLeft()),
                uplift,
                gain,
                certificate,
                exploration,
                model == null ? "" : model.version(),
                model == null ? "" : model.sha256(),
                policy.revision());
    }
}
