package dev.sluice.app.api;

/** Answers the calls of one route. */
@FunctionalInterface
public interface Endpoint {
    /**
     * The answer. Runs on a virtual thread, several at a time; may wait.
     *
     * @throws ProblemException where there is a problem to be told instead
     * @throws InterruptedException where the app stops
     */
    Reply answer(Call call) throws InterruptedException;
}
