package dev.sluice.trainer.learn;

import dev.sluice.trainer.data.Dataset;
import java.util.List;

/** A multi-layer perceptron: dense layers with the rectifier max(0, x) between them; the last has one output. */
public record MlpModel(Features features, List<DenseLayer> layers, Link link) implements Fitted {
    public MlpModel {
        layers = List.copyOf(layers);
    }

    /**
     * A dense layer.
     *
     * @param weights [input][output], flat
     * @param bias [output]
     */
    @SuppressWarnings("ArrayRecordComponent") // weights, not values to compare
    public record DenseLayer(int inputs, int outputs, float[] weights, float[] bias) {

        double[] sums(double[] in) {
            double[] out = new double[outputs];
            for (int o = 0; o < outputs; o++) {
                out[o] = bias[o];
            }
            for (int i = 0; i < inputs; i++) {
                for (int o = 0; o < outputs; o++) {
                    out[o] += in[i] * weights[i * outputs + o];
                }
            }
            return out;
        }

        /** Sums of a row, which starts at an index of the inputs. Inputs of 0, common after a rectifier, cost nothing. */
        void forward(float[] in, int at, float[] out) {
            System.arraycopy(bias, 0, out, 0, outputs);
            for (int i = 0; i < inputs; i++) {
                float x = in[at + i];
                if (x != 0) {
                    int from = i * outputs;
                    for (int o = 0; o < outputs; o++) {
                        out[o] += x * weights[from + o];
                    }
                }
            }
        }
    }

    @Override
    public double[] predict(Dataset rows) {
        return link.inverse(sums(layers, features.matrix(rows), features.width()));
    }

    /** Outputs [row]. Summed as doubles, as in the graph: terms may cancel, and a float's sum would hang on their order. */
    static float[] sums(List<DenseLayer> layers, float[] matrix, int width) {
        float[] sums = new float[matrix.length / width];
        for (int row = 0; row < sums.length; row++) {
            double[] values = new double[width];
            for (int i = 0; i < width; i++) {
                values[i] = matrix[row * width + i];
            }
            for (int l = 0; l < layers.size(); l++) {
                values = layers.get(l).sums(values);
                if (l < layers.size() - 1) {
                    for (int i = 0; i < values.length; i++) {
                        values[i] = Math.max(0, values[i]);
                    }
                }
            }
            sums[row] = (float) values[0];
        }
        return sums;
    }

    /** One row's output while training, in float32; what each layer gives out, after its rectifier, is left in {@code out}. */
    static float forward(List<DenseLayer> layers, float[] matrix, int at, float[][] out) {
        for (int l = 0; l < layers.size(); l++) {
            layers.get(l).forward(l == 0 ? matrix : out[l - 1], l == 0 ? at : 0, out[l]);
            if (l < layers.size() - 1) {
                rectify(out[l]);
            }
        }
        return out[layers.size() - 1][0];
    }

    private static void rectify(float[] values) {
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(0, values[i]);
        }
    }
}
