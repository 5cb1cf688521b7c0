package dev.sluice.app.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.app.intake.EventRules;
import dev.sluice.app.intake.RecordFromJson;
import dev.sluice.app.intake.RecordFromJson.MisfitException;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** A record that a body states. */
public final class SentRecord {
    private SentRecord() {}

    /** A body that must be an object; may be changed. */
    public static ObjectNode object(Call call) {
        JsonNode json = call.json();
        if (json instanceof ObjectNode object) {
            return object;
        }
        throw invalid("#", "must be an object");
    }

    /**
     * Reads a record.
     *
     * @throws ProblemException 422 where the JSON does not fit it
     */
    public static SpecificRecord read(ObjectNode json, Schema schema) {
        try {
            return RecordFromJson.read(json, schema);
        } catch (MisfitException e) {
            throw invalid("#" + e.pointer(), String.valueOf(e.getMessage()));
        }
    }

    /** Puts the path's account into a body, which may name no other. */
    public static void setAccount(ObjectNode json, String account) {
        JsonNode named = json.get("account");
        if (named != null && !named.asText().equals(account)) {
            throw invalid("#/account", "is another account than the path's");
        }
        EventRules.accountRefusal(account).ifPresent(why -> {
            throw invalid("#/account", why.message());
        });
        json.put("account", account);
    }

    /** A body that says something impossible there. */
    public static ProblemException invalid(String pointer, String detail) {
        return Problem.invalid(List.of(new Problem.Fault(pointer, detail))).toException();
    }
}
