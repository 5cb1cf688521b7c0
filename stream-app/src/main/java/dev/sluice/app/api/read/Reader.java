package dev.sluice.app.api.read;

import dev.sluice.app.api.Call;
import dev.sluice.app.api.Endpoint;
import dev.sluice.app.api.Problem;
import dev.sluice.app.api.ProblemKind;
import dev.sluice.app.api.view.Row;
import dev.sluice.app.api.view.Table;
import dev.sluice.app.api.view.Views;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** What all reads have in common: they wait for the views, and know the accounts. */
public final class Reader {
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final char END = '\u0000';

    private final Views views;

    /** A reader of these views. */
    public Reader(Views views) {
        this.views = views;
    }

    Views views() {
        return views;
    }

    /** An endpoint that answers 503 until the views hold what was there when the app started. */
    public Endpoint whenCaughtUp(Endpoint endpoint) {
        return call -> {
            if (!views.isCaughtUp()) {
                throw Problem.unavailable("The app is still reading what was published before it started", SOON)
                        .toException();
            }
            return endpoint.answer(call);
        };
    }

    /** The account that is asked for; empty for all. An account that nothing is known of is a 404. */
    public Optional<String> account(Call call) {
        Optional<String> account = call.parameter("account");
        account.ifPresent(this::known);
        return account;
    }

    /** The account that must be asked for. */
    public String oneAccount(Call call) {
        return known(call.required("account"));
    }

    /** This account, if anything is known of it. */
    public String known(String account) {
        if (!views.knows(account)) {
            throw Problem.of(ProblemKind.NOT_FOUND, "Nothing is known of the account " + account)
                    .toException();
        }
        return account;
    }

    <T extends SpecificRecord> List<Row<T>> rows(Call call, Table<T> table) {
        return account(call).map(table::rows).orElseGet(table::rows);
    }

    /** Sorts as the tables do: by account, then by key. */
    static String key(Row<?> row) {
        return row.account() + END + row.key();
    }
}
