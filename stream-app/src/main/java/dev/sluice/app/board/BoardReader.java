package dev.sluice.app.board;

import dev.sluice.app.ledger.Keys;
import dev.sluice.app.state.WriteBackStore;
import java.util.TreeMap;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/** What stages after the board may see of it. Belongs to the task whose context it was made from. */
public final class BoardReader {
    private final WriteBackStore<WeekEntry> weeks;

    /** Opens the board's store; the processor must be connected to {@link BoardProcessor#STORE}. */
    public BoardReader(ProcessorContext<?, ?> context) {
        this.weeks = context.getStateStore(BoardProcessor.STORE);
    }

    /** All weeks of an account, up to what was summed by now. Costs a range read of the store. */
    public AccountHistory history(String account) {
        TreeMap<Integer, AccountHistory.Week> found = new TreeMap<>();
        weeks.forEach(
                Keys.prefix(account),
                (key, entry) -> found.put(Integer.parseInt(Keys.idOf(key)), AccountHistory.weekOf(entry)));
        return new AccountHistory(found);
    }
}
