package dev.sluice.app.api.write;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.app.api.Problem;
import dev.sluice.app.api.ProblemException;
import dev.sluice.app.api.ProblemKind;
import dev.sluice.app.api.write.DurableWriter.Entry;
import dev.sluice.app.api.write.DurableWriter.Fate;
import java.time.Duration;
import java.util.List;

/** Entries that are written as one: all of them are there to stay, or there is a problem to tell. */
final class Written {
    private static final Duration SOON = Duration.ofSeconds(5);

    private Written() {}

    /**
     * Writes an entry; says where it is.
     *
     * @throws ProblemException 503 where it was not acknowledged, 413 where it is too large
     */
    static ObjectNode one(DurableWriter writer, Entry entry) throws InterruptedException {
        return all(writer, List.of(entry));
    }

    /** The same for several, in order; says where the first one is. */
    static ObjectNode all(DurableWriter writer, List<Entry> entries) throws InterruptedException {
        List<Fate> fates = writer.write(entries);
        for (Fate fate : fates) {
            switch (fate) {
                case Fate.Durable _ -> {}
                case Fate.Refused(String why) ->
                    throw Problem.of(ProblemKind.BODY_TOO_LARGE, "It was not written: " + why)
                            .toException();
                case Fate.Unknown(String why) ->
                    throw Problem.unavailable("It is not known to be written: " + why + "; send it again", SOON)
                            .toException();
            }
        }
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        if (fates.getFirst() instanceof Fate.Durable at) {
            node.put("topic", at.topic()).put("partition", at.partition()).put("offset", at.offset());
        }
        return node;
    }
}
