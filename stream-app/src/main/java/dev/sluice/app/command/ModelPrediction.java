package dev.sluice.app.command;

import dev.sluice.app.ops.ExitCode;
import dev.sluice.app.scoring.InputRows;
import dev.sluice.app.scoring.Scorer;
import dev.sluice.schemas.model.ModelCard;
import dev.sluice.schemas.model.ModelCard.Input;
import dev.sluice.schemas.model.ModelCard.InputType;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/** The rows of a CSV file, each with its predictions. Numbers are written so that they read back to the same bits. */
final class ModelPrediction {
    private static final int BATCH = 1000;
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,4})?");

    private final Scorer scorer;
    private final ModelCard card;
    private final PrintWriter err;
    private final Map<Input, Integer> columns = new LinkedHashMap<>();
    private long rows;
    private long unscored;

    ModelPrediction(Scorer scorer, PrintWriter err) {
        this.scorer = scorer;
        this.card = scorer.card();
        this.err = err;
    }

    long rows() {
        return rows;
    }

    /** Rows whose outputs are not all finite. */
    long unscored() {
        return unscored;
    }

    /**
     * Scores a file.
     *
     * @throws CommandFailure where the file is no table, or has none of the card's inputs, or a cell is no number
     */
    void run(Path data, PrintWriter out) throws IOException {
        try (Reader reader = Files.newBufferedReader(data);
                CSVParser parser = CSVFormat.RFC4180.parse(reader)) {
            var records = parser.iterator();
            if (!records.hasNext()) {
                throw problem(data, 1, "the file is empty; the first line must name the columns");
            }
            List<String> header = records.next().toList();
            takeColumns(data, header);
            CSVPrinter printer = new CSVPrinter(
                    out, CSVFormat.RFC4180.builder().setRecordSeparator('\n').get());
            List<String> titles = new ArrayList<>(header);
            titles.addAll(card.outputs());
            printer.printRecord(titles);
            List<CSVRecord> batch = new ArrayList<>(BATCH);
            while (records.hasNext()) {
                batch.add(records.next());
                if (batch.size() == BATCH || !records.hasNext()) {
                    score(data, header.size(), batch, printer);
                    batch.clear();
                }
            }
            printer.flush();
        } catch (CharacterCodingException e) {
            throw problem(data, 1, "it is no UTF-8 text");
        } catch (UncheckedIOException e) {
            throw problem(data, rows + 2, "the quotes are not balanced");
        } catch (NoSuchFileException e) {
            throw new CommandFailure(ExitCode.DATA_PROBLEMS, "There is no file " + data, e);
        }
    }

    private static CommandFailure problem(Path data, long line, String what) {
        return new CommandFailure(ExitCode.DATA_PROBLEMS, data + ", line " + line + ": " + what);
    }

    private void takeColumns(Path data, List<String> header) {
        Map<String, Input> wanted = new LinkedHashMap<>();
        card.inputs().forEach(input -> wanted.put(input.name(), input));
        for (int i = 0; i < header.size(); i++) {
            String name = (i == 0 ? header.get(0).replaceFirst("^\uFEFF", "") : header.get(i)).strip();
            Input input = wanted.get(name);
            if (input != null && columns.put(input, i) != null) {
                throw problem(data, 1, "the column '" + name + "' is there twice");
            }
        }
        columns.keySet().forEach(input -> wanted.remove(input.name()));
        String absent = String.join(", ", wanted.keySet());
        if (columns.isEmpty()) {
            throw problem(data, 1, "none of the card's inputs is a column; they are " + absent);
        }
        if (!absent.isEmpty()) {
            err.println("warning: " + data + " lacks columns, whose values count as missing: " + absent);
        }
    }

    private void score(Path data, int width, List<CSVRecord> batch, CSVPrinter printer) throws IOException {
        InputRows inputs = new InputRows(card, batch.size());
        for (CSVRecord record : batch) {
            if (record.size() != width) {
                throw problem(
                        data, record.getRecordNumber(), "it has " + record.size() + " cells, the header " + width);
            }
            add(data, record, inputs);
        }
        float[] predictions = scorer.score(inputs);
        int outputs = card.outputs().size();
        for (int i = 0; i < batch.size(); i++) {
            List<String> cells = new ArrayList<>(batch.get(i).toList());
            boolean finite = true;
            for (float prediction : Arrays.copyOfRange(predictions, i * outputs, (i + 1) * outputs)) {
                finite &= Float.isFinite(prediction);
                cells.add(Float.toString(prediction));
            }
            unscored += finite ? 0 : 1;
            printer.printRecord(cells);
        }
        rows += batch.size();
    }

    private void add(Path data, CSVRecord record, InputRows inputs) {
        Map<String, @Nullable Double> numbers = new HashMap<>();
        Map<String, @Nullable String> categories = new HashMap<>();
        columns.forEach((input, column) -> {
            String cell = record.get(column).strip();
            if (input.type() == InputType.CATEGORY) {
                categories.put(input.name(), cell);
            } else if (NUMBER.matcher(cell).matches()) {
                numbers.put(input.name(), Double.valueOf(cell));
            } else if (!cell.isEmpty() && !cell.equals("NaN")) {
                throw problem(
                        data,
                        record.getRecordNumber(),
                        "'" + cell + "' in column '" + input.name()
                                + "' is no number; leave it empty if it is missing");
            }
        });
        inputs.add(numbers, categories);
    }
}
