package dev.sluice.app.scoring.inspection;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.CodedInputStream;
import dev.sluice.app.scoring.inspection.Refusal.Code;
import dev.sluice.schemas.model.ModelCard;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Judges a model file by its bytes, without running any of it and without ONNX Runtime: size, hash, structure, operators,
 * tensors, trees, sizes of everything it will compute, card, and whether graph and card agree. What it accepts is still
 * to be tried on the card's golden rows. Stateless, safe for all threads.
 */
public final class ModelInspection {
    /** What came of it. */
    public sealed interface Verdict {}

    /**
     * May be loaded.
     *
     * @param sha256 of the file, as hex
     */
    public record Accepted(ModelCard card, String sha256) implements Verdict {}

    /** Must not be. */
    public record Refused(Refusal refusal) implements Verdict {}

    private final Limits limits;

    public ModelInspection(Limits limits) {
        this.limits = limits;
    }

    public Limits limits() {
        return limits;
    }

    /** Judges a file. Never throws for what is in it. */
    public Verdict judge(byte[] file, Announced announced) {
        try {
            checkSize(file.length);
            String sha256 = sha256(file);
            if (announced.sha256() != null && !sha256.equalsIgnoreCase(announced.sha256())) {
                throw new RefusedException(
                        Code.HASH_MISMATCH,
                        "The file's SHA-256 is " + sha256 + ", announced was "
                                + RefusedException.shown(announced.sha256()));
            }
            ModelProto model = parse(file);
            new GraphRules(limits).check(model);
            ModelCard card = Cards.read(model);
            Cards.check(card, limits);
            checkAnnounced(card, announced);
            Contract.check(model.getGraph(), card, limits);
            return new Accepted(card, sha256);
        } catch (RefusedException e) {
            return new Refused(e.refusal());
        }
    }

    /** Reads the card alone, of a file that may be unfit otherwise. */
    public Verdict readCard(byte[] file) {
        try {
            checkSize(file.length);
            return new Accepted(Cards.read(parse(file)), sha256(file));
        } catch (RefusedException e) {
            return new Refused(e.refusal());
        }
    }

    /** What a file of this length is refused with, before it is read; null where it is not. */
    public @Nullable Refusal judgeSize(long bytes) {
        try {
            checkSize(bytes);
            return null;
        } catch (RefusedException e) {
            return e.refusal();
        }
    }

    private void checkSize(long bytes) throws RefusedException {
        if (bytes > limits.fileBytes()) {
            throw new RefusedException(
                    Code.TOO_LARGE,
                    "The file has " + bytes + " bytes, allowed are " + limits.fileBytes() + " (models.max.bytes)");
        }
        if (bytes == 0) {
            throw new RefusedException(Code.NOT_ONNX, "The file is empty");
        }
    }

    private ModelProto parse(byte[] file) throws RefusedException {
        WireScan.check(file, limits);
        CodedInputStream in = CodedInputStream.newInstance(file);
        in.setRecursionLimit(limits.nesting() + 1);
        try {
            return ModelProto.parseFrom(in);
        } catch (IOException e) {
            throw new RefusedException(Code.NOT_ONNX, "The file is no ONNX model: " + e.getMessage());
        }
    }

    private static void checkAnnounced(ModelCard card, Announced announced) throws RefusedException {
        if (announced.version() != null && !card.version().equals(announced.version())) {
            throw new RefusedException(
                    Code.VERSION_MISMATCH,
                    "The card says version " + card.version() + ", announced was "
                            + RefusedException.shown(announced.version()));
        }
        if (announced.kind() != null && !card.kind().equals(announced.kind())) {
            throw new RefusedException(
                    Code.WRONG_KIND,
                    "The card says kind " + card.kind() + ", but the file was put where a "
                            + RefusedException.shown(announced.kind()) + " model belongs");
        }
    }

    /** SHA-256, as hex. */
    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
