package dev.sluice.app.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.event.Order;
import dev.sluice.event.OrderStatus;
import dev.sluice.event.SpendReport;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** Each preset on an export as its platform writes it. */
class PresetTest {
    private static Reading read(String preset, String csv) throws Exception {
        Reading reading = Reading.of(csv.getBytes(StandardCharsets.UTF_8), Mapping.preset(preset), Reading.OPTIONS);
        assertThat(reading.problems()).isEmpty();
        return reading;
    }

    private static void assertReport(SpendReport report, String channel, String campaign, String day, long micros) {
        assertThat(report.getChannel()).isEqualTo(channel);
        assertThat(report.getCampaignId()).isEqualTo(campaign);
        assertThat(LocalDate.ofEpochDay(report.getDay())).isEqualTo(day);
        assertThat(report.getSpendMicros()).isEqualTo(micros);
    }

    @Test
    void everyPresetIsSoundAndAnUnknownOneListsThem() throws Exception {
        for (String name : Mapping.presetNames()) {
            assertThat(Mapping.preset(name).name()).isEqualTo(name);
        }
        assertThat(catchThrowableOfType(MappingProblem.class, () -> Mapping.preset("bing")))
                .hasMessageStartingWith("no preset 'bing'; there are amazon-ads, fivetran-ad-reporting, ga4");
    }

    @Test
    void googleAdsApi() throws Exception {
        Reading reading = read("google-ads", """
                segments.date,customer.currency_code,campaign.id,campaign.name,segments.device,metrics.cost_micros,\
                metrics.impressions,metrics.clicks,metrics.conversions,metrics.conversions_value
                2024-01-31,EUR,11,Brand,MOBILE,1230000,100,10,0.5,12.5
                2024-01-31,EUR,11,Brand,DESKTOP,770000,50,5,0.25,1
                """);
        SpendReport report = reading.spend().getFirst();
        assertReport(report, "google_ads", "11", "2024-01-31", 2_000_000);
        assertThat(report.getCurrency()).isEqualTo("EUR");
        assertThat(report.getConversions()).contains(0.75);
        assertThat(report.getConversionsValueMicros()).contains(13_500_000L);
        assertThat(report.getSource()).isEqualTo("google-ads");
    }

    @Test
    void googleAdsDownloadOfTheWebPage() throws Exception {
        Reading reading = read("google-ads", """
                Campaign report
                "January 1, 2024 - January 31, 2024"
                Campaign status,Campaign,Campaign ID,Day,Currency code,Cost,Impr.,Clicks,Conversions,Conv. value
                Enabled,Brand,11,2024-01-31,USD,"1,234.50","12,345",7,1.00, --
                Total: Account, --, --, --,USD,"1,234.50","12,345",7,1.00, --
                """);
        assertReport(reading.spend().getFirst(), "google_ads", "11", "2024-01-31", 1_234_500_000);
        assertThat(reading.spend().getFirst().getImpressions()).contains(12_345L);
        assertThat(reading.spend().getFirst().getConversionsValueMicros()).isEmpty();
        assertThat(reading.summary()).isEqualTo(new Summary(2, 1, 1, 0, 1));
    }

    @Test
    void metaApiTakesOnePurchaseCountOfSeveral() throws Exception {
        Reading reading = read("meta-ads", """
                date_start,date_stop,campaign_id,adset_id,account_currency,spend,impressions,clicks,\
                purchase,omni_purchase,offsite_conversion.fb_pixel_purchase
                2024-01-31,2024-01-31,5,6,GBP,12.34,100,9,3,4,3
                """);
        SpendReport report = reading.spend().getFirst();
        assertReport(report, "meta", "5", "2024-01-31", 12_340_000);
        assertThat(report.getAdGroupId()).contains("6");
        assertThat(report.getCurrency()).isEqualTo("GBP");
        assertThat(report.getConversions()).contains(4.0);
    }

    @Test
    void metaExportNamesItsCurrencyInTheHeader() throws Exception {
        Reading reading = read("meta-ads", """
                Day,Campaign name,Campaign ID,Amount spent (EUR),Impressions,Purchases,Purchases conversion value
                ,,,20.00,200,2,50
                2024-01-31,Brand,5,20.00,200,2,50
                """);
        assertReport(reading.spend().getFirst(), "meta", "5", "2024-01-31", 20_000_000);
        assertThat(reading.spend().getFirst().getCurrency()).isEqualTo("EUR");
        assertThat(reading.spend().getFirst().getConversionsValueMicros()).contains(50_000_000L);
        assertThat(reading.summary().filtered()).isEqualTo(1);
    }

    @Test
    void tiktokAds() throws Exception {
        Reading reading = read("tiktok-ads", """
                stat_time_day,campaign_id,adgroup_id,spend,impressions,clicks,conversion,total_conversion_value
                2024-01-31 00:00:00,7,8,3.21,10,1,2,9.99
                """);
        assertReport(reading.spend().getFirst(), "tiktok", "7", "2024-01-31", 3_210_000);
        assertThat(reading.spend().getFirst().getConversions()).contains(2.0);
    }

    @Test
    void microsoftAdsWithTitleAndCopyright() throws Exception {
        Reading reading = read("microsoft-ads", """
                "Report Name: campaigns"
                "Report Time: 1/31/2024"

                "TimePeriod","CampaignId","CampaignName","CurrencyCode","Spend","Impressions","Clicks","Conversions","Revenue"
                "2024-01-31","9","Brand","USD","4.56","10","1","1","20.00"

                "©2024 Microsoft Corporation. All rights reserved. "
                """);
        assertReport(reading.spend().getFirst(), "microsoft_ads", "9", "2024-01-31", 4_560_000);
        assertThat(reading.summary()).isEqualTo(new Summary(2, 1, 1, 0, 1));
    }

