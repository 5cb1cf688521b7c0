package dev.sluice.trainer.command;

import dev.sluice.trainer.data.Spelling;
import dev.sluice.trainer.data.TableException;
import dev.sluice.trainer.response.LiftTest;
import dev.sluice.trainer.response.ResponseData;
import java.util.List;

/**
 * One account, region or shop to learn the responses of.
 *
 * @param name the account's or group's; empty where there is one only and it has none
 * @param source file or topic
 * @param target name of the outcome
 * @param currency of spend, and of revenue; empty where it is unknown
 */
record ResponseCase(String name, String source, String target, String currency, ResponseData data) {
    /** For messages. */
    String shown() {
        return name.isEmpty() ? source : name;
    }

    /** @throws TableException where there is no such channel, with the one that is probably meant */
    void requireChannel(String channel) throws TableException {
        if (!data.channels().contains(channel)) {
            String hint = Spelling.nearest(channel, data.channels())
                    .map(near -> "did you mean \"" + near + "\"?")
                    .orElse("there are " + String.join(", ", data.channels()));
            throw new TableException("Lift test of \"" + channel + "\": " + shown() + " has no such channel; " + hint);
        }
    }

    /** With these lift tests in the place of its own. */
    ResponseCase with(List<LiftTest> tests) {
        ResponseData tested = new ResponseData(
                data.weeks(),
                data.outcome(),
                data.channels(),
                data.spend(),
                data.controls(),
                data.controlValues(),
                tests);
        return new ResponseCase(name, source, target, currency, tested);
    }
}
