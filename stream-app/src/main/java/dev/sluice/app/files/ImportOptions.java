package dev.sluice.app.files;

import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What a file itself does not say.
 *
 * @param account account of every row whose mapping gives none
 * @param currency ISO 4217 code for every row whose mapping gives none
 * @param zone zone of days and of times written without an offset; a mapping's {@code zone} goes before it
 * @param asOf when the file was true: the revision, unless the mapping maps one. Spend needs it then.
 * @param strict stop at the first bad row
 * @param clicksPerBatch clicks of one account per event
 */
public record ImportOptions(
        @Nullable String account,
        @Nullable String currency,
        ZoneId zone,
        @Nullable Instant asOf,
        boolean strict,
        int clicksPerBatch) {

    /** Clicks per event where nothing else is asked for: about 40 kB of Avro. */
    public static final int DEFAULT_CLICKS_PER_BATCH = 500;

    public ImportOptions {
        if (clicksPerBatch < 1 || clicksPerBatch > 5_000) {
            throw new IllegalArgumentException("clicks per batch must be 1 to 5000, not " + clicksPerBatch);
        }
    }
}
