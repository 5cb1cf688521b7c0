package dev.sluice.app.files;

/** Told every few thousand rows, and at the end, how far a file is read. */
@FunctionalInterface
public interface Progress {
    /** Tells nobody. */
    Progress NONE = (bytes, totalBytes, rows) -> {};

    /**
     * @param bytes of the file as it lies on disk, read so far (gzip: compressed)
     * @param totalBytes size of the file on disk
     * @param rows data rows read so far
     */
    void at(long bytes, long totalBytes, long rows);
}
