package dev.sluice.trainer.command;

import dev.sluice.schemas.SchemaRegistry;
import dev.sluice.schemas.Topic;
import dev.sluice.trainer.data.AvroTopic;
import dev.sluice.trainer.data.ColumnType;
import dev.sluice.trainer.data.CsvOptions;
import dev.sluice.trainer.data.CsvTables;
import dev.sluice.trainer.data.Join;
import dev.sluice.trainer.data.Table;
import dev.sluice.trainer.data.TableException;
import dev.sluice.trainer.data.TopicPolicy;
import dev.sluice.trainer.data.TopicReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where a table's rows are: CSV files or topics, one of them or two joined on a key. */
final class TableSource {
    @Option(names = "--data", paramLabel = "FILE", description = "CSV, plain or gzip, with a header; twice for a join")
    private List<Path> data = List.of();

    @Option(
            names = "--topic",
            paramLabel = "NAME",
            description = "Instead of --data: a topic of Avro records, by its name or its short name in the"
                    + " catalogue (such as channel-metrics); twice for a join")
    private List<String> topics = List.of();

    @Option(
            names = "--latest-per-key",
            negatable = true,
            arity = "0..1",
            fallbackValue = "true",
            description =
                    "With --topic: only the last record of each key is a row, and none where a tombstone"
                            + " followed (default: where the topic's cleanup policy is compact; every record is a row otherwise)")
    private @Nullable Boolean latestPerKey;

    @Option(names = "--join-on", paramLabel = "COLUMN", description = "Key that two files or topics are joined on")
    private @Nullable String joinOn;

    @Option(names = "--delimiter", paramLabel = "CHAR", description = "Between the cells (default: a comma)")
    private char delimiter = ',';

    @Option(names = "--date-format", paramLabel = "PATTERN", description = "Such as dd/MM/yyyy (default: 2026-01-31)")
    private @Nullable String dateFormat;

    @Mixin
    private Connection connection = new Connection();

    /** One table of them, and the names of the files or topics. */
    record Read(Table table, String names) {}

    /** Reads it, joined where there are two; what was left out is told. */
    Read read(Surroundings around, @Nullable String date) throws TableException {
        check();
        List<Table> tables = topics.isEmpty() ? files(around, date) : topics(around);
        String names = tables.stream().map(Table::source).collect(Collectors.joining(" + "));
        Table table = tables.getFirst();
        if (joinOn != null) {
            Join join = Join.inner(table, tables.get(1), joinOn);
            around.err()
                    .println("Joined on " + joinOn + ": " + join.table().size() + " rows; without a partner "
                            + join.leftUnmatched() + " of the first " + kind() + " and " + join.rightUnmatched()
                            + " of the second");
            table = join.table();
        }
        table.remarks().forEach(remark -> around.err().println(remark));
        return new Read(table, names);
    }

    private void check() {
        if (data.isEmpty() == topics.isEmpty()) {
            throw new CommandFailure(ExitCode.USAGE, "Say either --data FILE or --topic NAME");
        }
        int sources = data.size() + topics.size();
        if (sources > 2 || (sources == 2) != (joinOn != null)) {
            throw new CommandFailure(
                    ExitCode.USAGE, "Two " + kind() + "s need --join-on, and one " + kind() + " must not have it");
        }
        if (topics.isEmpty() ? latestPerKey != null : dateFormat != null) {
            throw new CommandFailure(
                    ExitCode.USAGE, topics.isEmpty() ? "--latest-per-key is for topics" : "--date-format is for files");
        }
    }

    private String kind() {
        return topics.isEmpty() ? "file" : "topic";
    }

    private List<Table> files(Surroundings around, @Nullable String date) throws TableException {
        CsvOptions csv = CsvOptions.DEFAULT.delimitedBy(delimiter);
        if (date != null) {
            csv = dateFormat == null ? csv.typed(date, ColumnType.DATE) : csv.dated(date, dateFormat);
        }
        List<Table> tables = new ArrayList<>();
        for (Path file : data) {
            tables.add(CsvTables.read(around.directory().resolve(file), csv));
        }
        return tables;
    }

    private List<Table> topics(Surroundings around) throws TableException {
        return Topics.read(connection, around.env(), (reader, registry) -> {
            List<Table> tables = new ArrayList<>();
            for (String topic : topics) {
                tables.add(topic(around, reader, registry, topic));
            }
            return tables;
        });
    }

    private Table topic(Surroundings around, TopicReader reader, SchemaRegistry registry, String given)
            throws TableException {
        String prefix = connection.topicPrefix(around.env());
        String topic = reader.find(Topic.byName(given, prefix)
                .map(known -> List.of(given, known.fullName(prefix)))
                .orElse(List.of(given)));
        boolean latest =
                latestPerKey != null ? latestPerKey : TopicPolicy.isCompacted(connection.kafka(around.env()), topic);
        try (ProgressLine progress = new ProgressLine(around.err())) {
            AvroTopic.Read read = AvroTopic.read(
                    reader,
                    topic,
                    registry,
                    latest ? AvroTopic.Rows.LATEST_PER_KEY : AvroTopic.Rows.ALL,
                    (done, all) -> progress.step(done, all, "records of " + topic));
            around.err()
                    .println(String.format(
                            Locale.ROOT,
                            "%s: %,d records, %,d rows (%s), %,d unreadable%s",
                            topic,
                            read.outcome().records(),
                            read.table().size(),
                            latest ? "the last of each key" : "every record",
                            read.outcome().unreadable(),
                            read.outcome().firstFault() == null
                                    ? ""
                                    : ", the first: " + read.outcome().firstFault()));
            return read.table();
        }
    }
}
