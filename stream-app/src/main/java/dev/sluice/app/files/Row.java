package dev.sluice.app.files;

import org.apache.commons.csv.CSVRecord;

/**
 * One row of a file.
 *
 * @param line physical line it starts on, from 1
 */
record Row(CSVRecord cells, long line) {
    /** The trimmed text; empty where the row is too short. */
    String cell(int place) {
        return place < cells.size() ? cells.get(place).strip() : "";
    }

    int size() {
        return cells.size();
    }

    boolean isBlank() {
        return firstFilledFrom(0) < 0;
    }

    /** Place of the first cell at or after this one that holds something; -1 for none. */
    int firstFilledFrom(int place) {
        for (int i = place; i < cells.size(); i++) {
            if (!cells.get(i).isBlank()) {
                return i;
            }
        }
        return -1;
    }
}
