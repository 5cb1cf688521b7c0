package dev.sluice.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.RequestOptions;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The web page in Chromium, before the running app: every view opens, works by mouse and by keyboard, and tells the topic's numbers. */
@SuppressWarnings("NullAway.Init")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PageUiTest {
    private static final List<String> VIEWS =
            List.of("Overview", "Planner", "Recommendations", "Channel", "Predict", "Models", "Data health");
    private static final Path PICTURES = Path.of("target", "pictures");
    private static final int MOST_FIRST_LOAD = 60_000;

    private AdvisedShop shop;
    private Chromium chromium;

    @BeforeAll
    void open(@TempDir Path directory) throws Exception {
        shop = new AdvisedShop(directory);
        chromium = new Chromium();
    }

    @AfterAll
    void close() {
        chromium.close();
        shop.close();
    }

    static Stream<Arguments> viewsInBothThemes() {
        return VIEWS.stream()
                .flatMap(view -> Stream.of(ColorScheme.LIGHT, ColorScheme.DARK).map(t -> Arguments.of(view, t)));
    }

    @ParameterizedTest
    @MethodSource("viewsInBothThemes")
    void everyViewOpensWithoutComplaintAndWithoutAnAccessibilityFault(String view, ColorScheme theme) {
        try (Chromium.Tab tab = chromium.open(theme)) {
            Page page = opened(tab, view);
            if (view.equals("Planner")) {
                page.locator(".row .slider").nth(2).press("PageUp"); // gains and losses are to be seen, too
            }

            assertThat(page.locator("[role=alert]").allInnerTexts()).isEmpty();
            assertThat(tab.complaints).isEmpty();
            assertThat(new AxeBuilder(page).analyze().getViolations())
                    .extracting(rule ->
                            rule.getId() + " " + rule.getNodes().getFirst().getHtml())
                    .isEmpty();
            String name = view.toLowerCase(Locale.ROOT).replace(' ', '-') + "-"
                    + theme.name().toLowerCase(Locale.ROOT);
            page.screenshot(
                    new Page.ScreenshotOptions().setFullPage(true).setPath(PICTURES.resolve("page-" + name + ".png")));
        }
    }

    @Test
    void theFirstLoadIsSmallAndNothingComesFromElsewhere() {
        try (Chromium.Tab tab = chromium.open(ColorScheme.LIGHT)) {
            VIEWS.forEach(view -> opened(tab, view));
            assertThat(tab.requests)
                    .allMatch(request -> request.url().startsWith(shop.url())
                            || request.url().startsWith("blob:"));
        }
        try (Chromium.Tab tab = chromium.open(ColorScheme.LIGHT)) {
            opened(tab, "Overview");
            int bytes = List.copyOf(tab.requests).stream() // asking for sizes lets further requests be heard of
                    .filter(request -> !request.url().contains("/api/"))
                    .mapToInt(request -> request.sizes().responseBodySize)
                    .sum();
            assertThat(bytes).as("bytes of the first load, as sent").isBetween(1, MOST_FIRST_LOAD);
        }
    }

    @Test
    void theNavigationWorksByKeyboardAndTheAddressHoldsEveryChoice() {
        try (Chromium.Tab tab = chromium.open(ColorScheme.LIGHT)) {
            Page page = opened(tab, "Overview");
            page.getByLabel("Measure").focus();
            page.keyboard().press("ArrowDown");
            page.getByLabel("Bars").focus();
            page.keyboard().press("Space");
            page.waitForURL(Pattern.compile(".*chart=bar.*"));
            assertThat(page.url()).contains("measure=");
            page.reload();
            settled(page);
            assertThat(page.getByLabel("Bars").isChecked()).isTrue();

            page.locator("nav a", new Page.LocatorOptions().setHasText("Models"))
                    .focus();
            page.keyboard().press("Enter");
            page.waitForURL(Pattern.compile(".*#/models.*"));
            settled(page);
            assertThat(page.evaluate("document.activeElement.textContent")).isEqualTo("Models");
            page.goBack();
            settled(page);
            assertThat(page.getByLabel("Bars").isChecked()).isTrue();
        }
    }

    @Test
    void aMouseMovesMoneyBetweenChannelsAndItsWayBackRestoresThePlan() {
        try (Chromium.Tab tab = chromium.open(ColorScheme.LIGHT)) {
            Page page = opened(tab, "Planner");
            List<String> before = amounts(page);
            String total = page.getByLabel("Total a week").first().inputValue();
            Locator slider = page.locator(".row .slider").first();
            double share = (double) slider.evaluate("e => (e.value - e.min) / (e.max - e.min)");
            var box = slider.boundingBox();
            double x = box.x + 9 + (box.width - 18) * share;
            double y = box.y + box.height / 2;

            page.mouse().move(x, y);
            page.mouse().down();
            page.mouse().move(x + 60, y);
            List<String> out = amounts(page);
            page.mouse().move(x, y);
            List<String> back = amounts(page);
            page.mouse().move(x + 30, y);
            page.mouse().up();

            assertThat(out).isNotEqualTo(before);
            assertThat(back).isEqualTo(before);
            assertThat(page.getByLabel("Total a week").first().inputValue()).isEqualTo(total);
            assertThat(page.url()).contains("plan=");
            List<String> planned = amounts(page);
            page.reload();
            settled(page);
            assertThat(amounts(page)).isEqualTo(planned);
            page.getByText("Back to what is spent now").click();
            assertThat(amounts(page)).isEqualTo(before);
        }
    }

    @Test
    void keysMoveMoneyALockHoldsItAndEscapeUndoes() {
        try (Chromium.Tab tab = chromium.open(ColorScheme.DARK)) {
            Page page = opened(tab, "Planner");
            List<String> before = amounts(page);
            Locator lock = page.locator(".row").nth(1).getByLabel("Lock");
            lock.focus();
            page.keyboard().press("Space");
            page.locator(".row .slider").first().focus();
            page.keyboard().press("ArrowRight");
            page.keyboard().press("PageUp");

            assertThat(amounts(page).get(0)).isNotEqualTo(before.get(0));
            assertThat(amounts(page).get(1)).isEqualTo(before.get(1));
            page.keyboard().press("Escape");
            assertThat(amounts(page)).isEqualTo(before);
            assertThat(page.locator(".row .slider").nth(1).isDisabled()).isTrue();
        }
    }

    @Test
    void adviceIsDismissedOrApprovedByKeyboardAndTheDecisionShows() {
        try (Chromium.Tab tab = chromium.open(ColorScheme.LIGHT)) {
            Page page = opened(tab, "Recommendations");
            Locator verdict = page.locator(".verdict");
            assertThat(verdict.innerText()).isIn("ACT", "HOLD");
            if (verdict.innerText().equals("ACT")) {
                page.getByText("Approve", new Page.GetByTextOptions().setExact(true))
                        .focus();
                page.keyboard().press("Enter");
                page.getByText(Pattern.compile("Approved by")).waitFor();
            }
        }
    }

    @Test
    void aPageWithoutTheAppSaysThatItsNumbersAreOld() {
        try (Chromium.Tab tab = chromium.open(ColorScheme.LIGHT)) {
            Page page = opened(tab, "Data health");
            tab.offline(true);
            page.getByText("Old numbers.").first().waitFor();
            tab.offline(false);
            page.getByText("Old numbers.")
                    .first()
                    .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
        }
    }

    @Test
    void whatTheAppPublishesShowsWithoutAReload() {
        try (Chromium.Tab tab = chromium.open(ColorScheme.LIGHT)) {
            Page page = opened(tab, "Overview");
            page.locator(".live.live").waitFor();
            shop.goOn();
            page.locator(".feed[aria-live] li").first().waitFor();
        }
    }

    @Test
    void theFileOfAWeekIsWhatTheApiAnswers() throws Exception {
        try (Chromium.Tab tab = chromium.open(ColorScheme.LIGHT)) {
            Page page = opened(tab, "Overview");
            String week = page.locator(".filters select").first().inputValue();
            String file = Files.readString(
                    page.waitForDownload(() -> page.getByText("Save as CSV").click())
                            .path());
            String query = "/api/v1/metrics?account=" + shop.account + "&from=" + week + "&to=" + week;
            String api = page.request()
                    .get(shop.url() + query, RequestOptions.create().setHeader("Accept", "text/csv"))
                    .text();

            assertThat(file).isEqualTo(api).contains(week);
        }
    }

    @Test
    void aPlanIsComparedSavedOpenedAndThrownAway() {
        try (Chromium.Tab tab = chromium.open(ColorScheme.LIGHT)) {
            Page page = opened(tab, "Planner");
            page.locator("#total-amount").fill("1200");
            page.keyboard().press("Enter");
            page.getByText("Compare for this total").click();
            page.getByText("Take optimal").click();
            List<String> planned = amounts(page);
            page.getByLabel("Name").fill("Autumn");
            page.getByText("Save this plan").click();
            page.getByText("Open Autumn").waitFor();
            page.getByText("Back to what is spent now").click();
            page.getByText("Open Autumn").click();

            assertThat(amounts(page)).isEqualTo(planned);
            page.getByText("Delete Autumn").click();
            page.getByText("No saved plans.").waitFor();
        }
    }

    @Test
    void aPredictionComesWithItsInterval() {
        try (Chromium.Tab tab = chromium.open(ColorScheme.DARK)) {
            Page page = opened(tab, "Predict");
            page.getByLabel("spend_micros").fill("300000000");
            page.getByLabel("channel").fill("meta");
            page.keyboard().press("Enter");
            assertThat(page.locator(".answer").innerText()).contains("80 % interval", "to");
        }
    }

    private Page opened(Chromium.Tab tab, String view) {
        String id = view.equals("Data health") ? "health" : view.toLowerCase(Locale.ROOT);
        tab.page.navigate(shop.url() + "/#/" + id + "?account=" + shop.account);
        settled(tab.page);
        assertThat(tab.page.locator("h1").innerText()).isEqualTo(view);
        return tab.page;
    }

    /** Waits until a view stands: no placeholder is left. The stream stays open, so the network is never idle. */
    private static void settled(Page page) {
        page.waitForLoadState(LoadState.DOMCONTENTLOADED);
        page.locator("h1").waitFor();
        page.waitForFunction("() => document.querySelector('.panel, .note') && !document.querySelector('.loading')");
    }

    private static List<String> amounts(Page page) {
        return page.locator(".row > .amount").all().stream()
                .map(Locator::inputValue)
                .toList();
    }
}
