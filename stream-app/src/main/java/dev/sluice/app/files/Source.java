package dev.sluice.app.files;

import java.util.List;

/** Where the text of a field comes from. */
sealed interface Source {
    /** The first of these columns that the file has. */
    record Column(List<String> names) implements Source {}

    /** Several sources in a row; empty where all of them are. */
    record Joined(List<Source> parts, String separator) implements Source {}

    record Constant(String text) implements Source {}

    /** The physical line the row starts on. */
    record Line() implements Source {}

    /** The file's name without its folder. */
    record FileName() implements Source {}
}
