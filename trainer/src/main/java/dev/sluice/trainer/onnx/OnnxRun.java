package dev.sluice.trainer.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import dev.sluice.schemas.model.ModelCard;
import dev.sluice.trainer.data.Dataset;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A model file loaded into ONNX Runtime, on one thread. Close it; it holds native memory. Not for several threads. */
public final class OnnxRun implements AutoCloseable {
    private static final int BLOCK = 1024;

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    private OnnxRun(byte[] file) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR);
            session = environment.createSession(file, options);
        }
    }

    /**
     * Loads a file.
     *
     * @throws OnnxFileException where the runtime refuses it
     */
    public static OnnxRun open(byte[] file) throws OnnxFileException {
        try {
            return new OnnxRun(file);
        } catch (OrtException e) {
            throw new OnnxFileException("ONNX Runtime can't load the file: " + firstLine(e));
        }
    }

    /**
     * Outputs [row][output], as the file gives them.
     *
     * @throws OnnxFileException where the runtime can't run it on these rows
     */
    public double[][] predict(Dataset rows) throws OnnxFileException {
        return outputs(rows, ModelCard.PREDICTION);
    }

    /** One of several outputs of the same kind: [row][column]. */
    double[][] outputs(Dataset rows, String name) throws OnnxFileException {
        double[][] outputs = new double[rows.size()][];
        try {
            for (int from = 0; from < rows.size(); from += BLOCK) {
                read(rows, name, from, Math.min(rows.size(), from + BLOCK), outputs);
            }
        } catch (OrtException e) {
            throw new OnnxFileException("ONNX Runtime can't run the file: " + firstLine(e));
        }
        return outputs;
    }

    /** An output that is the same for all rows, [row of the output][column]. */
    double[][] fixed(Dataset rows, String name, int height) throws OnnxFileException {
        double[][] output = new double[height][];
        try {
            run(rows, name, 0, rows.size(), flat -> read(flat, 0, height, output));
        } catch (OrtException e) {
            throw new OnnxFileException("ONNX Runtime can't run the file: " + firstLine(e));
        }
        return output;
    }

    private void read(Dataset rows, String name, int from, int to, double[][] outputs) throws OrtException {
        run(rows, name, from, to, flat -> read(flat, from, to, outputs));
    }

    private void run(Dataset rows, String name, int from, int to, Consumer<FloatBuffer> reader) throws OrtException {
        Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
        try {
            Map<String, NodeInfo> declared = session.getInputInfo();
            if (declared.containsKey(ModelCard.NUMBERS)) {
                inputs.put(ModelCard.NUMBERS, numbers(rows.numbers(), from, to));
            }
            if (declared.containsKey(ModelCard.CATEGORIES)) {
                inputs.put(ModelCard.CATEGORIES, categories(rows.categories(), from, to));
            }
            try (OrtSession.Result result = session.run(inputs, Set.of(name))) {
                reader.accept(((OnnxTensor) result.get(0)).getFloatBuffer());
            }
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    private static void read(FloatBuffer flat, int from, int to, double[][] outputs) {
        int width = flat.remaining() / (to - from);
        for (int row = from; row < to; row++) {
            outputs[row] = new double[width];
            for (int output = 0; output < width; output++) {
                outputs[row][output] = flat.get();
            }
        }
    }

    private OnnxTensor numbers(double[][] columns, int from, int to) throws OrtException {
        FloatBuffer flat = FloatBuffer.allocate((to - from) * columns.length);
        for (int row = from; row < to; row++) {
            for (double[] column : columns) {
                flat.put((float) column[row]);
            }
        }
        return OnnxTensor.createTensor(environment, flat.flip(), new long[] {to - from, columns.length});
    }

    private OnnxTensor categories(@Nullable String[][] columns, int from, int to) throws OrtException {
        String[] flat = new String[(to - from) * columns.length];
        int at = 0;
        for (int row = from; row < to; row++) {
            for (@Nullable String[] column : columns) {
                @Nullable String level = column[row];
                flat[at++] = level == null ? "" : level;
            }
        }
        return OnnxTensor.createTensor(environment, flat, new long[] {to - from, columns.length});
    }

    private static String firstLine(OrtException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse(e.toString());
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("a session that was opened can be closed", e);
        }
    }
}
