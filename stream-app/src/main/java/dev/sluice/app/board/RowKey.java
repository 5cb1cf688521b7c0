package dev.sluice.app.board;

import java.time.LocalDate;

/**
 * Keys of {@code account/channel/week} topics. A slash or percent sign inside a part is percent-encoded, so that a key
 * names one row only and the account can be read back.
 */
public final class RowKey {
    private RowKey() {}

    /**
     * The key of a row.
     *
     * @param week epoch day of the Monday
     */
    public static String of(String account, String channel, int week) {
        return escape(account) + "/" + escape(channel) + "/" + LocalDate.ofEpochDay(week);
    }

    /** The account a key begins with. */
    public static String accountOf(String key) {
        int slash = key.indexOf('/');
        return (slash < 0 ? key : key.substring(0, slash)).replace("%2F", "/").replace("%25", "%");
    }

    private static String escape(String part) {
        return part.replace("%", "%25").replace("/", "%2F");
    }
}