    @Test
    void amazonAdsTakesOneAttributionWindow() throws Exception {
        Reading reading = read("amazon-ads", """
                date,campaignId,campaignName,campaignBudgetCurrencyCode,cost,impressions,clicks,purchases7d,purchases14d,sales7d,sales14d
                2024-01-31,3,Brand,USD,1.5,10,2,1,2,10,20
                """);
        SpendReport report = reading.spend().getFirst();
        assertReport(report, "amazon_ads", "3", "2024-01-31", 1_500_000);
        assertThat(report.getConversions()).contains(2.0);
        assertThat(report.getConversionsValueMicros()).contains(20_000_000L);
    }

    @Test
    void fivetranAdReporting() throws Exception {
        Reading reading = read("fivetran-ad-reporting", """
                source_relation,date_day,platform,account_id,account_name,campaign_id,campaign_name,clicks,impressions,spend,conversions,conversions_value
                ,2024-01-31,facebook_ads,77,A,5,Brand,9,100,12.34,1,30
                ,2024-01-31,google_ads,88,A,5,Brand,9,100,1,1,30
                """);
        assertReport(reading.spend().getFirst(), "meta", "77/5", "2024-01-31", 12_340_000);
        assertReport(reading.spend().getLast(), "google_ads", "88/5", "2024-01-31", 1_000_000);
        assertThat(reading.spend().getFirst().getSource()).isEqualTo("fivetran-ad-reporting");
        Reading perAccount = read("fivetran-ad-reporting", """
                date_day,platform,account_id,clicks,impressions,spend
                2024-01-31,google_ads,88,9,100,1
                """);
        assertReport(perAccount.spend().getFirst(), "google_ads", "88", "2024-01-31", 1_000_000);
    }

    @Test
    void ga4Purchases() throws Exception {
        Reading reading = read("ga4", """
                event_date,event_timestamp,event_name,user_pseudo_id,ecommerce.transaction_id,ecommerce.purchase_revenue,collected_traffic_source.gclid,collected_traffic_source.manual_source
                20240131,1706695200123456,purchase,v1,T1,19.99,g1,google
                20240131,1706695200123456,page_view,v1,,,,
                20240131,1706695200123456,purchase,v1,(not set),5,,
                """);
        Order order = reading.orders().getFirst();
        assertThat(reading.summary()).isEqualTo(new Summary(3, 1, 1, 0, 2));
        assertThat(order.getOrderId()).isEqualTo("T1");
        assertThat(order.getPlacedAt())
                .isEqualTo(Instant.parse("2024-01-31T10:00:00.123Z").toEpochMilli());
        assertThat(order.getTotalMicros()).isEqualTo(19_990_000);
        assertThat(order.getClickId()).contains("g1");
        assertThat(order.getVisitorId()).contains("v1");
        assertThat(order.getUtmSource()).contains("google");
    }

    @Test
    void shopifyExportOfOneRowALine() throws Exception {
        Reading reading = read("shopify-orders", """
                Name,Email,Financial Status,Currency,Total,Discount Amount,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Cancelled at,Refunded Amount,Id
                #1001,a@b.c,partially_refunded,EUR,30.00,2.00,2024-01-31 10:00:00 +0100,2,Mug,10.00,M1,,5.00,900
                #1001,,,,,,,1,Pen,12.00,P1,,,
                #1002,,voided,EUR,9.00,0.00,2024-01-31 11:00:00 +0100,1,Mug,9.00,M1,2024-02-01 09:00:00 +0100,0.00,901
                """);
        Order order = reading.orders().getFirst();
        assertThat(reading.orders()).hasSize(2);
        assertThat(order.getOrderId()).isEqualTo("#1001");
        assertThat(order.getStatus()).isEqualTo(OrderStatus.PARTLY_REFUNDED);
        assertThat(order.getTotalMicros()).isEqualTo(30_000_000);
        assertThat(order.getRefundedMicros()).isEqualTo(5_000_000);
        assertThat(order.getDiscountMicros()).isEqualTo(2_000_000);
        assertThat(order.getPlacedAt())
                .isEqualTo(Instant.parse("2024-01-31T09:00:00Z").toEpochMilli());
        assertThat(order.getItems()).hasSize(2);
        assertThat(order.getCustomerId()).contains("a@b.c");
        assertThat(reading.orders().getLast().getStatus()).isEqualTo(OrderStatus.CANCELLED);
    }

    @Test
    void shopifyApiOrders() throws Exception {
        Reading reading = read("shopify-orders", """
                id,name,email,test,currency,total_price,current_total_price,created_at,updated_at,cancelled_at,financial_status
                900,#1,a@b.c,false,EUR,30.00,25.00,2024-01-31T10:00:00+01:00,2024-02-03T10:00:00+01:00,,paid
                901,#2,a@b.c,true,EUR,30.00,30.00,2024-01-31T10:00:00+01:00,2024-02-03T10:00:00+01:00,,paid
                """);
        assertThat(reading.orders()).singleElement().satisfies(order -> {
            assertThat(order.getTotalMicros()).isEqualTo(30_000_000);
            assertThat(order.getRevision())
                    .isEqualTo(Instant.parse("2024-02-03T09:00:00Z").toEpochMilli());
        });
    }
}
