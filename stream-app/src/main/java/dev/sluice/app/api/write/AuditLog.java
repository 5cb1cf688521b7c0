package dev.sluice.app.api.write;

import dev.sluice.app.api.write.DurableWriter.Entry;
import dev.sluice.event.AuditAction;
import dev.sluice.event.AuditEntry;
import dev.sluice.schemas.Topic;
import java.time.Instant;
import java.time.InstantSource;

/** Who decided what, and when: the {@code audit} topic. */
final class AuditLog {
    private final InstantSource clock;

    AuditLog(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * An entry of now.
     *
     * @param subject what was decided about
     */
    AuditEntry entry(String account, String actor, AuditAction action, String subject, String note) {
        Instant now = Instant.ofEpochMilli(clock.millis());
        return new AuditEntry(account, now, actor, action, subject, note);
    }

    /** An entry as it is written. */
    static Entry written(AuditEntry entry) {
        return new Entry(Topic.AUDIT, entry.getAccount(), entry);
    }
}
