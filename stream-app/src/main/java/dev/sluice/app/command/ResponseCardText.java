package dev.sluice.app.command;

import dev.sluice.schemas.model.ResponseCard;
import dev.sluice.schemas.model.ResponseCard.ResponseChannel;
import dev.sluice.schemas.model.ResponseCard.Roas;
import java.io.PrintWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a card says of responses, for people. */
final class ResponseCardText {
    private ResponseCardText() {}

    static void print(ResponseCard response, PrintWriter out) {
        out.printf(
                "%-12s %d draws from %d weeks since %s; spend counts for its own week and %d more (inputs .lag1 to .lag%d)%n",
                "response", response.draws(), response.weeks(), response.origin(), response.lags(), response.lags());
        for (ResponseChannel channel : response.channels()) {
            out.printf(
                    Locale.ROOT,
                    "%-12s %s: spend %.6g a week (%.6g to %.6g); %s; %s%s: %s%n",
                    "  channel",
                    channel.name(),
                    channel.spend().mean(),
                    channel.spend().min(),
                    channel.spend().max(),
                    roas(channel.roas()),
                    channel.identifiability(),
                    channel.codes().isEmpty() ? "" : " (" + String.join(", ", channel.codes()) + ")",
                    channel.sentence());
        }
    }

    private static String roas(@Nullable Roas roas) {
        return roas == null
                ? "no ROAS"
                : String.format(Locale.ROOT, "ROAS %.4g (%.4g to %.4g)", roas.p50(), roas.p5(), roas.p95());
    }

    /** Whether an input is of a week before: there are many, all alike. */
    static boolean isLag(ResponseCard response, String input) {
        for (String channel : response.channelNames()) {
            for (int lag = 1; lag <= response.lags(); lag++) {
                if (input.equals(ResponseCard.spend(channel, lag))) {
                    return true;
                }
            }
        }
        return false;
    }
}
