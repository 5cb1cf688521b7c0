package dev.sluice.trainer.evaluate;

import dev.sluice.trainer.response.ResponseData;
import dev.sluice.trainer.response.ResponseModel;
import dev.sluice.trainer.response.ResponseModel.ChannelDraw;
import dev.sluice.trainer.response.ResponseModel.Draw;
import dev.sluice.trainer.response.ResponsePrediction;

/**
 * A model's forecasts of weeks after its training, each made from all weeks before it: the curves stay as they were learned,
 * and the level follows what was observed, by a Kalman filter for each draw. Spend and controls of the week are known.
 */
final class OneStepForecasts {
    private final ResponseModel model;
    private final ResponseData data;
    private final double[] level;
    private final double[] variance;

    OneStepForecasts(ResponseModel model, ResponseData data) {
        this.model = model;
        this.data = data;
        int draws = model.draws().size();
        level = new double[draws];
        variance = new double[draws];
        for (int s = 0; s < draws; s++) {
            level[s] = model.draws().get(s).lastLevel();
        }
    }

    /**
     * A week's forecast: a mixture of as many normal distributions as there are draws.
     *
     * @param mean [draw]
     * @param sd [draw]
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Mixture(double[] mean, double[] sd) {
        double expected() {
            double sum = 0;
            for (double each : mean) {
                sum += each;
            }
            return sum / mean.length;
        }
    }

    /** Forecasts the next week, and then learns what it brought. Weeks go up by one, from the first after the training. */
    Mixture next(int week) {
        int draws = level.length;
        double[] mean = new double[draws];
        double[] sd = new double[draws];
        double[] controls = new double[data.controls().size()];
        for (int control = 0; control < controls.length; control++) {
            controls[control] = data.controlValues()[control][week];
        }
        double[][] spend = spend(week);
        for (int s = 0; s < draws; s++) {
            Draw draw = model.draws().get(s);
            double decay = draw.levelDecay();
            double before = decay * level[s];
            double spread = decay * decay * variance[s] + draw.levelSd() * draw.levelSd();
            double rest = ResponsePrediction.still(model, draw, controls, week);
            for (int c = 0; c < spend.length; c++) {
                ChannelDraw channel = draw.channels().get(c);
                rest += channel.effect(ResponsePrediction.adstock(channel.carryOver(), spend[c]));
            }
            double noise = draw.noiseSd() * draw.noiseSd();
            mean[s] = rest + before;
            sd[s] = Math.sqrt(spread + noise);
            double gain = spread / (spread + noise);
            level[s] = before + gain * (data.outcome()[week] - mean[s]);
            variance[s] = (1 - gain) * spread;
        }
        return new Mixture(mean, sd);
    }

    private double[][] spend(int week) {
        double[][] spend = new double[data.channels().size()][model.lags() + 1];
        for (int c = 0; c < spend.length; c++) {
            for (int lag = 0; lag <= model.lags(); lag++) {
                // Weeks before the history count as its first.
                spend[c][lag] = data.spend()[c][Math.max(0, week - lag)];
            }
        }
        return spend;
    }
}
