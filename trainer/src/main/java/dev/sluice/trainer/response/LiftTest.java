package dev.sluice.trainer.response;

/**
 * An experiment: spend of a channel was changed and the change of the outcome measured.
 *
 * @param spend weekly spend before the change, currency units; NaN: unknown, and taken for a test that held the channel's
 *     spend against none, as conversion lift studies and hold-outs do
 * @param deltaSpend change of the weekly spend
 * @param deltaOutcome change of the weekly outcome that it caused, once carried-over effects are counted
 * @param standardError of deltaOutcome, above 0
 */
public record LiftTest(String channel, double spend, double deltaSpend, double deltaOutcome, double standardError) {
    /** Where the test starts: none, or the spend that was taken away. */
    double base() {
        return !Double.isNaN(spend) ? spend : Math.max(0, -deltaSpend);
    }
}
