package dev.sluice.app.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.app.domain.Kpis.ClicksFrom;
import java.lang.reflect.RecordComponent;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KpisTest {
    @Test
    void eachFigureIsWhatTheFieldCallsIt() {
        ChannelTotals t = new ChannelTotals();
        t.clickReports = 1;
        t.spendMicros = 200_000_000;
        t.impressions = 10_000;
        t.platformClicks = 400;
        t.seenClicks = 390;
        t.orders = 20;
        t.revenueMicros = 900_000_000;
        t.newCustomers = 8;
        t.cohortRevenueMicros = 1_000_000_000;
        assertThat(Kpis.of(t, false))
                .isEqualTo(new Kpis(
                        ClicksFrom.PLATFORM,
                        0.04,
                        500_000.0,
                        20_000_000.0,
                        0.05,
                        10_000_000.0,
                        25_000_000.0,
                        45_000_000.0,
                        4.5,
                        3.5,
                        125_000_000.0,
                        5.0));
    }

    @Test
    void withoutADenominatorAFigureIsUnknown() {
        Kpis nothing = Kpis.of(new ChannelTotals(), false);
        assertThat(nothing)
                .isEqualTo(new Kpis(ClicksFrom.NONE, null, null, null, null, null, null, null, null, null, null, null));
        ChannelTotals spendOnly = new ChannelTotals();
        spendOnly.spendMicros = 5_000_000;
        Kpis k = Kpis.of(spendOnly, false);
        assertThat(k.cacMicros()).isNull();
        assertThat(k.cpcMicros()).isNull();
        assertThat(k.roas()).isEqualTo(0.0);
        assertThat(k.roi()).isEqualTo(-1.0);
    }

    @Test
    void seenClicksStandInWhereThePlatformReportsNone() {
        ChannelTotals t = new ChannelTotals();
        t.spendMicros = 10_000_000;
        t.seenClicks = 5;
        assertThat(Kpis.of(t, false).clicksSource()).isEqualTo(ClicksFrom.SEEN);
        assertThat(Kpis.of(t, false).cpcMicros()).isEqualTo(2_000_000.0);
        // A platform that reports 0 clicks is believed: no cost per click, rather than one of other clicks.
        t.clickReports = 1;
        assertThat(Kpis.of(t, false).clicksSource()).isEqualTo(ClicksFrom.PLATFORM);
        assertThat(Kpis.of(t, false).cpcMicros()).isNull();
    }

    @Test
    void anAccountWithoutAShopTakesThePlatformsClaimsAndKnowsNoCustomers() {
        ChannelTotals t = new ChannelTotals();
        t.spendMicros = 100_000_000;
        t.orders = 99;
        t.newCustomers = 9;
        t.conversionReports = 1;
        t.platformConversionsMicros = 2_500_000;
        assertThat(Kpis.of(t, true).cpaMicros()).isEqualTo(40_000_000.0);
        assertThat(Kpis.of(t, true).cacMicros()).isNull();
        assertThat(Kpis.of(t, true).ltvMicros()).isNull();
        assertThat(Kpis.of(t, true).roas()).as("no value reported").isNull();
        t.conversionValueReports = 1;
        t.platformConversionsValueMicros = 300_000_000;
        assertThat(Kpis.of(t, true).roas()).isEqualTo(3.0);
        assertThat(Kpis.of(t, true).aovMicros()).isEqualTo(120_000_000.0);
    }

    @Test
    void noFigureIsEverInfiniteOrNotANumber() throws Exception {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            ChannelTotals t = TotalsTest.random(random);
            Kpis k = Kpis.of(t, random.nextBoolean());
            for (RecordComponent part : Kpis.class.getRecordComponents()) {
                if (part.getAccessor().invoke(k) instanceof Double figure) {
                    assertThat(figure).as(part.getName()).isFinite();
                }
            }
        }
    }
}
