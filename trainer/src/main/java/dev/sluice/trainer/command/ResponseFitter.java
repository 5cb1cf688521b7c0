package dev.sluice.trainer.command;

import dev.sluice.trainer.data.TableException;
import dev.sluice.trainer.evaluate.ResponseTraining;
import dev.sluice.trainer.response.ResponseData;
import dev.sluice.trainer.response.ResponseFit;
import dev.sluice.trainer.response.ResponseSettings;
import java.util.List;

/** How responses are learned; passed in so that what is around it can be tested without waiting for it. */
@FunctionalInterface
interface ResponseFitter {
    /** The trainer's own. */
    ResponseFitter USUAL = (accounts, settings, holdout, progress) -> accounts.size() == 1
            ? List.of(ResponseTraining.train(accounts.getFirst(), settings, holdout, progress::step))
            : ResponseTraining.trainTogether(accounts, settings, holdout, progress::step);

    /** How far it is. */
    @FunctionalInterface
    interface Steps {
        void step(int done, int total);
    }

    /**
     * Fits and judges one model each; several share strength.
     *
     * @param holdout last weeks that each is judged on; below 0: what is usual
     * @throws TableException where one can't be learned from
     */
    List<ResponseFit> fit(List<ResponseData> accounts, ResponseSettings settings, int holdout, Steps progress)
            throws TableException;
}
