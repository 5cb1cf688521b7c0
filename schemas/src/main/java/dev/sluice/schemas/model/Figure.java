package dev.sluice.schemas.model;

import java.util.Locale;
import java.util.Optional;

/** A figure of a channel-week that features are made of. */
public enum Figure {
    SPEND("currency units", "money spent"),
    REVENUE("currency units", "revenue net of refunds"),
    ORDERS("orders", "standing orders (platform conversions where the account counts by those)"),
    NEW_CUSTOMERS("customers", "customers whose first order it was"),
    CLICKS("clicks", "clicks, the platform's where it reports them, else the seen ones"),
    CAC("currency units", "spend per new customer"),
    ROAS("ratio", "revenue per unit of spend"),
    AOV("currency units", "revenue per order"),
    CVR("ratio", "orders per click"),
    CPC("currency units", "spend per click");

    private final String unit;
    private final String meaning;

    Figure(String unit, String meaning) {
        this.unit = unit;
        this.meaning = meaning;
    }

    /** The figure of a channel-week that models of this kind predict. */
    public static Optional<Figure> predictedBy(String kind) {
        return switch (kind) {
            case "cac" -> Optional.of(CAC);
            case "roas" -> Optional.of(ROAS);
            case "gmv" -> Optional.of(REVENUE);
            default -> Optional.empty();
        };
    }

    /** Such as {@code currency units}, {@code ratio}. */
    public String unit() {
        return unit;
    }

    /** What it is, in a few words. */
    public String meaning() {
        return meaning;
    }

    /** As feature names begin. */
    public String stem() {
        return name().toLowerCase(Locale.ROOT);
    }
}
