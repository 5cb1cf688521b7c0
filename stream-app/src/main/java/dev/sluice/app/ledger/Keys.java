package dev.sluice.app.ledger;

/** Store keys: the account first, so that all of an account is one range; intake refuses ids with control characters. */
public final class Keys {
    private static final char SEPARATOR = '\u0000';

    private Keys() {}

    /** Prefix of every key of an account. */
    public static String prefix(String account) {
        return account + SEPARATOR;
    }

    public static String of(String account, String id) {
        return account + SEPARATOR + id;
    }

    /** The last part of a key made by {@link #of}. */
    public static String idOf(String key) {
        return key.substring(key.lastIndexOf(SEPARATOR) + 1);
    }

    /** The first part of a key. */
    public static String accountOf(String key) {
        return key.substring(0, key.indexOf(SEPARATOR));
    }

    /** The day of a key made by {@link #ofSpend}. */
    static int dayOfSpend(String key) {
        int from = key.indexOf(SEPARATOR) + 1;
        return Integer.parseInt(key, from, key.indexOf(SEPARATOR, from), 10);
    }

    static String ofSpend(String account, int day, String channel, String campaign, String adGroup) {
        return account + SEPARATOR + day + SEPARATOR + channel + SEPARATOR + campaign + SEPARATOR + adGroup;
    }
}
