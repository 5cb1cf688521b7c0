package dev.sluice.trainer.data;

/**
 * A derived column, such as {@code cac = ad_spend / conversions}.
 *
 * @param name of the new column
 * @param expression of its values
 */
public record Definition(String name, Expression expression) {

    /**
     * Reads {@code name = expression}; a name with blanks may stand in backquotes.
     *
     * @throws TableException where it is no such definition
     */
    public static Definition parse(String text) throws TableException {
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw new TableException(
                    "\"" + text + "\" defines nothing: write name = expression, such as cac = ad_spend / conversions");
        }
        String name = text.substring(0, equals).strip();
        if (name.length() > 1 && name.startsWith("`") && name.endsWith("`")) {
            name = name.substring(1, name.length() - 1).strip();
        }
        if (name.isEmpty() || name.contains("`")) {
            throw new TableException("\"" + text + "\": a name is missing before the =");
        }
        return new Definition(name, Expression.parse(text.substring(equals + 1)));
    }

    /**
     * The table with this column.
     *
     * @throws TableException where it has a column of that name, or lacks one that is needed
     */
    public Table addTo(Table table) throws TableException {
        if (table.names().contains(name)) {
            throw new TableException(table.source() + ": there is a column \"" + name + "\" already");
        }
        return table.with(name, expression.over(table));
    }
}
