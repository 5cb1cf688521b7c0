package dev.sluice.app.api.read;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.app.api.Call;
import dev.sluice.app.api.Reply;
import dev.sluice.app.api.Route;
import dev.sluice.app.api.Routes;
import dev.sluice.app.api.view.DeadLetterRow;
import dev.sluice.app.api.view.Row;
import dev.sluice.app.api.view.Views;
import dev.sluice.app.ops.ApiMeters;
import dev.sluice.app.ops.StreamsState;
import dev.sluice.app.scoring.Shelf;
import dev.sluice.app.topology.ReconciliationReport;
import dev.sluice.event.Reconciliation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** Whether the data are sound: what could not be used, whether the books balance, whether the app is well. */
public final class DataHealthRoutes implements Routes {
    private static final Listing<Row<DeadLetterRow>> LETTERS = new Listing<>(
            List.of(
                    "place",
                    "filed_at",
                    "account",
                    "origin",
                    "reason",
                    "message",
                    "item",
                    "bytes",
                    "preview",
                    "preview_base64"),
            row -> row.key()
                    + "%05d:%019d"
                            .formatted(row.place().partition(), row.place().offset()),
            row -> letter(row.value()),
            true);
    private static final Listing<Reconciliation> BOOKS =
            new Listing<>(bookColumns(), Reconciliation::getAccount, DataHealthRoutes::book);

    private final Reader reader;
    private final Views views;
    private final Shelf shelf;
    private final Supplier<StreamsState> stream;
    private final ApiMeters meters;

    public DataHealthRoutes(Reader reader, Shelf shelf, Supplier<StreamsState> stream, ApiMeters meters) {
        this.reader = reader;
        this.views = reader.views();
        this.shelf = shelf;
        this.stream = stream;
        this.meters = meters;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                Route.get("/api/v1/dead-letters", reader.whenCaughtUp(this::letters)),
                Route.get("/api/v1/reconciliation", reader.whenCaughtUp(this::books)),
                Route.get("/api/v1/health", call -> health()));
    }

    /** An account may be known by its dead letters alone, so none is refused here. */
    private Reply letters(Call call) {
        Optional<String> account = call.parameter("account");
        return LETTERS.answer(call, account.map(views.deadLetters()::newest).orElseGet(views.deadLetters()::newest));
    }

    private static ObjectNode letter(DeadLetterRow letter) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("place", letter.place().partition() + ":" + letter.place().offset());
        node.put("filed_at", letter.filedAt().toString());
        node.put("account", letter.account());
        node.put("origin", letter.origin());
        node.put("reason", letter.reason());
        node.put("message", letter.message());
        node.put("item", letter.item());
        node.put("bytes", letter.bytes());
        node.put("preview", letter.preview());
        node.put("preview_base64", letter.previewIsBase64());
        return node;
    }

    private Reply books(Call call) {
        Optional<String> account = call.parameter("account");
        List<Reconciliation> books =
                ReconciliationReport.merged(
                                views.books().rows().stream().map(Row::value).toList())
                        .values()
                        .stream()
                        .filter(book -> account.map(book.getAccount()::equals).orElse(true))
                        .toList();
        return BOOKS.answer(call, books);
    }

    private static List<String> bookColumns() {
        List<String> columns = new ArrayList<>(RecordJson.columns(Reconciliation.getClassSchema()));
        columns.add("difference_micros");
        return columns;
    }

    private static ObjectNode book(Reconciliation book) {
        return RecordJson.of(book).put("difference_micros", ReconciliationReport.difference(book));
    }

    /** 200 while everything works; 503 with the same document while something does not. */
    private Reply health() {
        StreamsState now = stream.get();
        boolean up = now.isReady() && views.isCaughtUp() && !views.isFailing() && shelf.isFilled();
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("status", up ? "UP" : "DOWN");
        node.putObject("stream")
                .put("state", now.phase().name().toLowerCase(Locale.ROOT))
                .put("why", now.detail());
        node.putObject("views")
                .put("caught_up", views.isCaughtUp())
                .put("failing", views.isFailing())
                .put("rows", meters.viewRows())
                .put("lag_records", meters.viewLag());
        node.putObject("models").put("loaded", shelf.isFilled());
        return Reply.json(up ? 200 : 503, node);
    }
}
