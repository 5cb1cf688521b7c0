package dev.sluice.app.scoring;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.sluice.schemas.model.ModelCard;
import dev.sluice.schemas.model.ModelCard.InputType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.Map;
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
    private FloatBuffer numbers = FloatBuffer.allocate(0);
    private FloatBuffer predictions = FloatBuffer.allocate(0);
    private int rows;
    private @Nullable OnnxTensor numberTensor;
    private @Nullable OnnxTensor predictionTensor;

    ScoringBuffers(ModelCard card) {
        this.numberInputs = card.inputs(InputType.NUMBER).size();
        this.categoryInputs = card.inputs(InputType.CATEGORY).size();
        this.outputs = card.outputs().size();
    }

    /** Scores all rows into {@code into}, [row][output], in runs that an inspected model has memory for. */
    void run(OrtSession session, InputRows input, float[] into) throws OrtException {
        for (int from = 0; from < input.size(); from += LONGEST_RUN) {
            int n = Math.min(LONGEST_RUN, input.size() - from);
            run(session, input, from, n);
            predictions.get(0, into, from * outputs, n * outputs);
        }
    }

    private void run(OrtSession session, InputRows input, int from, int n) throws OrtException {
        int padded = Math.ceilDiv(n, BLOCK) * BLOCK;
        if (padded != rows) {
            resize(padded);
        }
        Map<String, OnnxTensor> fed = new HashMap<>();
        if (numberTensor != null) {
            numbers.put(0, input.numbers(), from * numberInputs, n * numberInputs);
            for (int row = n; row < padded; row++) {
                numbers.put(row * numberInputs, input.numbers(), from * numberInputs, numberInputs);
            }
            fed.put(ModelCard.NUMBERS, numberTensor);
        }
        try (OnnxTensor categories = categoryInputs > 0 ? categories(input, from, n, padded) : null) {
            if (categories != null) {
                fed.put(ModelCard.CATEGORIES, categories);
            }
            session.run(fed, Map.of(ModelCard.PREDICTION, pinned())).close();
        }
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
    }
}
