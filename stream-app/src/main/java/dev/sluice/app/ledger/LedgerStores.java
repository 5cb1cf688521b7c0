package dev.sluice.app.ledger;

import dev.sluice.app.state.WriteBackStoreBuilder;
import java.util.List;

/** The ledger's stores: names, formats and how many objects each keeps on the heap. */
public final class LedgerStores {
    /** Settings and books; shared with the board, which publishes them. */
    public static final String ACCOUNTS = "accounts";

    /** The policy of each account that has one, as it was set. */
    public static final String POLICIES = "policies";

    static final String SPEND = "spend";
    static final String ORDERS = "orders";
    static final String CLICKS = "clicks";
    static final String VISITORS = "visitors";
    static final String CUSTOMERS = "customers";

    /** A policy with its channels is several times the size of other entries. */
    private static final int SIZE_OF_A_POLICY = 5;

    private static final int LEAST_POLICIES = 200;

    private LedgerStores() {}

    /**
     * Builders of all stores of one topology.
     *
     * @param objects entries each store keeps on the heap, per partition
     */
    public static List<WriteBackStoreBuilder<?>> builders(int objects) {
        return List.of(
                new WriteBackStoreBuilder<>(ACCOUNTS, AccountEntry.CODEC, objects),
                new WriteBackStoreBuilder<>(
                        POLICIES, PolicyCodec.CODEC, Math.max(LEAST_POLICIES, objects / SIZE_OF_A_POLICY)),
                new WriteBackStoreBuilder<>(SPEND, SpendEntry.CODEC, objects),
                new WriteBackStoreBuilder<>(ORDERS, OrderEntry.CODEC, objects),
                new WriteBackStoreBuilder<>(CLICKS, ClickEntry.CODEC, objects),
                new WriteBackStoreBuilder<>(VISITORS, VisitorEntry.CODEC, objects),
                new WriteBackStoreBuilder<>(CUSTOMERS, CustomerEntry.CODEC, objects));
    }

    /** Names of all stores. */
    public static String[] names() {
        return new String[] {ACCOUNTS, POLICIES, SPEND, ORDERS, CLICKS, VISITORS, CUSTOMERS};
    }
}
