package dev.sluice.app.scoring;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.sluice.schemas.model.ModelCard;
import dev.sluice.schemas.model.ModelCard.InputType;
import dev.sluice.schemas.model.ResponseCard;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Memory that a run reads its numbers from and writes its predictions to, kept from call to call. Not thread-safe.
 *
 * <p>Rows are padded to a multiple of {@value #BLOCK}: a kernel computes whole vectors one way and what is left over
 * another, an ulp apart, and so a row's prediction would depend on its place in the batch. The padding is the first row
 * again, which can't fail where that does not.
 */
final class ScoringBuffers implements AutoCloseable {
    static final int BLOCK = 16;
    /** Inspection allows for the memory that 1009 rows take. */
    static final int LONGEST_RUN = 63 * BLOCK;
    /** The vectors of the widest kernels begin at such addresses. */
    private static final int ALIGNMENT = 64;

    private final int numberInputs;
    private final int categoryInputs;
    private final int outputs;
    /** Of the output of draws; 0 where the model has none. */
    private final int draws;

    private FloatBuffer numbers = FloatBuffer.allocate(0);
    private FloatBuffer predictions = FloatBuffer.allocate(0);
    private FloatBuffer incremental = FloatBuffer.allocate(0);
    private int rows;
    private @Nullable OnnxTensor numberTensor;
    private @Nullable OnnxTensor predictionTensor;
    /** Made when draws are first asked for: they take much more room than predictions. */
    private @Nullable OnnxTensor incrementalTensor;

    ScoringBuffers(ModelCard card) {
        this.numberInputs = card.inputs(InputType.NUMBER).size();
        this.categoryInputs = card.inputs(InputType.CATEGORY).size();
        this.outputs = card.outputs().size();
        ResponseCard response = card.response();
        this.draws = response == null ? 0 : response.channels().size() * response.draws();
    }

    /** Scores all rows into {@code into}, [row][output], in runs that an inspected model has memory for. */
    void run(OrtSession session, InputRows input, float[] into) throws OrtException {
        for (int from = 0; from < input.size(); from += LONGEST_RUN) {
            int n = Math.min(LONGEST_RUN, input.size() - from);
            try (OnnxTensor categories = fill(input, from, n)) {
                session.run(fed(categories), Map.of(ModelCard.PREDICTION, pinned()))
                        .close();
            }
            predictions.get(0, into, from * outputs, n * outputs);
        }
    }

    /**
     * A response model's outputs: predictions [row][output] into the one, draws [row][channel x draws] into the other.
     */
    void respond(OrtSession session, InputRows input, float[] into, float[] incrementalInto) throws OrtException {
        for (int from = 0; from < input.size(); from += LONGEST_RUN) {
            int n = Math.min(LONGEST_RUN, input.size() - from);
            try (OnnxTensor categories = fill(input, from, n)) {
                session.run(
                                fed(categories),
                                Map.of(
                                        ModelCard.PREDICTION, pinned(),
                                        ResponseCard.INCREMENTAL, pinnedIncremental()))
                        .close();
            }
            predictions.get(0, into, from * outputs, n * outputs);
            incremental.get(0, incrementalInto, from * draws, n * draws);
        }
    }

    /** A response model's carry-over weights, [draw][channel x (lags + 1)]; any input gives the same. */
    float[] carryOver(OrtSession session, InputRows input) throws OrtException {
        try (OnnxTensor categories = fill(input, 0, 1);
                OrtSession.Result result = session.run(fed(categories), Set.of(ResponseCard.CARRY_OVER))) {
            FloatBuffer weights = ((OnnxTensor) result.get(0)).getFloatBuffer();
            float[] all = new float[weights.remaining()];
            weights.get(all);
            return all;
        }
    }

    /** Makes room and puts rows in it; gives the categories, if the model has some. */
    private @Nullable OnnxTensor fill(InputRows input, int from, int n) throws OrtException {
        int padded = Math.ceilDiv(n, BLOCK) * BLOCK;
        if (padded != rows) {
            resize(padded);
        }
        if (numberInputs > 0) {
            numbers.put(0, input.numbers(), from * numberInputs, n * numberInputs);
            for (int row = n; row < padded; row++) {
                numbers.put(row * numberInputs, input.numbers(), from * numberInputs, numberInputs);
            }
        }
        return categoryInputs > 0 ? categories(input, from, n, padded) : null;
    }

    private Map<String, OnnxTensor> fed(@Nullable OnnxTensor categories) {
        Map<String, OnnxTensor> fed = new HashMap<>();
        if (numberTensor != null) {
            fed.put(ModelCard.NUMBERS, numberTensor);
        }
        if (categories != null) {
            fed.put(ModelCard.CATEGORIES, categories);
        }
        return fed;
    }

    private OnnxTensor pinnedIncremental() throws OrtException {
        if (incrementalTensor == null) {
            incremental = floats(incremental, rows * draws);
            incrementalTensor = tensor(incremental, rows, draws);
        }
        return incrementalTensor;
    }

    private OnnxTensor pinned() {
        if (predictionTensor == null) {
            throw new IllegalStateException("no room was made");
        }
        return predictionTensor;
    }

    private OnnxTensor categories(InputRows input, int from, int n, int padded) throws OrtException {
        String[] texts = new String[padded * categoryInputs];
        System.arraycopy(input.categories(), from * categoryInputs, texts, 0, n * categoryInputs);
        for (int row = n; row < padded; row++) {
            System.arraycopy(texts, 0, texts, row * categoryInputs, categoryInputs);
        }
        return OnnxTensor.createTensor(OnnxRuntime.ENVIRONMENT, texts, new long[] {padded, categoryInputs});
    }

    private void resize(int padded) throws OrtException {
        close();
        numbers = floats(numbers, padded * numberInputs);
        predictions = floats(predictions, padded * outputs);
        if (numberInputs > 0) {
            numberTensor = tensor(numbers, padded, numberInputs);
        }
        predictionTensor = tensor(predictions, padded, outputs);
        rows = padded;
    }

    private static OnnxTensor tensor(FloatBuffer buffer, int rows, int width) throws OrtException {
        return OnnxTensor.createTensor(
                OnnxRuntime.ENVIRONMENT, buffer.slice(0, rows * width), new long[] {rows, width});
    }

    private static FloatBuffer floats(FloatBuffer old, int length) {
        if (old.capacity() >= length) {
            return old;
        }
        // Both ends are moved to such an address.
        return ByteBuffer.allocateDirect(length * Float.BYTES + 2 * ALIGNMENT)
                .alignedSlice(ALIGNMENT)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    @Override
    public void close() {
        rows = 0;
        if (numberTensor != null) {
            numberTensor.close();
            numberTensor = null;
        }
        if (predictionTensor != null) {
            predictionTensor.close();
            predictionTensor = null;
        }
        if (incrementalTensor != null) {
            incrementalTensor.close();
            incrementalTensor = null;
        }
    }
}
