package dev.sluice.trainer.evaluate;

import dev.sluice.trainer.response.ResponseData;
import dev.sluice.trainer.response.ResponseDiagnostics.ChannelFindings;
import dev.sluice.trainer.response.ResponseDiagnostics.Identifiability;
import dev.sluice.trainer.response.ResponsePosterior;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.QRDecomposition;
import org.hipparchus.linear.RealMatrix;

/** What the data say of each channel, and why they may say too little. */
final class ChannelEvidence {
    /** Spend that varies less than this around its mean tells nothing of a curve. */
    private static final double CONSTANT = 0.1;

    private static final double COLLINEAR = 0.9;
    private static final double SAME_WEEK = 0.95;
    /** Chains that disagree so far have found different answers. */
    private static final double TORN = 1.5;

    private static final int FEW_WEEKS = 52;
    /** The lower end of the interval over the median: below it no effect at all is nearly as likely. */
    private static final double NOISE = 0.2;

    private static final double WIDE = 1.5;

    private final ResponseData data;
    private final ResponsePosterior posterior;

    ChannelEvidence(ResponseData data, ResponsePosterior posterior) {
        this.data = data;
        this.posterior = posterior;
    }

    List<ChannelFindings> all() {
        List<ChannelFindings> all = new ArrayList<>();
        for (int channel = 0; channel < data.channels().size(); channel++) {
            all.add(of(channel));
        }
        return all;
    }

    private ChannelFindings of(int channel) {
        String name = data.channels().get(channel);
        double[] spend = data.spend()[channel];
        double total = Arrays.stream(spend).sum();
        double[] roas = Arrays.stream(posterior.contributions()[channel])
                .map(sum -> sum / total)
                .sorted()
                .toArray();
        double p5 = roas[roas.length / 20];
        double p50 = roas[roas.length / 2];
        double p95 = roas[roas.length - 1 - roas.length / 20];
        boolean tested =
                data.liftTests().stream().anyMatch(test -> test.channel().equals(name));
        List<String> codes = new ArrayList<>();
        List<String> why = new ArrayList<>();
        boolean blind = false;
        double mean = total / spend.length;
        double sd = Math.sqrt(
                Arrays.stream(spend).map(x -> (x - mean) * (x - mean)).average().orElse(0));
        if (sd < CONSTANT * mean && !tested) {
            blind = true;
            add(codes, why, "CONSTANT_SPEND", "its spend hardly varies");
        }
        double explained = explained(channel);
        if (explained > COLLINEAR && !tested) {
            blind = true;
            add(codes, why, "COLLINEAR", "its spend moves with that of other channels (R² " + two(explained) + ")");
        }
        if (posterior.sameWeek()[channel] > SAME_WEEK && !tested) {
            blind = true;
            add(
                    codes,
                    why,
                    "SAME_WEEK",
                    "its effect is in proportion to the same week's spend, which budgets that follow demand would look like,"
                            + " too; an experiment (a lift test) can tell");
        }
        if (posterior.mixing()[channel] > TORN && !tested) {
            blind = true;
            add(codes, why, "TORN", "the data allow answers that lie far apart");
        }
        if (data.size() < FEW_WEEKS) {
            add(codes, why, "FEW_WEEKS", "there are only " + data.size() + " weeks");
        }
        if (p5 < NOISE * p50) {
            add(codes, why, "NOISE", "its effect can hardly be told from none");
        }
        boolean wide = p95 - p5 > WIDE * p50;
        if (wide && codes.isEmpty()) {
            add(codes, why, "WIDE", "its return is known only roughly");
        }
        Identifiability how = blind
                ? Identifiability.UNIDENTIFIED
                : codes.isEmpty() ? Identifiability.IDENTIFIED : Identifiability.WEAK;
        String interval =
                name + " brings " + two(p50) + " for a unit spent (90 %: " + two(p5) + " to " + two(p95) + ")";
        String sentence = codes.isEmpty()
                ? interval + "; the data tell it well"
                : interval + (blind ? ", but that is a guess: " : ", with care: ") + String.join("; ", why);
        double contribution =
                Arrays.stream(posterior.contributions()[channel]).average().orElse(0);
        return new ChannelFindings(name, contribution, p5, p50, p95, how, codes, sentence);
    }

    private static void add(List<String> codes, List<String> why, String code, String text) {
        codes.add(code);
        why.add(text);
    }

    /** The share of a channel's spend that the other channels' spend explains. */
    private double explained(int channel) {
        int others = data.channels().size() - 1;
        if (others == 0) {
            return 0;
        }
        RealMatrix matrix = MatrixUtils.createRealMatrix(data.size(), others + 1);
        int column = 0;
        for (int other = 0; other <= others; other++) {
            if (other != channel) {
                double scale = Arrays.stream(data.spend()[other]).max().orElse(1);
                matrix.setColumn(
                        column++,
                        Arrays.stream(data.spend()[other]).map(x -> x / scale).toArray());
            }
        }
        double[] ones = new double[data.size()];
        Arrays.fill(ones, 1);
        matrix.setColumn(others, ones);
        return Explained.by(matrix, data.spend()[channel]);
    }

    private static String two(double value) {
        return String.format(Locale.ROOT, Math.abs(value) < 100 ? "%.2f" : "%,.0f", value);
    }

    /** Least squares' R². */
    static final class Explained {
        private Explained() {}

        static double by(RealMatrix columns, double[] values) {
            double mean = Arrays.stream(values).average().orElse(0);
            double total =
                    Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
            QRDecomposition qr = new QRDecomposition(columns, 1e-9);
            if (total == 0 || !qr.getSolver().isNonSingular()) {
                return total == 0 ? 0 : 1;
            }
            double[] fitted = columns.operate(
                    qr.getSolver().solve(MatrixUtils.createRealVector(values)).toArray());
            double rest = 0;
            for (int i = 0; i < values.length; i++) {
                rest += (values[i] - fitted[i]) * (values[i] - fitted[i]);
            }
            return 1 - rest / total;
        }
    }
}
