package dev.sluice.trainer.learn;

/** Adam (Kingma and Ba, 2015) for one array of parameters, with decay towards 0. */
final class Adam {
    private static final float FIRST = .9f;
    private static final float SECOND = .999f;
    private static final float EPSILON = 1e-8f;

    /** Sum of the batch's gradients; {@link #step} empties it. */
    final float[] gradient;

    private final float[] values;
    private final float[] first;
    private final float[] second;
    private final float rate;
    private final float decay;
    private double firstLeft = 1;
    private double secondLeft = 1;

    Adam(float[] values, float rate, float decay) {
        this.values = values;
        this.rate = rate;
        this.decay = decay;
        gradient = new float[values.length];
        first = new float[values.length];
        second = new float[values.length];
    }

    /** Moves the parameters by the mean gradient of a batch of so many rows. */
    void step(int rows) {
        firstLeft *= FIRST;
        secondLeft *= SECOND;
        float scale = 1f / rows;
        float step = (float) (rate * Math.sqrt(1 - secondLeft) / (1 - firstLeft));
        for (int i = 0; i < values.length; i++) {
            float g = gradient[i] * scale + decay * values[i];
            float m = FIRST * first[i] + (1 - FIRST) * g;
            float v = SECOND * second[i] + (1 - SECOND) * g * g;
            first[i] = m;
            second[i] = v;
            values[i] -= step * m / ((float) Math.sqrt(v) + EPSILON);
            gradient[i] = 0;
        }
    }
}
