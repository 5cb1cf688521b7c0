package dev.sluice.app.budget;

import dev.sluice.app.budget.advise.ResponseSampling;
import dev.sluice.app.scoring.InputRows;
import dev.sluice.app.scoring.Responses;
import dev.sluice.app.scoring.Scorer;
import dev.sluice.schemas.model.ResponseCard;
import dev.sluice.schemas.model.ResponseCard.ResponseChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** What a response model says of an account's weeks to come, after what was really spent. Advice and planners ask here. */
public final class HeldResponse {
    private static final double UNIT = 1e6;

    private final Scorer model;
    private final ResponseCard response;
    private final SpentWeeks spent;
    private final CurrentSpend current;
    private final PlannedSpend known;

    /** Asks nothing yet. */
    public HeldResponse(Scorer model, SpentWeeks spent) {
        this(model, spent, CurrentSpend.of(spent));
    }

    HeldResponse(Scorer model, SpentWeeks spent, CurrentSpend current) {
        this.model = model;
        this.response = Objects.requireNonNull(model.card().response(), "only response models are asked");
        this.spent = spent;
        this.current = current;
        this.known = new PlannedSpend(spent, current);
    }

    /**
     * What is expected of a week beside what channels bring.
     *
     * @param p10 of the week's whole outcome, less what channels bring on the mean
     */
    public record WithoutMedia(double mean, double p10, double p90) {}

    /**
     * What each channel brings for any spend held over the planned weeks, in one batch.
     *
     * @param topMicros the largest weekly spend of a channel to ask for
     */
    public SampledResponse sampled(ToLongFunction<ResponseChannel> topMicros) {
        List<ResponseSampling.Pipe> pipes = new ArrayList<>();
        for (ResponseChannel channel : response.channels()) {
            List<Long> before = new ArrayList<>();
            for (int lag = 1; lag <= response.lags(); lag++) {
                before.add(Math.round(known.before(channel.name(), spent.plannedWeek() - 7 * lag) * UNIT));
            }
            long top = Math.max(topMicros.applyAsLong(channel), (long) UNIT);
            pipes.add(new ResponseSampling.Pipe(channel.name(), current.micros(channel.name()), top, before));
        }
        double firstWeek = new ResponseRows(model.card(), 0).weekNumber(spent.plannedWeek());
        ResponseSampling sampling = new ResponseSampling(pipes, ResponseSampling.WEEKS, firstWeek, Map.of());
        InputRows rows = new InputRows(model.card(), sampling.size());
        sampling.rows().forEach(row -> rows.add(row, Map.of()));
        return sampling.fold(model.respond(rows).incremental(), response.draws());
    }

    /** The mean over the planned weeks, while spend stays as it is; empty where the model gives no finite number. */
    public Optional<WithoutMedia> baseline() {
        ResponseRows rows = new ResponseRows(model.card(), ResponseSampling.WEEKS);
        for (int week = 0; week < ResponseSampling.WEEKS; week++) {
            rows.add(spent.plannedWeek() + 7 * week, this::held);
        }
        Responses said = model.respond(rows.rows());
        double brought = 0;
        for (float each : said.incremental()) {
            brought += each / (double) response.draws() / ResponseSampling.WEEKS;
        }
        double mean = mean(said.prediction(), "mean") - brought;
        double p10 = mean(said.prediction(), "p10") - brought;
        double p90 = mean(said.prediction(), "p90") - brought;
        return Double.isFinite(mean + p10 + p90) ? Optional.of(new WithoutMedia(mean, p10, p90)) : Optional.empty();
    }

    private double held(String channel, int week) {
        return week < spent.plannedWeek() ? known.before(channel, week) : current.micros(channel) / UNIT;
    }

    private double mean(float[] predictions, String output) {
        List<String> names = model.card().outputs();
        double sum = 0;
        for (int week = 0; week < ResponseSampling.WEEKS; week++) {
            sum += predictions[week * names.size() + names.indexOf(output)];
        }
        return sum / ResponseSampling.WEEKS;
    }
}
