package dev.sluice.trainer.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Named, typed columns of the same length. Immutable, as long as nobody writes into the columns' arrays. Columns are
 * found by name, else by name without regard to case and blanks around it.
 */
public final class Table {
    private final String source;
    private final int size;
    private final SequencedMap<String, Column> columns;
    private final List<String> remarks;

    /**
     * @param source where it came from, for messages: a file's or topic's name
     * @param columns by name, in their order
     */
    public Table(String source, SequencedMap<String, Column> columns) {
        this(source, columns, List.of());
    }

    /**
     * A table whose reading left something out.
     *
     * @param remarks what its user should know, one line each
     */
    public Table(String source, SequencedMap<String, Column> columns, List<String> remarks) {
        this.source = source;
        this.remarks = List.copyOf(remarks);
        this.columns = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(columns));
        this.size = columns.isEmpty() ? 0 : columns.firstEntry().getValue().size();
        if (columns.values().stream().anyMatch(column -> column.size() != size)) {
            throw new IllegalArgumentException("columns of different lengths");
        }
    }

    /** Where it came from. */
    public String source() {
        return source;
    }

    /** What was left out while it was read, one line each. */
    public List<String> remarks() {
        return remarks;
    }

    /** How many rows there are. */
    public int size() {
        return size;
    }

    /** The columns' names, in their order. */
    public List<String> names() {
        return List.copyOf(columns.keySet());
    }

    /** The columns by name, in their order. */
    public SequencedMap<String, Column> columns() {
        return columns;
    }

    /**
     * The exact name of the column that is meant.
     *
     * @throws TableException where there is none, or several differ in case only
     */
    public String resolve(String name) throws TableException {
        if (columns.containsKey(name)) {
            return name;
        }
        String plain = plain(name);
        List<String> alike = columns.keySet().stream()
                .filter(own -> plain(own).equals(plain))
                .toList();
        if (alike.size() == 1) {
            return alike.getFirst();
        }
        if (alike.size() > 1) {
            throw new TableException(
                    source + ": \"" + name + "\" may be any of " + alike + ": write the name exactly as it is");
        }
        String hint = Spelling.nearest(plain, columns.keySet())
                .map(near -> "did you mean \"" + near + "\"?")
                .orElse("there are " + String.join(", ", columns.keySet()));
        throw new TableException(source + ": no column \"" + name + "\"; " + hint);
    }

    private static String plain(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    /** The column that is meant. */
    public Column column(String name) throws TableException {
        Column column = columns.get(resolve(name));
        if (column == null) {
            throw new IllegalStateException("resolve() gives names of columns");
        }
        return column;
    }

    /** The column that is meant, which must hold numbers. */
    public Column.Numbers numbers(String name) throws TableException {
        return column(name) instanceof Column.Numbers numbers ? numbers : wrongType(name, ColumnType.NUMBER);
    }

    /** The column that is meant, which must hold dates. */
    public Column.Dates dates(String name) throws TableException {
        return column(name) instanceof Column.Dates dates ? dates : wrongType(name, ColumnType.DATE);
    }

    /** The column that is meant, which must hold categories. */
    public Column.Categories categories(String name) throws TableException {
        return column(name) instanceof Column.Categories categories ? categories : wrongType(name, ColumnType.CATEGORY);
    }

    private <C> C wrongType(String name, ColumnType wanted) throws TableException {
        throw new TableException("%s: column \"%s\" holds %s, not %s"
                .formatted(source, resolve(name), column(name).type().plural(), wanted.plural()));
    }

    /** This table with one more column, or another column in the place of the one of that exact name. */
    public Table with(String name, Column column) {
        SequencedMap<String, Column> more = new LinkedHashMap<>(columns);
        more.put(name, column);
        return new Table(source, more, remarks);
    }

    /** This table without some of its columns. */
    public Table without(String... names) throws TableException {
        SequencedMap<String, Column> fewer = new LinkedHashMap<>(columns);
        for (String name : names) {
            fewer.remove(resolve(name));
        }
        return new Table(source, fewer, remarks);
    }

    /** Some of the rows, in the order given; a row may come twice. */
    public Table rows(int[] chosen) {
        SequencedMap<String, Column> some = new LinkedHashMap<>();
        for (Map.Entry<String, Column> column : columns.entrySet()) {
            some.put(column.getKey(), column.getValue().rows(chosen));
        }
        return new Table(source, some, remarks);
    }
}
