package dev.sluice.trainer.response;

import dev.sluice.trainer.data.TableException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Fits several accounts or regions that share strength: partial pooling by empirical Bayes. Each is fitted alone first; for
 * every channel the accounts' decays, half saturations, slopes and returns on spend then tell how such a channel is and how
 * far accounts differ (DerSimonian and Laird 1986), and each account is fitted again with that as its prior. An account with
 * much to say keeps its own answer; one with little takes over the others'.
 */
public final class PooledFitting {
    private static final int DECAY = 0;
    private static final int HALF = 1;
    private static final int SLOPE = 2;
    private static final int RETURN = 3;
    private static final int PARAMETERS = 4;

    /** Accounts never are quite alike. */
    private static final double LEAST_SPREAD = 0.15;

    private PooledFitting() {}

    /**
     * Fits all of them, in their order. Channels are the same where their names are.
     *
     * @throws TableException where one can't be fitted
     */
    public static List<ResponsePosterior> fit(
            List<ResponseData> accounts, ResponseSettings settings, ResponseFitting.Progress progress)
            throws TableException {
        int total = 2 * accounts.size();
        List<ResponseFitting> alone = new ArrayList<>();
        List<ResponsePosterior> fits = new ArrayList<>();
        for (ResponseData data : accounts) {
            progress.at(fits.size(), total);
            ResponseFitting fitting = ResponseFitting.of(data, settings);
            fits.add(fitting.run((done, of) -> {}));
            alone.add(fitting);
        }
        if (accounts.size() == 1) {
            return fits;
        }
        List<ResponsePosterior> pooled = new ArrayList<>();
        for (int i = 0; i < accounts.size(); i++) {
            progress.at(accounts.size() + i, total);
            pooled.add(alone.get(i).with(priors(accounts, fits, i)).run((done, of) -> {}));
        }
        progress.at(total, total);
        return pooled;
    }

    private static List<ChannelPrior> priors(List<ResponseData> accounts, List<ResponsePosterior> fits, int account) {
        ResponseData data = accounts.get(account);
        Set<String> known = new LinkedHashSet<>();
        for (int i = 0; i < accounts.size(); i++) {
            if (i != account) {
                known.addAll(accounts.get(i).channels());
            }
        }
        List<ChannelPrior> priors = new ArrayList<>();
        for (int channel = 0; channel < data.channels().size(); channel++) {
            String name = data.channels().get(channel);
            ChannelPrior own = ChannelPrior.unknown(data.share(channel));
            priors.add(known.contains(name) ? shared(accounts, fits, account, channel, own) : own);
        }
        return priors;
    }

    private static ChannelPrior shared(
            List<ResponseData> accounts, List<ResponsePosterior> fits, int account, int channel, ChannelPrior own) {
        String name = accounts.get(account).channels().get(channel);
        List<double[][]> others = new ArrayList<>();
        for (int i = 0; i < accounts.size(); i++) {
            int there = accounts.get(i).channels().indexOf(name);
            // The account's own data must not come in twice: as the prior and as themselves.
            if (i != account && there >= 0) {
                others.add(summary(accounts.get(i), fits.get(i), there));
            }
        }
        double[] mean = new double[PARAMETERS];
        double[] sd = new double[PARAMETERS];
        double[] wide = {own.decaySd(), own.halfSd(), own.slopeSd(), 1};
        for (int parameter = 0; parameter < PARAMETERS; parameter++) {
            int at = parameter;
            double[] means = others.stream().mapToDouble(each -> each[0][at]).toArray();
            double[] variances =
                    others.stream().mapToDouble(each -> each[1][at]).toArray();
            Population population = Population.of(means, variances);
            mean[parameter] = population.mean;
            sd[parameter] = Math.min(wide[parameter], population.sd);
        }
        ResponseData data = accounts.get(account);
        double toSize = Math.log(Arrays.stream(data.spend()[channel]).sum()
                / Arrays.stream(data.outcome()).sum());
        return new ChannelPrior(
                mean[DECAY],
                sd[DECAY],
                mean[HALF],
                sd[HALF],
                mean[SLOPE],
                sd[SLOPE],
                mean[RETURN] + toSize,
                sd[RETURN]);
    }

    /** Mean and variance of each parameter over the states. */
    private static double[][] summary(ResponseData data, ResponsePosterior fit, int channel) {
        double[][] values = fit.parameters()[channel];
        double spend = Arrays.stream(data.spend()[channel]).sum();
        double[][] summary = new double[2][PARAMETERS];
        double[][] all = new double[PARAMETERS][];
        for (int parameter = 0; parameter < RETURN; parameter++) {
            all[parameter] = values[parameter];
        }
        all[RETURN] = Arrays.stream(fit.contributions()[channel])
                .map(sum -> Math.log(sum / spend))
                .toArray();
        for (int parameter = 0; parameter < PARAMETERS; parameter++) {
            double mean = Arrays.stream(all[parameter]).average().orElse(0);
            summary[0][parameter] = mean;
            summary[1][parameter] = Arrays.stream(all[parameter])
                    .map(x -> (x - mean) * (x - mean))
                    .average()
                    .orElse(0);
        }
        return summary;
    }

    /** What accounts tell of one more of their kind: the mean, and how far that one may be from it. */
    private record Population(double mean, double sd) {
        static Population of(double[] means, double[] variances) {
            double between = between(means, variances);
            double weights = 0;
            double sum = 0;
            for (int i = 0; i < means.length; i++) {
                double weight = 1 / (variances[i] + between);
                weights += weight;
                sum += weight * means[i];
            }
            double spread = Math.sqrt(between + 1 / weights);
            return new Population(sum / weights, Math.max(LEAST_SPREAD, spread));
        }

        private static double between(double[] means, double[] variances) {
            double weights = 0;
            double squares = 0;
            double sum = 0;
            for (int i = 0; i < means.length; i++) {
                double weight = 1 / variances[i];
                weights += weight;
                squares += weight * weight;
                sum += weight * means[i];
            }
            double q = 0;
            for (int i = 0; i < means.length; i++) {
                q += (means[i] - sum / weights) * (means[i] - sum / weights) / variances[i];
            }
            double scale = weights - squares / weights;
            return scale > 0 ? Math.max(0, (q - (means.length - 1)) / scale) : 0;
        }
    }
}
