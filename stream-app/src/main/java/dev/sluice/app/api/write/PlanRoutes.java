package dev.sluice.app.api.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.app.api.Call;
import dev.sluice.app.api.Reply;
import dev.sluice.app.api.Route;
import dev.sluice.app.api.Routes;
import dev.sluice.app.api.SentRecord;
import dev.sluice.app.api.read.Reader;
import dev.sluice.app.api.read.RecordJson;
import dev.sluice.app.api.write.DurableWriter.Entry;
import dev.sluice.app.config.HttpToken.Scope;
import dev.sluice.event.PlannedChannel;
import dev.sluice.event.SavedPlan;
import dev.sluice.schemas.Topic;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Plans that people keep: {@code GET /api/v1/plans}, {@code PUT} and {@code DELETE /api/v1/plans/{account}/{name}}. */
final class PlanRoutes implements Routes {
    private static final String ONE = "/api/v1/plans/{account}/{name}";
    private static final int MOST_NAME = 80;
    private static final int MOST_CHANNELS = 500;

    private final DurableWriter writer;
    private final Reader reader;
    private final Shown shown;
    private final Function<String, List<SavedPlan>> saved;
    private final InstantSource clock;

    /**
     * The routes.
     *
     * @param saved plans of an account
     */
    PlanRoutes(
            DurableWriter writer,
            Reader reader,
            Shown shown,
            Function<String, List<SavedPlan>> saved,
            InstantSource clock) {
        this.writer = writer;
        this.reader = reader;
        this.shown = shown;
        this.saved = saved;
        this.clock = clock;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/api/v1/plans", reader.whenCaughtUp(this::list)),
                Route.put(ONE, Scope.WRITE, this::put),
                Route.delete(ONE, Scope.WRITE, this::delete));
    }

    private Reply list(Call call) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode items = answer.putArray("items");
        saved.apply(call.required("account")).forEach(plan -> items.add(RecordJson.of(plan)));
        answer.putNull("next");
        return Reply.json(answer);
    }

    private Reply put(Call call) throws InterruptedException {
        String account = call.name("account");
        String name = call.name("name");
        ObjectNode body = SentRecord.object(call);
        SentRecord.setAccount(body, account);
        JsonNode named = body.get("name");
        if (named != null && !named.asText().equals(name)) {
            throw SentRecord.invalid("#/name", "is another name than the path's");
        }
        body.put("name", name);
        body.put("updated_at", clock.millis());
        body.put("updated_by", call.caller());
        SavedPlan plan = (SavedPlan) SentRecord.read(body, SavedPlan.getClassSchema());
        check(plan);
        Written.one(writer, new Entry(Topic.PLANS, key(account, name), plan));
        shown.await(() -> saved.apply(account).contains(plan));
        return Reply.json(RecordJson.of(plan));
    }

    private Reply delete(Call call) throws InterruptedException {
        String account = call.name("account");
        String name = call.name("name");
        Written.one(writer, new Entry(Topic.PLANS, key(account, name), null));
        shown.await(() ->
                saved.apply(account).stream().noneMatch(plan -> plan.getName().equals(name)));
        return Reply.of(204, Reply.JSON, new byte[0]);
    }

    /** Accounts and names may hold slashes; the last one of a key sets them off. */
    static String key(String account, String name) {
        return account + "/" + URLEncoder.encode(name, StandardCharsets.UTF_8);
    }

    private static void check(SavedPlan plan) {
        String name = plan.getName();
        if (name.isBlank() || name.length() > MOST_NAME || name.chars().anyMatch(Character::isISOControl)) {
            throw SentRecord.invalid("#/name", "must have 1 to " + MOST_NAME + " characters, no control characters");
        }
        if (plan.getHorizonWeeks() < 1 || plan.getHorizonWeeks() > 53) {
            throw SentRecord.invalid("#/horizon_weeks", "must be 1 to 53");
        }
        if (plan.getChannels().size() > MOST_CHANNELS) {
            throw SentRecord.invalid("#/channels", "are more than " + MOST_CHANNELS);
        }
        Set<String> seen = new HashSet<>();
        long total = 0;
        for (PlannedChannel channel : plan.getChannels()) {
            if (!seen.add(channel.getChannel())) {
                throw SentRecord.invalid("#/channels", "have " + channel.getChannel() + " twice");
            }
            if (channel.getMicros() < 0 || channel.getMicros() > Long.MAX_VALUE / MOST_CHANNELS) {
                throw SentRecord.invalid("#/channels", "have an amount out of range");
            }
            total += channel.getMicros();
        }
        if (total != plan.getTotalMicros()) {
            throw SentRecord.invalid(
                    "#/total_micros", "is " + plan.getTotalMicros() + ", the channels add up to " + total);
        }
    }
}
