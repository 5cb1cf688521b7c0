package dev.sluice.loop;

import dev.sluice.app.budget.SampledResponse;
import dev.sluice.app.budget.advise.ChannelFacts;
import dev.sluice.app.budget.advise.ModelFacts;
import dev.sluice.app.budget.advise.Outcome;
import dev.sluice.app.budget.advise.ResponseSampling;
import dev.sluice.app.budget.advise.ResponseSampling.Pipe;
import dev.sluice.app.scoring.InputRows;
import dev.sluice.app.scoring.ModelLoading;
import dev.sluice.app.scoring.ModelLoading.NotOpened;
import dev.sluice.app.scoring.ModelLoading.Opened;
import dev.sluice.app.scoring.Responses;
import dev.sluice.app.scoring.Scorer;
import dev.sluice.app.scoring.ShelfListener;
import dev.sluice.app.world.weekly.WeeklyHistory;
import dev.sluice.schemas.model.ResponseCard;
import dev.sluice.schemas.model.ResponseCard.Identifiability;
import dev.sluice.schemas.model.ResponseCard.ResponseChannel;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A response model in the app: inspected, loaded, and asked. Not for several threads. */
final class LoadedResponse implements AutoCloseable {
    private static final int LARGEST_FILE = 64 << 20;
    private static final double MICROS = 1e6;
    /** Grids reach so far above the largest spend there was. */
    private static final double ROOM = 1.5;

    private final Scorer model;
    private final ResponseCard response;

    /** What is observed in a week, by the model: units of the outcome. */
    record Forecast(double mean, double p10, double p90) {}

    /**
     * Opens a model's file.
     *
     * @throws IllegalStateException where the app refuses it
     */
    LoadedResponse(byte[] file) {
        this.model = switch (new ModelLoading(LARGEST_FILE, ShelfListener.none()).open(file)) {
            case Opened(Scorer scorer) -> scorer;
            case NotOpened(var refusal) ->
                throw new IllegalStateException("The app refuses the model that was trained: " + refusal);
        };
        this.response = Objects.requireNonNull(model.card().response(), "the trainer writes response models");
    }

    ResponseCard card() {
        return response;
    }

    ModelFacts facts() {
        Map<String, ChannelFacts> channels = new HashMap<>();
        for (ResponseChannel channel : response.channels()) {
            channels.put(
                    channel.name(),
                    new ChannelFacts(
                            channel.identifiability() != Identifiability.UNIDENTIFIED,
                            channel.codes(),
                            channel.sentence(),
                            micros(channel.spend().max())));
        }
        var card = model.card();
        Outcome outcome = card.kind().equals(ResponseCard.RESPONSE) ? Outcome.REVENUE : Outcome.CUSTOMERS;
        return new ModelFacts(card.version(), model.sha256(), card.verdict().trust(), outcome, channels);
    }

    /**
     * What channels bring in the weeks after a history if a spend is held, by draw.
     *
     * @param current weekly spend now, by channel in the history's order
     */
    SampledResponse sampled(WeeklyHistory history, double[] current) {
        List<Pipe> pipes = new ArrayList<>();
        for (ResponseChannel channel : response.channels()) {
            int index = history.channels().indexOf(channel.name());
            double most = ROOM * Math.max(channel.spend().max(), current[index]);
            pipes.add(new Pipe(channel.name(), micros(current[index]), micros(most), before(history.spend()[index])));
        }
        double week = number(history, history.weeks());
        ResponseSampling sampling = new ResponseSampling(pipes, ResponseSampling.WEEKS, week, Map.of());
        InputRows rows = new InputRows(model.card(), sampling.size());
        sampling.rows().forEach(row -> rows.add(row, Map.of()));
        return sampling.fold(model.respond(rows).incremental(), response.draws());
    }

    /** The last weeks' spend, the latest first. */
    private List<Long> before(double[] spend) {
        List<Long> before = new ArrayList<>();
        for (int lag = 1; lag <= response.lags(); lag++) {
            before.add(lag <= spend.length ? micros(spend[spend.length - lag]) : 0L);
        }
        return before;
    }

    /** The outcome of one of a history's weeks, its spend and controls given. */
    Forecast forecast(WeeklyHistory history, int week) {
        float[] said = ask(history, week, week + 1).prediction();
        List<String> outputs = response.outputs();
        return new Forecast(said[outputs.indexOf("mean")], said[outputs.indexOf("p10")], said[outputs.indexOf("p90")]);
    }

    /** What all channels together brought from a week on, by draw. */
    double[] brought(WeeklyHistory history, int from) {
        float[] incremental = ask(history, from, history.weeks()).incremental();
        double[] sums = new double[response.draws()];
        for (int i = 0; i < incremental.length; i++) {
            sums[i % sums.length] += incremental[i];
        }
        return sums;
    }

    private Responses ask(WeeklyHistory history, int from, int to) {
        InputRows rows = new InputRows(model.card(), to - from);
        for (int week = from; week < to; week++) {
            rows.add(row(history, week), Map.of());
        }
        return model.respond(rows);
    }

    private Map<String, @Nullable Double> row(WeeklyHistory history, int week) {
        Map<String, @Nullable Double> row = new HashMap<>();
        row.put(ResponseCard.WEEK, number(history, week));
        for (String channel : response.channelNames()) {
            double[] spend = history.spend()[history.channels().indexOf(channel)];
            for (int lag = 0; lag <= response.lags(); lag++) {
                row.put(ResponseCard.spend(channel, lag), lag <= week ? spend[week - lag] : 0.0);
            }
        }
        for (String control : response.controls()) {
            row.put(
                    ResponseCard.control(control),
                    history.controlValues()[history.controls().indexOf(control)][week]);
        }
        return row;
    }

    /** A week as the model counts them. */
    private double number(WeeklyHistory history, int week) {
        LocalDate day = history.firstWeek().plusWeeks(week);
        return ChronoUnit.DAYS.between(LocalDate.parse(response.origin()), day) / 7.0;
    }

    static long micros(double units) {
        return Math.round(units * MICROS);
    }

    @Override
    public void close() {
        model.close();
    }
}
