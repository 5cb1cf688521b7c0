package dev.sluice.trainer.data;

/** Hears how far the reading of a topic has come. */
@FunctionalInterface
public interface ReadProgress {
    /** Hears nothing. */
    ReadProgress SILENT = (read, all) -> {};

    /**
     * So much is read.
     *
     * @param read offsets passed, of all partitions
     * @param all offsets there were when reading began
     */
    void at(long read, long all);
}
