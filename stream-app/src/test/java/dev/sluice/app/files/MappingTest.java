package dev.sluice.app.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A mapping is checked whole, and each fault points at its line. */
class MappingTest {
    private static List<String> faults(String yaml) {
        return catchThrowableOfType(MappingProblem.class, () -> Mapping.parse(yaml, "m.yaml", null))
                .faults();
    }

    @Test
    void allFaultsAreToldAtOnceWithTheirLines() {
        assertThat(faults("""
                        kind: spend
                        delimeter: ";"
                        zone: Berlin
                        fields:
                          channel: {column: c, constant: x}
                          dai: d
                          spend: {column: s, unit: dimes, format: iso}
                          day: {column: d, format: "qqqqqqq"}
                        where:
                          - {column: x}
                          - {equals: x}
                        group_lines: {}
                        """))
                .hasSize(10)
                .anyMatch(f -> f.startsWith("m.yaml:2: unknown name 'delimeter' (did you mean 'delimiter'?)"))
                .anyMatch(f -> f.startsWith("m.yaml:3: no time zone 'Berlin'"))
                .anyMatch(f -> f.startsWith("m.yaml:5: exactly one of column, columns"))
                .anyMatch(f -> f.startsWith("m.yaml:6: no field 'dai' in spend (did you mean 'day'?)"))
                .anyMatch(f -> f.startsWith("m.yaml:7: no unit 'dimes'"))
                .anyMatch(f -> f.startsWith("m.yaml:7: 'format' is for days and times"))
                .anyMatch(f -> f.startsWith("m.yaml:8: no format 'qqqqqqq'"))
                .anyMatch(f -> f.startsWith("m.yaml:10: a condition needs exactly one of"))
                .anyMatch(f -> f.startsWith("m.yaml:11: a condition needs a 'column'"))
                .anyMatch(f -> f.startsWith("m.yaml:12: 'group_lines' is for orders"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            kind: spend                                               | 'fields' is missing
            'fields: {channel: c}'                                    | 'kind' is missing
            kind: adverts                                             | 'kind' is spend, clicks or orders
            'kind: clicks|fields: {click_id: a}'                      | 'fields' lacks 'channel'
            'kind: clicks|fields: {click_id: a, click_id: b}'         | twice
            'kind: orders|fields: {order_id: a, placed_at: b, total: c, sku: d}' | say 'group_lines: {total: lines}' too
            'kind: orders|group_lines: {}|fields: {order_id: a, placed_at: b, total: c, quantity: d, unit_price: e}' | takes the total from the lines
            'kind: orders|fields: {order_id: a, placed_at: b, total: c, status: {column: s, values: {x: GONE}}}' | no order status 'GONE'
            'kind: [spend'                                            | not valid YAML
            just text                                                 | names and values are expected
            'kind: clicks|encoding: klingon'                          | no encoding 'klingon'
            'kind: clicks|decimal: ","|thousands: ","'                | the same mark
            'kind: clicks|thousands: x'                               | one of these marks
            'kind: clicks|delimiter: ab'                              | 'delimiter' is one of
            'kind: clicks|find_header: maybe'                         | true or false
            'kind: clicks|fields: &x {click_id: *x}'                  | anchors and aliases
            'extends: no-such'                                        | no preset 'no-such'; there are amazon-ads
            """)
    void faultySayings(String yaml, String fault) {
        assertThat(faults(yaml.replace("|", "\n"))).anyMatch(f -> f.startsWith("m.yaml:") && f.contains(fault));
    }

    @Test
    void mappingIsLoadedFromAFileOfTheAskedKind(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(
                folder.resolve("m.yaml"), "fields: {click_id: a, channel: b, clicked_at: c, account: d}");
        Mapping mapping = Mapping.load(file, EventKind.CLICKS);
        assertThat(mapping.kind()).isEqualTo(EventKind.CLICKS);
        assertThat(mapping.mapsAccount()).isTrue();
        assertThat(mapping.mapsCurrency()).isFalse();
        Files.writeString(file, "kind: clicks\nfields: {click_id: a, channel: b, clicked_at: c}");
        assertThat(catchThrowableOfType(MappingProblem.class, () -> Mapping.load(file, EventKind.SPEND)))
                .hasMessageContaining("m.yaml:1: this is a mapping of clicks, and one of spend is asked for");
        assertThat(catchThrowableOfType(
                        MappingProblem.class, () -> Mapping.load(folder.resolve("none.yaml"), EventKind.SPEND)))
                .hasMessageEndingWith("none.yaml: no such file");
        Files.write(file, new byte[] {(byte) 0xff, 0});
        assertThat(catchThrowableOfType(MappingProblem.class, () -> Mapping.load(file, EventKind.SPEND)))
                .hasMessageContaining("not UTF-8 text");
    }

    @Test
    void presetMayBeExtended() throws FileProblem {
        String yaml = """
                extends: tiktok-ads
                delimiter: tab
                fields:
                  channel: {constant: tt}
                  campaign_name:
                """;
        Reading reading =
                Reading.of("campaign_id\tstat_time_day\tspend\tcampaign_name\n1\t2024-01-01 00:00:00\t2\tn\n", yaml);
        assertThat(reading.spend().getFirst().getChannel()).isEqualTo("tt");
        assertThat(reading.spend().getFirst().getCampaignName()).isEmpty();
    }
}
