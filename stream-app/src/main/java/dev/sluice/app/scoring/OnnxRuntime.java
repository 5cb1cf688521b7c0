package dev.sluice.app.scoring;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;

/** The one runtime of this process. It sends nothing home, and what it has to say of a file is in its exceptions. */
final class OnnxRuntime {
    static final OrtEnvironment ENVIRONMENT = environment();

    private OnnxRuntime() {}

    private static OrtEnvironment environment() {
        OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "sluice");
        try {
            environment.setTelemetry(false);
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime's telemetry can't be switched off", e);
        }
        return environment;
    }

    /**
     * A session that computes on the calling thread alone. Without the arena a session gives back what a run took: the
     * arena keeps the largest batch's memory for as long as the model lives.
     */
    static OrtSession session(byte[] model) throws OrtException {
        try (SessionOptions options = new SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setExecutionMode(SessionOptions.ExecutionMode.SEQUENTIAL);
            options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
            options.setCPUArenaAllocator(false);
            return ENVIRONMENT.createSession(model, options);
        }
    }

    /** What the runtime says, on one line. */
    static String words(OrtException e) {
        String message = String.valueOf(e.getMessage()).strip().replaceAll("\\s*\\R\\s*", " ");
        return message.length() > 300 ? message.substring(0, 300) + "..." : message;
    }
}
