package dev.sluice.app.scoring;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.sluice.schemas.model.ModelCard;
import dev.sluice.schemas.model.ResponseCard;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A model in memory: a session of ONNX Runtime behind a count of those who use it. Closing a session while it runs ends
 * the process with a segmentation fault, so it is closed by whoever gives it back last. Safe for all threads; each
 * lease is one thread's.
 */
final class LoadedModel {
    private static final Logger LOG = LoggerFactory.getLogger(LoadedModel.class);
    /** Sessions of this process that are open; for tests that nothing leaks. */
    static final AtomicInteger OPEN = new AtomicInteger();

    private final OrtSession session;
    private final ModelCard card;
    private final String sha256;
    /** Of a response model; empty of all others. */
    private final float[] carryOver;

    private final ShelfListener listener;
    private final AtomicInteger users = new AtomicInteger(1);
    private final AtomicLong unscored = new AtomicLong();
    private final ConcurrentLinkedQueue<ScoringBuffers> idle = new ConcurrentLinkedQueue<>();

    LoadedModel(OrtSession session, ModelCard card, String sha256, float[] carryOver, ShelfListener listener) {
        this.session = session;
        this.card = card;
        this.sha256 = sha256;
        this.carryOver = carryOver;
        this.listener = listener;
        OPEN.incrementAndGet();
    }

    ModelCard card() {
        return card;
    }

    String sha256() {
        return sha256;
    }

    /** A loan; empty once the model was retired and the last loan has ended. */
    Optional<Scorer> lease() {
        int now = users.get();
        while (now > 0) {
            if (users.compareAndSet(now, now + 1)) {
                ScoringBuffers buffers = idle.poll();
                return Optional.of(new Lease(buffers == null ? new ScoringBuffers(card) : buffers));
            }
            now = users.get();
        }
        return Optional.empty();
    }

    /** Gives up the shelf's own hold. Call it once. */
    void retire() {
        giveBack();
    }

    private void giveBack() {
        if (users.decrementAndGet() == 0) {
            close();
        }
    }

    private void close() {
        for (ScoringBuffers buffers = idle.poll(); buffers != null; buffers = idle.poll()) {
            buffers.close();
        }
        try {
            session.close();
        } catch (OrtException e) {
            LOG.warn("Model {} {} could not be closed: {}", card.kind(), card.version(), OnnxRuntime.words(e));
        }
        OPEN.decrementAndGet();
    }

    private void reportUnscored(float[] predictions, int rows) {
        int bad = 0;
        int outputs = card.outputs().size();
        for (int row = 0; row < rows; row++) {
            boolean finite = true;
            for (int i = row * outputs; i < (row + 1) * outputs; i++) {
                finite &= Float.isFinite(predictions[i]);
            }
            bad += finite ? 0 : 1;
        }
        if (bad > 0) {
            listener.unscored(card.kind(), bad);
            if (unscored.getAndAdd(bad) == 0) {
                LOG.warn(
                        "Model {} {} gave NaN or infinity for {} of {} rows; more of it is counted, not logged",
                        card.kind(),
                        card.version(),
                        bad,
                        rows);
            }
        }
    }

    /** One thread's use of the model. */
    private final class Lease implements Scorer {
        private final ScoringBuffers buffers;
        private boolean closed;

        Lease(ScoringBuffers buffers) {
            this.buffers = buffers;
        }

        @Override
        public ModelCard card() {
            return card;
        }

        @Override
        public String sha256() {
            return sha256;
        }

        /** A row that the model can't score has NaN or infinite outputs; that is counted, and never thrown. */
        @Override
        public float[] score(InputRows rows) {
            checkOpen();
            float[] predictions = new float[rows.size() * card.outputs().size()];
            if (rows.size() == 0) {
                return predictions;
            }
            try {
                buffers.run(session, rows, predictions);
            } catch (OrtException e) {
                LOG.debug("Model {} {} failed: {}", card.kind(), card.version(), OnnxRuntime.words(e));
                Arrays.fill(predictions, Float.NaN);
            }
            reportUnscored(predictions, rows.size());
            return predictions;
        }

        /** {@inheritDoc} As with {@link #score}, what can't be scored is NaN, and counted. */
        @Override
        public Responses respond(InputRows rows) {
            checkOpen();
            ResponseCard response = card.response();
            if (response == null) {
                return Scorer.super.respond(rows);
            }
            float[] predictions = new float[rows.size() * card.outputs().size()];
            float[] incremental = new float[rows.size() * response.channels().size() * response.draws()];
            try {
                buffers.respond(session, rows, predictions, incremental);
            } catch (OrtException e) {
                LOG.debug("Model {} {} failed: {}", card.kind(), card.version(), OnnxRuntime.words(e));
                Arrays.fill(predictions, Float.NaN);
                Arrays.fill(incremental, Float.NaN);
            }
            reportUnscored(predictions, rows.size());
            return new Responses(predictions, incremental, carryOver.clone());
        }

        private void checkOpen() {
            if (closed) {
                throw new IllegalStateException("the model was given back");
            }
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                idle.add(buffers);
                giveBack();
            }
        }
    }
}
