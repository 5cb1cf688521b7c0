package dev.sluice.trainer.report;

import dev.sluice.trainer.response.ResponseData;
import dev.sluice.trainer.response.ResponseDiagnostics;
import dev.sluice.trainer.response.ResponseDiagnostics.ChannelFindings;
import dev.sluice.trainer.response.ResponseFit;
import dev.sluice.trainer.response.ResponseModel;
import dev.sluice.trainer.response.ResponseModel.ChannelDraw;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The drawings of a response model: fit, contributions, curves, carry-over, ROAS. */
final class ResponseFigures {
    private static final int GRID = 60;
    private static final int MOST_CURVES = 12;

    private final ResponseData data;
    private final ResponseModel model;
    private final ResponseDiagnostics found;
    private final String outcome;
    private final double[] years;

    ResponseFigures(ResponseData data, ResponseFit fit, String outcome) {
        this.data = data;
        this.model = fit.model();
        this.found = fit.diagnostics();
        this.outcome = outcome;
        this.years = data.weeks().stream()
                .mapToDouble(day -> day.getYear() + (day.getDayOfYear() - 1) / 365.25)
                .toArray();
    }

    void add(Page page) {
        page.section("Fit and contributions");
        page.beginGrid();
        page.figure(
                "Fit and actual",
                TimeCharts.band(
                        "Fit and actual", years, outcome, found.fitted(), found.low(), found.high(), data.outcome()),
                "Dots are what happened, the line is the model's mean, and 8 of 10 weeks should lie in the band.");
        page.figure("Contributions by week", contributions(), "Posterior means, one upon the other; baseline first.");
        page.figure("ROAS by channel", roas(), "Dots are medians, bars hold 90 of 100 answers that fit the data.");
        page.figure(
                "Carry-over",
                carryOver(),
                "Share of a unit of spend that works in its own week (0) and in the weeks after; posterior means.");
        page.endGrid();
        page.section("Response curves");
        page.words(
                "dim",
                "What a channel brings a week if that much is spent every week. The line is the median, 8 of 10 answers that fit"
                        + " the data lie in the band; the dashed line is the mean spend of the last 8 weeks. What lies to the right"
                        + " of the greatest spend so far is not learned but assumed.");
        page.beginGrid();
        for (int c = 0; c < Math.min(MOST_CURVES, data.channels().size()); c++) {
            page.figure(
                    data.channels().get(c), curve(c), found.channels().get(c).sentence());
        }
        page.endGrid();
    }

    private String contributions() {
        int channels = data.channels().size();
        double[][] layers = new double[channels + 1][data.size()];
        for (int week = 0; week < data.size(); week++) {
            layers[0][week] = found.fitted()[week];
            for (int c = 0; c < channels; c++) {
                layers[c + 1][week] = incremental(c, week);
                layers[0][week] -= layers[c + 1][week];
            }
        }
        List<String> names = new ArrayList<>(List.of("baseline"));
        names.addAll(data.channels());
        return TimeCharts.stacked("Contributions by week", years, outcome, names, layers);
    }

    /** Posterior mean; before the first week nothing was spent, as far as is known. */
    private double incremental(int channel, int week) {
        return mean(channel, draw -> {
            double adstock = 0;
            for (int lag = 0; lag < draw.carryOver().length && lag <= week; lag++) {
                adstock += draw.carryOver()[lag] * data.spend()[channel][week - lag];
            }
            return draw.effect(adstock);
        });
    }

    private double mean(int channel, ToDoubleFunction<ChannelDraw> of) {
        return model.draws().stream()
                .mapToDouble(draw -> of.applyAsDouble(draw.channels().get(channel)))
                .average()
                .orElse(0);
    }

    private String roas() {
        List<ChannelFindings> known = found.channels().stream()
                .filter(channel -> Double.isFinite(channel.roasP50()))
                .toList();
        return TimeCharts.intervals(
                "ROAS by channel",
                known.stream().map(ChannelFindings::channel).toList(),
                known.stream().mapToDouble(ChannelFindings::roasP5).toArray(),
                known.stream().mapToDouble(ChannelFindings::roasP50).toArray(),
                known.stream().mapToDouble(ChannelFindings::roasP95).toArray());
    }

    private String carryOver() {
        double[] lags = new double[model.lags() + 1];
        Arrays.setAll(lags, lag -> lag);
        double[][] lines = new double[data.channels().size()][lags.length];
        for (int c = 0; c < lines.length; c++) {
            for (int lag = 0; lag < lags.length; lag++) {
                int at = lag;
                lines[c][lag] = mean(c, draw -> draw.carryOver()[at]);
            }
        }
        return Charts.lines("Carry-over", "weeks after", lags, "share", data.channels(), lines, false);
    }

    private String curve(int channel) {
        double[] spent = data.spend()[channel];
        double most = Math.max(Arrays.stream(spent).max().orElse(0) * 1.3, Float.MIN_NORMAL);
        double[] spend = new double[GRID + 1];
        double[][] quantiles = new double[3][spend.length];
        for (int i = 0; i < spend.length; i++) {
            double at = most * i / GRID;
            spend[i] = at;
            double[] effects = model.draws().stream()
                    .mapToDouble(draw -> draw.channels().get(channel).effect(at))
                    .sorted()
                    .toArray();
            for (int q = 0; q < 3; q++) {
                quantiles[q][i] = effects[(int) Math.round((.1 + .4 * q) * (effects.length - 1))];
            }
        }
        double now = Arrays.stream(spent)
                .skip(Math.max(0, spent.length - 8))
                .average()
                .orElse(0);
        return TimeCharts.curve(data.channels().get(channel), spend, outcome + " a week", quantiles, now);
    }
}
