/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.dashboard;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A headless Chromium of this machine. Everything about it belongs to the thread that started it. */
final class Chromium implements AutoCloseable {
    private static final List<String> USUAL_PLACES =
            List.of("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
    private static final int HEIGHT = 900;

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Path executable) {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable)
                        // root, as in CI, has no sandbox
                        .setChromiumSandbox(false));
    }

    /** Skips the test where there is no browser. */
    static Chromium start() {
        Optional<Path> executable = Optional.ofNullable(System.getProperty("chromium"))
                .map(Stream::of)
                .orElseGet(USUAL_PLACES::stream)
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        Assumptions.assumeTrue(
                executable.isPresent(),
                "no Chromium here: install the package chromium, or say -Dchromium=/path/to/it");
        return new Chromium(executable.orElseThrow());
    }

    /** A new reader, who has never been on the page. */
    DashboardPage open(String url) {
        return open(url, 1400, ColorScheme.LIGHT);
    }

    DashboardPage open(String url, int width, ColorScheme scheme) {
        DashboardPage page = page(width, scheme);
        page.go(url);
        return page;
    }

    /** A page that is still blank. */
    DashboardPage page(int width, ColorScheme scheme) {
        return new DashboardPage(browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(width, HEIGHT)
                .setColorScheme(scheme)
                .setLocale("en-GB")
                .setTimezoneId("Europe/Prague")));
    }

    @Override
    public void close() {
        playwright.close();
    }
}
