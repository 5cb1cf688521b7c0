package dev.sluice.trainer.evaluate;

import dev.sluice.trainer.response.ResponseData;
import dev.sluice.trainer.response.ResponseDiagnostics.Finding;
import dev.sluice.trainer.response.ResponseModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealMatrix;

/**
 * Controls that almost are the outcome: alone, and beyond trend and season, they explain most of it. Such a column is not
 * known before the week is over, or is the outcome by another name, and leaves nothing for media to explain.
 */
final class LeakingControls {
    private static final double MOST = 0.75;
    private static final double BEYOND_SEASON = 0.1;
    /** A control that hardly is more than trend and season gives nothing away. */
    private static final double CALENDAR = 0.95;

    private static final int WAVES = 2;

    private LeakingControls() {}

    static List<Finding> find(ResponseData data) {
        List<Finding> found = new ArrayList<>();
        for (int control = 0; control < data.controls().size(); control++) {
            double[] values = data.controlValues()[control];
            double alone = ChannelEvidence.Explained.by(withOnes(values), data.outcome());
            double calendar = ChannelEvidence.Explained.by(calendar(data.size()), data.outcome());
            double both = ChannelEvidence.Explained.by(with(calendar(data.size()), values), data.outcome());
            double beyond = calendar < 1 ? (both - calendar) / (1 - calendar) : 0;
            double own = ChannelEvidence.Explained.by(calendar(data.size()), values);
            if (alone > MOST && beyond > BEYOND_SEASON && own < CALENDAR) {
                found.add(new Finding(
                        "LEAK",
                        String.format(
                                Locale.ROOT,
                                "Control %s alone explains %.0f %% of the outcome, and %.0f %% of what trend and season leave: is it"
                                        + " known before the week is over, and not the outcome by another name? If not, leave it out",
                                data.controls().get(control),
                                100 * alone,
                                100 * beyond)));
            }
        }
        return found;
    }

    private static RealMatrix withOnes(double[] values) {
        RealMatrix matrix = MatrixUtils.createRealMatrix(values.length, 2);
        double[] ones = new double[values.length];
        Arrays.fill(ones, 1);
        matrix.setColumn(0, ones);
        matrix.setColumn(1, values);
        return matrix;
    }

    private static RealMatrix calendar(int weeks) {
        int waves = weeks > 2 * (2 + 2 * WAVES) ? WAVES : 0;
        RealMatrix matrix = MatrixUtils.createRealMatrix(weeks, 2 + 2 * waves);
        for (int week = 0; week < weeks; week++) {
            matrix.setEntry(week, 0, 1);
            matrix.setEntry(week, 1, (double) week / weeks);
            for (int wave = 0; wave < waves; wave++) {
                double angle = 2 * Math.PI * (wave + 1) * week / ResponseModel.YEAR;
                matrix.setEntry(week, 2 + 2 * wave, Math.sin(angle));
                matrix.setEntry(week, 3 + 2 * wave, Math.cos(angle));
            }
        }
        return matrix;
    }

    private static RealMatrix with(RealMatrix columns, double[] values) {
        RealMatrix matrix = MatrixUtils.createRealMatrix(columns.getRowDimension(), columns.getColumnDimension() + 1);
        matrix.setSubMatrix(columns.getData(), 0, 0);
        matrix.setColumn(columns.getColumnDimension(), values);
        return matrix;
    }
}
