package dev.sluice.app.files;

import dev.sluice.event.SpendReport;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Rows that share a natural key and a revision are a breakdown of one report (by country, device ...) and are
 * summed. All reports of the file are held until its end, about 400 bytes each. A report of which one row is bad
 * is left out whole: a part of the day would pass for all of it.
 */
final class SpendRows implements Assembler {
    private final RowCells cells;
    private final Outlet outlet;
    private final String fileName;
    private final Map<Key, Report> reports = new LinkedHashMap<>();

    private record Key(
            String account,
            String channel,
            String campaign,
            @Nullable String adGroup,
            LocalDate day,
            @Nullable Long revision) {
        @Override
        public String toString() {
            return account + " " + channel + " " + campaign + (adGroup == null ? "" : "/" + adGroup) + " " + day;
        }
    }

    /** What one row adds. */
    private record Figures(
            long spend,
            @Nullable Long impressions,
            @Nullable Long clicks,
            @Nullable Double conversions,
            @Nullable Long value) {
        static final Figures NONE = new Figures(0, null, null, null, null);

        /** @throws ArithmeticException beyond a long */
        Figures plus(Figures other) {
            return new Figures(
                    Math.addExact(spend, other.spend),
                    sum(impressions, other.impressions),
                    sum(clicks, other.clicks),
                    conversions == null
                            ? other.conversions
                            : other.conversions == null ? conversions : Double.valueOf(conversions + other.conversions),
                    sum(value, other.value));
        }

        private static @Nullable Long sum(@Nullable Long a, @Nullable Long b) {
            return a == null ? b : b == null ? a : Long.valueOf(Math.addExact(a, b));
        }
    }

    private static final class Report {
        private final long firstLine;
        private Figures figures = Figures.NONE;
        private long goodRows;
        private long badLine;
        private @Nullable String currency;
        private @Nullable String campaignName;
        private @Nullable String source;
        private @Nullable Long reportedAt;

        Report(long firstLine) {
            this.firstLine = firstLine;
        }
    }

    SpendRows(RowCells cells, Outlet outlet, String fileName) {
        this.cells = cells;
        this.outlet = outlet;
        this.fileName = fileName;
    }

    @Override
    public void row(Row row) throws BadCell {
        Key key = key(row);
        Report report = reports.computeIfAbsent(key, _ -> new Report(row.line()));
        try {
            add(row, report);
        } catch (BadCell e) {
            report.badLine = report.badLine == 0 ? row.line() : report.badLine;
            throw e;
        }
    }

    private Key key(Row row) throws BadCell {
        String campaign = cells.text(EventField.CAMPAIGN_ID, row);
        return new Key(
                cells.account(row),
                cells.key(EventField.CHANNEL, row),
                campaign == null ? "" : campaign,
                cells.text(EventField.AD_GROUP_ID, row),
                cells.day(EventField.DAY, row),
                cells.has(EventField.REVISION)
                        ? cells.required(EventField.REVISION, row, cells.time(EventField.REVISION, row))
                        : null);
    }

    private void add(Row row, Report report) throws BadCell {
        String currency = cells.currency(row);
        if (report.currency != null && !report.currency.equals(currency)) {
            throw cells.bad(
                    EventField.CURRENCY,
                    row,
                    "the same campaign and day is in " + report.currency + " on line " + report.firstLine);
        }
        Figures figures = new Figures(
                cells.required(EventField.SPEND_AMOUNT, row, cells.positiveMoney(EventField.SPEND_AMOUNT, row)),
                cells.positiveCount(EventField.IMPRESSIONS, row),
                cells.positiveCount(EventField.CLICK_COUNT, row),
                cells.positiveReal(EventField.CONVERSIONS, row),
                cells.money(EventField.CONVERSIONS_VALUE, row));
        Long reportedAt = cells.time(EventField.REPORTED_AT, row);
        String campaignName = cells.text(EventField.CAMPAIGN_NAME, row);
        String source = cells.text(EventField.SOURCE, row);
        try {
            report.figures = report.figures.plus(figures);
        } catch (ArithmeticException e) {
            throw cells.bad(EventField.SPEND_AMOUNT, row, NumberText.tooLarge().reason());
        }
        report.goodRows++;
        report.currency = currency;
        report.campaignName = report.campaignName == null ? campaignName : report.campaignName;
        report.source = report.source == null ? source : report.source;
        report.reportedAt = reportedAt == null || (report.reportedAt != null && report.reportedAt > reportedAt)
                ? report.reportedAt
                : reportedAt;
    }

    @Override
    public void finish() throws FileProblem {
        for (Map.Entry<Key, Report> entry : reports.entrySet()) {
            Report report = entry.getValue();
            if (report.badLine == 0) {
                emit(entry.getKey(), report);
            } else if (report.goodRows > 0) {
                outlet.reject(
                        report.goodRows,
                        report.firstLine,
                        entry.getKey().toString(),
                        "left out: line " + report.badLine
                                + " of the same campaign and day is bad, and a part would pass for the whole");
            }
        }
    }

    private void emit(Key key, Report report) {
        ImportOptions options = cells.options();
        long dayStart = key.day().atStartOfDay(options.zone()).toInstant().toEpochMilli();
        Instant asOf = options.asOf();
        long revision = key.revision() != null
                ? key.revision()
                : Objects.requireNonNull(asOf, "checked when the file was opened")
                        .toEpochMilli();
        long reportedAt = report.reportedAt != null ? report.reportedAt : asOf != null ? asOf.toEpochMilli() : dayStart;
        Figures figures = report.figures;
        SpendReport value = new SpendReport(
                key.account(),
                key.channel(),
                key.campaign(),
                report.campaignName,
                key.adGroup(),
                Math.toIntExact(key.day().toEpochDay()),
                figures.spend(),
                Objects.requireNonNull(report.currency, "every good row has one"),
                figures.impressions(),
                figures.clicks(),
                figures.conversions(),
                figures.value(),
                revision,
                reportedAt,
                report.source == null ? fileName : report.source);
        outlet.emit(new Event(key.account(), EventKind.SPEND, value, dayStart), 1);
    }
}
