package dev.sluice.app.api.write;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.app.api.Call;
import dev.sluice.app.api.Problem;
import dev.sluice.app.api.ProblemKind;
import dev.sluice.app.api.Reply;
import dev.sluice.app.api.Route;
import dev.sluice.app.api.Routes;
import dev.sluice.app.api.SentRecord;
import dev.sluice.app.api.read.Reader;
import dev.sluice.app.config.HttpToken.Scope;
import dev.sluice.event.AuditAction;
import dev.sluice.event.AuditEntry;
import dev.sluice.event.BudgetRecommendation;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Decisions on advice: {@code POST} and {@code GET /api/v1/recommendations/{account}/decisions}. A decision is a line of the
 * audit log and moves no money; the latest on a recommendation holds.
 */
final class DecisionRoutes implements Routes {
    private static final String PATH = "/api/v1/recommendations/{account}/decisions";
    private static final int MOST_NOTE = 1000;

    private final DurableWriter writer;
    private final AuditLog audit;
    private final Reader reader;
    private final Shown shown;
    private final Function<String, Optional<BudgetRecommendation>> standing;
    private final Function<String, List<AuditEntry>> log;

    /**
     * The routes.
     *
     * @param standing the advice that stands for an account
     * @param log what was decided for an account, the newest first
     */
    DecisionRoutes(
            DurableWriter writer,
            AuditLog audit,
            Reader reader,
            Shown shown,
            Function<String, Optional<BudgetRecommendation>> standing,
            Function<String, List<AuditEntry>> log) {
        this.writer = writer;
        this.audit = audit;
        this.reader = reader;
        this.shown = shown;
        this.standing = standing;
        this.log = log;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.post(PATH, Scope.APPROVE, reader.whenCaughtUp(this::decide)),
                Route.get(PATH, reader.whenCaughtUp(this::decisions)));
    }

    private Reply decide(Call call) throws InterruptedException {
        String account = call.name("account");
        ObjectNode body = SentRecord.object(call);
        String id = text(body, "recommendation_id", 200);
        String note = body.has("note") ? text(body, "note", MOST_NOTE) : "";
        AuditAction action =
                switch (text(body, "decision", 20)) {
                    case "approve" -> AuditAction.RECOMMENDATION_APPROVED;
                    case "dismiss" -> AuditAction.RECOMMENDATION_DISMISSED;
                    default -> throw SentRecord.invalid("#/decision", "must be approve or dismiss");
                };
        BudgetRecommendation advice = standing.apply(account)
                .orElseThrow(() -> Problem.of(ProblemKind.NOT_FOUND, "No advice stands for this account")
                        .toException());
        if (!advice.getRecommendationId().equals(id)) {
            throw Problem.of(
                            ProblemKind.CONFLICT,
                            "Advice " + advice.getRecommendationId() + " stands now, not the one that was decided on")
                    .toException();
        }
        AuditEntry decided = audit.entry(account, call.caller(), action, id, note);
        Written.one(writer, AuditLog.written(decided));
        shown.await(() -> log.apply(account).contains(decided));
        return Reply.json(201, told(decided));
    }

    private static String text(ObjectNode body, String field, int most) {
        if (!body.path(field).isTextual()) {
            throw SentRecord.invalid("#/" + field, "must be a text");
        }
        String text = body.path(field).textValue();
        if (text.length() > most) {
            throw SentRecord.invalid(
                    "#/" + field, "has " + text.length() + " characters, at most " + most + " are allowed");
        }
        return text;
    }

    private Reply decisions(Call call) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode items = answer.putArray("items");
        for (AuditEntry entry : log.apply(call.name("account"))) {
            if (entry.getAction() == AuditAction.RECOMMENDATION_APPROVED
                    || entry.getAction() == AuditAction.RECOMMENDATION_DISMISSED) {
                items.add(told(entry));
            }
        }
        answer.putNull("next");
        return Reply.json(answer);
    }

    private static ObjectNode told(AuditEntry entry) {
        boolean approved = entry.getAction() == AuditAction.RECOMMENDATION_APPROVED;
        return JsonNodeFactory.instance
                .objectNode()
                .put("recommendation_id", entry.getSubject())
                .put("decision", approved ? "approve" : "dismiss")
                .put("by", entry.getActor())
                .put("at", entry.getAt().toString())
                .put("note", entry.getNote());
    }
}
