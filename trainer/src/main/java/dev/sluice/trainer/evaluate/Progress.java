package dev.sluice.trainer.evaluate;

/** Told what a training is doing: long work shows that it goes on. */
public interface Progress {
    /**
     * One step is done.
     *
     * @param what such as {@code forest, 3 of 6 settings}
     */
    void step(long done, long total, String what);
}
