package dev.sluice.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.sluice.app.scoring.InputRows;
import dev.sluice.app.scoring.ModelLoading;
import dev.sluice.app.scoring.Scorer;
import dev.sluice.app.scoring.ShelfListener;
import dev.sluice.schemas.model.ModelCard;
import dev.sluice.trainer.Main;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a scored row costs the app, by learner and batch, beside ONNX Runtime's bare run of the same file on tensors that
 * are made once. Files are made by the trainer itself, with pre-processing and intervals inside, from 24 numbers and a
 * category.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@SuppressWarnings("NullAway.Init") // JMH calls prepare() first
public class ScoringBenchmark {
    private static final int NUMBERS = 24;
    private static final int TRAINING_ROWS = 2_000;
    private static final int MAX_BYTES = 64 << 20;

    @Param({"linear", "mlp", "forest", "xgboost"})
    public String learner = "";

    @Param({"1", "16", "256"})
    public int rows;

    private Scorer scorer;
    private InputRows input;
    private OrtSession session;
    private Map<String, OnnxTensor> tensors;

    /** Trains, loads, and makes rows. */
    @Setup
    public void prepare() throws IOException, OrtException {
        byte[] file = train();
        if (!(new ModelLoading(MAX_BYTES, ShelfListener.none()).open(file) instanceof ModelLoading.Opened opened)) {
            throw new IllegalStateException("the trainer's own file is refused");
        }
        scorer = opened.scorer();
        Random random = new Random(3);
        input = new InputRows(scorer.card(), rows);
        List<ModelCard.Input> order = scorer.card().inputs(ModelCard.InputType.NUMBER);
        float[] numbers = new float[rows * NUMBERS];
        String[] categories = new String[rows];
        for (int row = 0; row < rows; row++) {
            Map<String, Double> values = new HashMap<>();
            for (int n = 0; n < NUMBERS; n++) {
                values.put("n" + n, random.nextGaussian());
            }
            categories[row] = "c" + random.nextInt(6);
            input.add(values, Map.of("channel", categories[row]));
            for (int n = 0; n < NUMBERS; n++) {
                numbers[row * NUMBERS + n] =
                        values.getOrDefault(order.get(n).name(), 0.0).floatValue();
            }
        }
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(1);
        session = environment.createSession(file, options);
        tensors = Map.of(
                ModelCard.NUMBERS,
                OnnxTensor.createTensor(environment, FloatBuffer.wrap(numbers), new long[] {rows, NUMBERS}),
                ModelCard.CATEGORIES,
                OnnxTensor.createTensor(environment, categories, new long[] {rows, 1}));
    }

    private byte[] train() throws IOException {
        Path folder = Files.createTempDirectory("sluice-bench-");
        try {
            Random random = new Random(7);
            try (Writer csv = Files.newBufferedWriter(folder.resolve("rows.csv"))) {
                for (int n = 0; n < NUMBERS; n++) {
                    csv.write("n" + n + ",");
                }
                csv.write("channel,y\n");
                for (int row = 0; row < TRAINING_ROWS; row++) {
                    double y = 10;
                    for (int n = 0; n < NUMBERS; n++) {
                        double value = random.nextGaussian();
                        y += n < 6 ? value * (n + 1) : 0;
                        csv.write(String.format(Locale.ROOT, "%.4f,", value));
                    }
                    csv.write(String.format(Locale.ROOT, "c%d,%.4f%n", row % 6, y + row % 6));
                }
            }
            StringWriter said = new StringWriter();
            String[] command = {
                "train",
                "table",
                "--data=rows.csv",
                "--target=y",
                "--kind=gmv",
                "--out=m.onnx",
                "--folds=2",
                "--learners=" + learner
            };
            if (Main.run(command, new PrintWriter(said), new PrintWriter(said), Map.of(), folder) != 0) {
                throw new IllegalStateException("training failed: " + said);
            }
            return Files.readAllBytes(folder.resolve("m.onnx"));
        } finally {
            for (String name : Arrays.asList("rows.csv", "m.onnx")) {
                Files.deleteIfExists(folder.resolve(name));
            }
            Files.delete(folder);
        }
    }

    @TearDown
    public void close() throws OrtException {
        scorer.close();
        tensors.values().forEach(OnnxTensor::close);
        session.close();
    }

    /** As the app scores: rows copied into buffers, run, copied out, checked. */
    @Benchmark
    public float[] app() {
        return scorer.score(input);
    }

    /** The runtime alone. */
    @Benchmark
    public float floor() throws OrtException {
        try (OrtSession.Result result = session.run(tensors)) {
            return ((OnnxTensor) result.get(0)).getFloatBuffer().get(0);
        }
    }
}
