package dev.sluice.app.budget.verify;

import dev.sluice.app.budget.Policy;
import dev.sluice.app.budget.SampledResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Advice as the verifier sees it.
 *
 * @param acts false where the advice is to leave the budget alone
 * @param lines one a channel
 * @param response the raw samples; null only where nothing acts
 */
public record Proposal(
        Policy policy,
        boolean acts,
        List<Line> lines,
        @Nullable SampledResponse response) {
    public Proposal {
        lines = List.copyOf(lines);
    }

    /**
     * One channel.
     *
     * @param seen whether it was ever spent on in what the model learned from
     * @param currentMicros weekly spend now
     * @param referenceMicros weekly spend that the advice is compared with
     * @param recommendedMicros weekly spend advised
     * @param explorationMicros what of the recommended is there to learn; negative where money was taken for it
     */
    public record Line(
            String channel,
            boolean seen,
            long currentMicros,
            long referenceMicros,
            long recommendedMicros,
            long explorationMicros) {}
}
