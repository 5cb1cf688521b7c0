package dev.sluice.acceptance;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Debian's Chromium without a window. */
final class Chromium implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/bin/chromium");
    private static final List<String> QUIET = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final Playwright playwright;
    private final Browser browser;

    Chromium() {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(PROGRAM)
                        .setArgs(QUIET));
    }

    /** A tab of its own session. */
    Tab open(ColorScheme theme) {
        return new Tab(browser.newContext(new Browser.NewContextOptions()
                .setColorScheme(theme)
                .setAcceptDownloads(true)
                .setViewportSize(1280, 900)));
    }

    /** One tab, and what it asked for and complained about. */
    static final class Tab implements AutoCloseable {
        final Page page;
        /** Every request, in order. */
        final List<Request> requests = new ArrayList<>();
        /** Errors and warnings of the console, and exceptions that nobody caught. */
        final List<String> complaints = new ArrayList<>();

        private final BrowserContext context;

        private Tab(BrowserContext context) {
            this.context = context;
            page = context.newPage();
            page.onRequest(requests::add);
            page.onPageError(complaints::add);
            page.onConsoleMessage(message -> {
                if (List.of("error", "warning").contains(message.type())) {
                    complaints.add(message.text() + " at " + message.location());
                }
            });
        }

        /** Cuts or joins the network of this session. */
        void offline(boolean cut) {
            context.setOffline(cut);
        }

        @Override
        public void close() {
            context.close();
        }
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
