package dev.sluice.app.api.write;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.app.api.Call;
import dev.sluice.app.api.Reply;
import dev.sluice.app.api.Route;
import dev.sluice.app.api.Routes;
import dev.sluice.app.api.SentRecord;
import dev.sluice.app.api.write.DurableWriter.Entry;
import dev.sluice.app.config.HttpToken.Scope;
import dev.sluice.app.intake.LiftTestRules;
import dev.sluice.event.LiftTest;
import dev.sluice.schemas.Topic;
import java.util.List;

/** {@code POST /api/v1/lift-tests}: the result of an experiment, for the next training of response models. */
final class LiftTestRoutes implements Routes {
    private final DurableWriter writer;

    LiftTestRoutes(DurableWriter writer) {
        this.writer = writer;
    }

    @Override
    public List<Route> routes() {
        return List.of(Route.post("/api/v1/lift-tests", Scope.WRITE, this::post));
    }

    private Reply post(Call call) throws InterruptedException {
        LiftTest test = (LiftTest) SentRecord.read(SentRecord.object(call), LiftTest.getClassSchema());
        LiftTestRules.refusal(test).ifPresent(why -> {
            throw SentRecord.invalid("#", why);
        });
        ObjectNode at = Written.one(writer, new Entry(Topic.LIFT_TESTS, test.getAccount(), test));
        at.put("account", test.getAccount()).put("test_id", test.getTestId()).put("revision", test.getRevision());
        return Reply.json(201, at);
    }
}
