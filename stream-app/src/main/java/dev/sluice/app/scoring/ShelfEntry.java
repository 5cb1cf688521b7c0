package dev.sluice.app.scoring;

import dev.sluice.app.scoring.inspection.Refusal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is at one place of the shelf.
 *
 * @param key the model's key, or the file's name where that is none
 * @param source where it came from; a folder's model hides the topic's of the same key
 * @param inUse whether it is what rows are scored with: as the live model, or as a shadow
 * @param shadow whether it only scores beside the live model
 * @param version of the model there; null where none was accepted yet
 * @param sha256 of its file
 * @param since when it was put there
 * @param refused why the last file for this place was refused; null if it was not. The model before it stays
 * @param refusedAt when
 */
public record ShelfEntry(
        String key,
        Source source,
        boolean inUse,
        boolean shadow,
        @Nullable String version,
        @Nullable String sha256,
        @Nullable Instant since,
        @Nullable Refusal refused,
        @Nullable Instant refusedAt) {
    /** Where models come from. */
    public enum Source {
        FOLDER,
        TOPIC
    }
}
