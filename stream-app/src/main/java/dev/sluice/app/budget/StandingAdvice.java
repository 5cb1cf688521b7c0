package dev.sluice.app.budget;

import dev.sluice.app.budget.advise.Advice;
import dev.sluice.app.budget.advise.Exploration;
import dev.sluice.app.budget.advise.Reason;
import dev.sluice.app.state.StateReader;
import dev.sluice.app.state.StateWriter;
import dev.sluice.event.BudgetRecommendation;
import dev.sluice.event.ChannelAdvice;
import dev.sluice.event.Decision;
import dev.sluice.event.Quantiles;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of advice that was published: enough to tell whether new advice differs, and to see later what became
 * of it.
 *
 * @param content hash of the whole record as it lies on the topic
 * @param week epoch day of the Monday it is for
 */
record StandingAdvice(
        String id,
        long content,
        int week,
        long createdAt,
        Decision decision,
        String reasonCode,
        String reason,
        String currency,
        long policyRevision,
        String modelVersion,
        String modelSha256,
        List<Line> lines,
        @Nullable Range predicted,
        @Nullable Range unchanged) {
    /** A channel's spend then, the one that was advised, and what of it was there to learn (below 0: paid for that). */
    record Line(String channel, long currentMicros, long recommendedMicros, long explorationMicros) {}

    /** An interval of 80 % and its median. */
    record Range(double p10, double p50, double p90) {
        static @Nullable Range of(Optional<Quantiles> from) {
            return from.map(q -> new Range(q.getP10(), q.getP50(), q.getP90())).orElse(null);
        }

        /** Between this one (share 0) and the other (share 1). */
        Range towards(Range other, double share) {
            return new Range(
                    p10 + share * (other.p10 - p10), p50 + share * (other.p50 - p50), p90 + share * (other.p90 - p90));
        }

        Quantiles record() {
            return new Quantiles(p10, p50, p90);
        }
    }

    StandingAdvice {
        lines = List.copyOf(lines);
    }

    static StandingAdvice of(BudgetRecommendation r) {
        List<Line> lines = new ArrayList<>();
        for (ChannelAdvice c : r.getChannels()) {
            lines.add(
                    new Line(c.getChannel(), c.getCurrentMicros(), c.getRecommendedMicros(), c.getExplorationMicros()));
        }
        return new StandingAdvice(
                r.getRecommendationId(),
                Fingerprint.content(r),
                (int) r.getWeek().toEpochDay(),
                r.getCreatedAt().toEpochMilli(),
                r.getDecision(),
                r.getReasonCode(),
                r.getReason(),
                r.getCurrency(),
                r.getPolicyRevision(),
                r.getModelVersion(),
                r.getModelSha256(),
                lines,
                Range.of(r.getPredicted()),
                Range.of(r.getPredictedUnchanged()));
    }

    /** The advice itself, without the figures beside it. */
    Advice advice(String account) {
        List<dev.sluice.app.budget.advise.ChannelAdvice> channels = new ArrayList<>();
        Line explored = null;
        Line partner = null;
        for (Line line : lines) {
            channels.add(new dev.sluice.app.budget.advise.ChannelAdvice(
                    line.channel, line.currentMicros, line.recommendedMicros, null, null, List.of(), ""));
            if (line.explorationMicros > 0) {
                explored = line;
            } else if (line.explorationMicros < 0) {
                partner = line;
            }
        }
        return new Advice(
                account,
                LocalDate.ofEpochDay(week),
                currency,
                Reason.valueOf(reasonCode),
                reason,
                channels,
                List.of(),
                null,
                null,
                null,
                explored == null || partner == null
                        ? null
                        : new Exploration(explored.channel, partner.channel, explored.explorationMicros, 0),
                modelVersion,
                modelSha256,
                policyRevision);
    }

    static void write(StandingAdvice a, StateWriter out) {
        out.writeString(a.id);
        out.writeLong(a.content);
        out.writeInt(a.week);
        out.writeLong(a.createdAt);
        out.writeString(a.decision.name());
        out.writeString(a.reasonCode);
        out.writeString(a.reason);
        out.writeString(a.currency);
        out.writeLong(a.policyRevision);
        out.writeString(a.modelVersion);
        out.writeString(a.modelSha256);
        out.writeInt(a.lines.size());
        for (Line line : a.lines) {
            out.writeString(line.channel);
            out.writeLong(line.currentMicros);
            out.writeLong(line.recommendedMicros);
            out.writeLong(line.explorationMicros);
        }
        write(a.predicted, out);
        write(a.unchanged, out);
    }

    private static void write(@Nullable Range range, StateWriter out) {
        out.writeBoolean(range != null);
        if (range != null) {
            out.writeDouble(range.p10);
            out.writeDouble(range.p50);
            out.writeDouble(range.p90);
        }
    }

    static StandingAdvice read(StateReader in) {
        return new StandingAdvice(
                in.readString(),
                in.readLong(),
                in.readInt(),
                in.readLong(),
                Decision.valueOf(in.readString()),
                in.readString(),
                in.readString(),
                in.readString(),
                in.readLong(),
                in.readString(),
                in.readString(),
                lines(in),
                range(in),
                range(in));
    }

    private static List<Line> lines(StateReader in) {
        List<Line> lines = new ArrayList<>();
        for (int n = in.readInt(); n > 0; n--) {
            lines.add(new Line(in.readString(), in.readLong(), in.readLong(), in.readLong()));
        }
        return lines;
    }

    private static @Nullable Range range(StateReader in) {
        return in.readBoolean() ? new Range(in.readDouble(), in.readDouble(), in.readDouble()) : null;
    }
}
