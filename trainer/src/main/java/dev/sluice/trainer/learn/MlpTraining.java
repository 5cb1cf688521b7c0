package dev.sluice.trainer.learn;

import dev.sluice.trainer.learn.MlpModel.DenseLayer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Trains a perceptron on the squared error: Adam (Kingma and Ba, 2015), batches, early stopping on a tenth of the rows,
 * chosen by the seed. Loops run over flat float arrays from front to back, so that the JIT compiler vectorises them.
 */
final class MlpTraining {
    private static final int PATIENCE = 20;
    private static final int ROWS_FOR_VALIDATION = 20;
    private static final int MANY_ROWS = 4_000;

    private final float[] matrix;
    private final int width;
    private final float[] target;
    private final List<DenseLayer> layers = new ArrayList<>();
    private final List<Adam> weights = new ArrayList<>();
    private final List<Adam> biases = new ArrayList<>();
    private final float[][] out;
    private final float[][] delta;
    private final SplittableRandom random;
    private final int epochs;
    private final int batch;

    MlpTraining(float[] matrix, int width, float[] target, int hidden, int depth, Settings settings, long seed) {
        this.matrix = matrix;
        this.width = width;
        this.target = target;
        random = new SplittableRandom(seed);
        epochs = settings.whole("epochs", 300);
        batch = Math.max(1, settings.whole("batch", target.length < MANY_ROWS ? 32 : 128));
        float rate = (float) settings.number("learning_rate", .002);
        for (int l = 0; l <= depth; l++) {
            DenseLayer layer = initial(l == 0 ? width : hidden, l == depth ? 1 : hidden);
            layers.add(layer);
            weights.add(new Adam(layer.weights(), rate, (float) settings.number("decay", 1e-4)));
            biases.add(new Adam(layer.bias(), rate, 0));
        }
        out = layers.stream().map(layer -> new float[layer.outputs()]).toArray(float[][]::new);
        delta = layers.stream().map(layer -> new float[layer.outputs()]).toArray(float[][]::new);
    }

    /** Normal weights of variance 2 / inputs (He and others, 2015). */
    private DenseLayer initial(int inputs, int outputs) {
        float[] start = new float[inputs * outputs];
        double deviation = Math.sqrt(2.0 / inputs);
        for (int i = 0; i < start.length; i++) {
            start[i] = (float) (random.nextGaussian() * deviation);
        }
        return new DenseLayer(inputs, outputs, start, new float[outputs]);
    }

    /** The layers at the epoch that did best on the rows held back. */
    List<DenseLayer> run() {
        int[] order = shuffled(target.length);
        int held = target.length < ROWS_FOR_VALIDATION ? 0 : target.length / 10;
        int[] training = Arrays.copyOfRange(order, held, order.length);
        List<DenseLayer> best = copy();
        double least = Double.POSITIVE_INFINITY;
        int since = 0;
        for (int epoch = 0; epoch < epochs && since < PATIENCE; epoch++) {
            epoch(training);
            double error = held == 0 ? -epoch : error(order, held);
            if (error < least) {
                least = error;
                since = 0;
                best = copy();
            } else {
                since++;
            }
        }
        return best;
    }

    private int[] shuffled(int length) {
        int[] order = new int[length];
        for (int i = 0; i < length; i++) {
            order[i] = i;
        }
        shuffle(order);
        return order;
    }

    private void shuffle(int[] order) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
    }

    private double error(int[] order, int held) {
        double sum = 0;
        for (int i = 0; i < held; i++) {
            double off = MlpModel.forward(layers, matrix, order[i] * width, out) - target[order[i]];
            sum += off * off;
        }
        return sum;
    }

    private void epoch(int[] training) {
        shuffle(training);
        for (int from = 0; from < training.length; from += batch) {
            int to = Math.min(training.length, from + batch);
            for (int i = from; i < to; i++) {
                backward(training[i]);
            }
            for (int l = 0; l < layers.size(); l++) {
                weights.get(l).step(to - from);
                biases.get(l).step(to - from);
            }
        }
    }

    /** Adds a row's gradients. */
    private void backward(int row) {
        int last = layers.size() - 1;
        delta[last][0] = MlpModel.forward(layers, matrix, row * width, out) - target[row];
        for (int l = last; l >= 0; l--) {
            float[] in = l == 0 ? matrix : out[l - 1];
            int at = l == 0 ? row * width : 0;
            gradient(weights.get(l).gradient, in, at, layers.get(l).inputs(), delta[l]);
            add(biases.get(l).gradient, 0, 1, delta[l]);
            if (l > 0) {
                passBack(layers.get(l), out[l - 1], delta[l], delta[l - 1]);
            }
        }
    }

    private static void gradient(float[] gradient, float[] in, int at, int inputs, float[] delta) {
        for (int i = 0; i < inputs; i++) {
            if (in[at + i] != 0) {
                add(gradient, i * delta.length, in[at + i], delta);
            }
        }
    }

    private static void add(float[] to, int at, float times, float[] what) {
        for (int o = 0; o < what.length; o++) {
            to[at + o] += times * what[o];
        }
    }

    private static void passBack(DenseLayer layer, float[] in, float[] delta, float[] into) {
        for (int i = 0; i < in.length; i++) {
            into[i] = in[i] > 0 ? dot(layer.weights(), i * delta.length, delta) : 0;
        }
    }

    /** Four sums, as one would make every addition wait for the one before. */
    private static float dot(float[] a, int at, float[] b) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int i = 0;
        for (; i + 3 < b.length; i += 4) {
            s0 += a[at + i] * b[i];
            s1 += a[at + i + 1] * b[i + 1];
            s2 += a[at + i + 2] * b[i + 2];
            s3 += a[at + i + 3] * b[i + 3];
        }
        for (; i < b.length; i++) {
            s0 += a[at + i] * b[i];
        }
        return s0 + s1 + s2 + s3;
    }

    private List<DenseLayer> copy() {
        return layers.stream()
                .map(layer -> new DenseLayer(
                        layer.inputs(),
                        layer.outputs(),
                        layer.weights().clone(),
                        layer.bias().clone()))
                .toList();
    }
}
