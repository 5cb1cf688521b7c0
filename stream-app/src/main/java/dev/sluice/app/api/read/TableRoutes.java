package dev.sluice.app.api.read;

import dev.sluice.app.api.Call;
import dev.sluice.app.api.Problem;
import dev.sluice.app.api.ProblemKind;
import dev.sluice.app.api.Reply;
import dev.sluice.app.api.Route;
import dev.sluice.app.api.Routes;
import dev.sluice.app.api.view.Row;
import dev.sluice.app.api.view.Views;
import dev.sluice.event.BudgetPolicy;
import dev.sluice.event.BudgetRecommendation;
import dev.sluice.event.ChannelScore;
import dev.sluice.event.ChannelWeek;
import dev.sluice.event.LiftTest;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** The tables of the output topics, as they are. */
public final class TableRoutes implements Routes {
    private static final Listing<Row<ChannelWeek>> METRICS = listing(ChannelWeek.getClassSchema());
    private static final Listing<Row<ChannelScore>> SCORES = listing(ChannelScore.getClassSchema());
    private static final Listing<Row<BudgetPolicy>> POLICIES = listing(BudgetPolicy.getClassSchema());
    private static final Listing<Row<LiftTest>> LIFT_TESTS = listing(LiftTest.getClassSchema());
    private static final Listing<Row<BudgetRecommendation>> ADVICE = listing(BudgetRecommendation.getClassSchema());
    private static final Listing<Row<BudgetRecommendation>> HISTORY = new Listing<>(
            RecordJson.columns(BudgetRecommendation.getClassSchema()),
            row -> row.key() + "%05d".formatted(row.place().partition()),
            row -> RecordJson.of(row.value()),
            true);

    private final Reader reader;
    private final Views views;

    public TableRoutes(Reader reader) {
        this.reader = reader;
        this.views = reader.views();
    }

    private static <T extends SpecificRecord> Listing<Row<T>> listing(Schema schema) {
        return new Listing<>(RecordJson.columns(schema), Reader::key, row -> RecordJson.of(row.value()));
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/api/v1/metrics", reader.whenCaughtUp(this::metrics)),
                Route.get("/api/v1/scores", reader.whenCaughtUp(this::scores)),
                Route.get(
                        "/api/v1/recommendations",
                        reader.whenCaughtUp(call -> ADVICE.answer(call, reader.rows(call, views.recommendations())))),
                Route.get("/api/v1/recommendations/history", reader.whenCaughtUp(this::history)),
                Route.get(
                        "/api/v1/policies",
                        reader.whenCaughtUp(call -> POLICIES.answer(call, reader.rows(call, views.policies())))),
                Route.get("/api/v1/policies/{account}", reader.whenCaughtUp(this::policy)),
                Route.get(
                        "/api/v1/lift-tests",
                        reader.whenCaughtUp(call -> LIFT_TESTS.answer(call, reader.rows(call, views.liftTests())))));
    }

    private Reply metrics(Call call) {
        Span span = Span.of(call);
        return METRICS.answer(
                call,
                reader.rows(call, views.metrics()).stream()
                        .filter(row ->
                                span.holds(row.value().getChannel(), row.value().getWeek()))
                        .toList());
    }

    private Reply scores(Call call) {
        Span span = Span.of(call);
        return SCORES.answer(
                call,
                reader.rows(call, views.scores()).stream()
                        .filter(row ->
                                span.holds(row.value().getChannel(), row.value().getWeek()))
                        .toList());
    }

    private Reply history(Call call) {
        Optional<String> account = reader.account(call);
        return HISTORY.answer(call, account.map(views.history()::newest).orElseGet(views.history()::newest));
    }

    private Reply policy(Call call) {
        String account = call.name("account");
        return views.policies()
                .row(account, "")
                .map(row -> Reply.json(RecordJson.of(row.value())))
                .orElseThrow(() -> Problem.of(ProblemKind.NOT_FOUND, "The account " + account + " has no policy")
                        .toException());
    }

    /** Which channel and weeks are asked for; both ends count. */
    private record Span(Optional<String> channel, LocalDate from, LocalDate to) {
        static Span of(Call call) {
            LocalDate from = day(call, "from", LocalDate.MIN);
            LocalDate to = day(call, "to", LocalDate.MAX);
            if (to.isBefore(from)) {
                throw Problem.parameter("to", "must not be before from").toException();
            }
            return new Span(call.parameter("channel"), from, to);
        }

        private static LocalDate day(Call call, String name, LocalDate fallback) {
            try {
                return call.parameter(name).map(LocalDate::parse).orElse(fallback);
            } catch (DateTimeException e) {
                throw Problem.parameter(name, "must be a day such as 2026-01-05")
                        .toException();
            }
        }

        boolean holds(String name, LocalDate week) {
            return channel.map(name::equals).orElse(true) && !week.isBefore(from) && !week.isAfter(to);
        }
    }
}
