package dev.sluice.app.files;

import static dev.sluice.app.files.EventKind.CLICKS;
import static dev.sluice.app.files.EventKind.ORDERS;
import static dev.sluice.app.files.EventKind.SPEND;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A field of an event that a mapping can fill, as it is called in mapping files. */
enum EventField {
    ACCOUNT(Type.TEXT, SPEND, CLICKS, ORDERS),
    CHANNEL(Type.TEXT, SPEND, CLICKS, ORDERS),
    CAMPAIGN_ID(Type.TEXT, SPEND, CLICKS),
    CAMPAIGN_NAME(Type.TEXT, SPEND),
    AD_GROUP_ID(Type.TEXT, SPEND),
    DAY(Type.DAY, SPEND),
    SPEND_AMOUNT("spend", Type.MONEY, SPEND),
    CURRENCY(Type.TEXT, SPEND, ORDERS),
    IMPRESSIONS(Type.COUNT, SPEND),
    CLICK_COUNT("clicks", Type.COUNT, SPEND),
    CONVERSIONS(Type.DECIMAL, SPEND),
    CONVERSIONS_VALUE(Type.MONEY, SPEND),
    REPORTED_AT(Type.TIME, SPEND),
    SOURCE(Type.TEXT, SPEND),
    REVISION(Type.REVISION, SPEND, ORDERS),
    CLICK_ID(Type.TEXT, CLICKS, ORDERS),
    VISITOR_ID(Type.TEXT, CLICKS, ORDERS),
    CLICKED_AT(Type.TIME, CLICKS),
    ORDER_ID(Type.TEXT, ORDERS),
    STATUS(Type.STATUS, ORDERS),
    CUSTOMER_ID(Type.TEXT, ORDERS),
    PLACED_AT(Type.TIME, ORDERS),
    UPDATED_AT(Type.TIME, ORDERS),
    CANCELLED_AT(Type.TIME, ORDERS),
    TOTAL(Type.MONEY, ORDERS),
    REFUNDED(Type.MONEY, ORDERS),
    DISCOUNT(Type.MONEY, ORDERS),
    UTM_SOURCE(Type.TEXT, ORDERS),
    UTM_MEDIUM(Type.TEXT, ORDERS),
    UTM_CAMPAIGN(Type.TEXT, ORDERS),
    SKU(Type.TEXT, ORDERS),
    ITEM_NAME(Type.TEXT, ORDERS),
    QUANTITY(Type.COUNT, ORDERS),
    UNIT_PRICE(Type.MONEY, ORDERS);

    /** How the text of a cell is read. */
    enum Type {
        TEXT,
        DAY,
        TIME,
        MONEY,
        COUNT,
        DECIMAL,
        STATUS,
        /** A whole number, or a time where the rule has a format. */
        REVISION;

        boolean isTime() {
            return this == DAY || this == TIME || this == REVISION;
        }
    }

    private static final Set<EventField> LINE_FIELDS = EnumSet.of(SKU, ITEM_NAME, QUANTITY, UNIT_PRICE);

    private final String label;
    private final Type type;
    private final List<EventKind> kinds;

    EventField(Type type, EventKind... kinds) {
        this.label = name().toLowerCase(Locale.ROOT);
        this.type = type;
        this.kinds = List.of(kinds);
    }

    EventField(String label, Type type, EventKind... kinds) {
        this.label = label;
        this.type = type;
        this.kinds = List.of(kinds);
    }

    /** The name in mapping files and messages. */
    String label() {
        return label;
    }

    Type type() {
        return type;
    }

    boolean belongsTo(EventKind kind) {
        return kinds.contains(kind);
    }

    /** Whether it describes one line of an order, not the order. */
    boolean isLineField() {
        return LINE_FIELDS.contains(this);
    }

    static Optional<EventField> of(String label, EventKind kind) {
        return of(kind).stream().filter(field -> field.label.equals(label)).findFirst();
    }

    static List<EventField> of(EventKind kind) {
        return Arrays.stream(values()).filter(field -> field.belongsTo(kind)).toList();
    }
}
