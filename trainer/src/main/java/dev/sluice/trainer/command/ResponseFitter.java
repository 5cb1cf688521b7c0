package dev.sluice.trainer.command;

import dev.sluice.trainer.data.TableException;
import dev.sluice.trainer.evaluate.Progress;
import dev.sluice.trainer.response.ResponseData;
import dev.sluice.trainer.response.ResponseFit;
import dev.sluice.trainer.response.ResponseSettings;
import java.util.List;

/** How responses are learned; passed in so that what is around it can be tested without waiting for it. */
@FunctionalInterface
interface ResponseFitter {
    /** The trainer's own. */
    ResponseFitter USUAL = (accounts, settings, holdout, progress) -> {
        throw new TableException("not yet");
    };

    /**
     * Fits one model each; several share strength.
     *
     * @param holdout last weeks that each is judged on
     */
    List<ResponseFit> fit(List<ResponseData> accounts, ResponseSettings settings, int holdout, Progress progress)
            throws TableException;
}
