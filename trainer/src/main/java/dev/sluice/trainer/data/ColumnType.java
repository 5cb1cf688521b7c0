package dev.sluice.trainer.data;

/** What a column holds. */
public enum ColumnType {
    NUMBER("numbers"),
    CATEGORY("categories"),
    DATE("dates");

    private final String plural;

    ColumnType(String plural) {
        this.plural = plural;
    }

    /** As people say it, in the plural: {@code numbers}. */
    public String plural() {
        return plural;
    }
}
