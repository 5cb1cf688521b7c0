package dev.sluice.app.budget;

import dev.sluice.event.BudgetRecommendation;
import dev.sluice.event.ChannelAdvice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Hashes of advice: of what it says (its id), and of every byte of it. */
final class Fingerprint {
    private static final int ID_BYTES = 16;

    private Fingerprint() {}

    /** The same week, decision, policy, model and spends give the same id, whatever the figures beside them. */
    static String id(BudgetRecommendation r) {
        StringBuilder said = new StringBuilder();
        said.append(r.getAccount()).append('\n');
        said.append(r.getWeek()).append(' ').append(r.getDecision()).append(' ');
        said.append(r.getReasonCode()).append(' ').append(r.getPolicyRevision()).append(' ');
        said.append(r.getModelSha256()).append('\n');
        for (ChannelAdvice c : r.getChannels()) {
            said.append(c.getChannel()).append('\n');
            said.append(c.getCurrentMicros())
                    .append(' ')
                    .append(c.getRecommendedMicros())
                    .append('\n');
        }
        byte[] hash = sha256(ByteBuffer.wrap(said.toString().getBytes(StandardCharsets.UTF_8)));
        return HexFormat.of().formatHex(hash, 0, ID_BYTES);
    }

    static long content(BudgetRecommendation r) {
        try {
            return ByteBuffer.wrap(sha256(r.toByteBuffer())).getLong();
        } catch (IOException e) {
            throw new UncheckedIOException("advice can't be encoded", e);
        }
    }

    private static byte[] sha256(ByteBuffer bytes) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(bytes);
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
