/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** The dashboard as somebody sees it who has opened it. */
final class DashboardPage implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Path SHOTS = Path.of("target", "dashboard");
    private static final String AXE = resource("/axe.min.js");

    private final BrowserContext context;
    private final Page page;
    private final List<String> requests = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();

    DashboardPage(BrowserContext context) {
        this.context = context;
        this.page = context.newPage();
        page.onRequest(request -> requests.add(request.url()));
        page.onPageError(errors::add);
        page.onConsoleMessage(message -> {
            // a request that fails is told there too, and is no fault of the page
            if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
                errors.add(message.text());
            }
        });
    }

    private static String resource(String name) {
        try (InputStream in = DashboardPage.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    DashboardPage go(String url) {
        page.navigate(url);
        return this;
    }

    Page page() {
        return page;
    }

    Locator find(String selector) {
        return page.locator(selector);
    }

    /** Waits, while the page goes on. */
    DashboardPage until(BooleanSupplier condition) {
        return until(condition, PATIENCE);
    }

    DashboardPage until(BooleanSupplier condition, Duration within) {
        page.waitForCondition(condition, new Page.WaitForConditionOptions().setTimeout((double) within.toMillis()));
        return this;
    }

    DashboardPage untilLive() {
        return until(() -> connection().equals("live")
                && find(".card").count() > 0
                && find("#figures.pending").count() == 0);
    }

    /** State of the connection, by the name that the page has for it. */
    String connection() {
        Locator shown = find("[data-connection]");
        return shown.count() == 0 ? "" : String.valueOf(shown.getAttribute("data-connection"));
    }

    /** The number behind a card, as the API writes it; empty for null. */
    String card(String figure) {
        return String.valueOf(find("#cards [data-figure='" + figure + "']").getAttribute("data-value"));
    }

    /** The figures of all cards by path. */
    Map<String, String> cards() {
        return find("#cards [data-figure]").all().stream()
                .collect(Collectors.toMap(
                        card -> String.valueOf(card.getAttribute("data-figure")),
                        card -> String.valueOf(card.getAttribute("data-value"))));
    }

    String text(String selector) {
        return find(selector).innerText();
    }

    List<String> texts(String selector) {
        return find(selector).allInnerTexts();
    }

    void choose(String window) {
        find(".windows label:has(input[value='" + window + "'])").click();
    }

    void account(long account) {
        find("#account").selectOption(Long.toString(account));
    }

    /** What the page's address says, a parameter by name. */
    Map<String, String> address() {
        return List.of(URI.create(page.url()).getRawQuery().split("&")).stream()
                .map(parameter -> parameter.split("=", 2))
                .collect(Collectors.toMap(
                        parts -> parts[0], parts -> java.net.URLDecoder.decode(parts[1], StandardCharsets.UTF_8)));
    }

    /** What a click lets the browser save. */
    byte[] saved(String selector) {
        Download download = page.waitForDownload(() -> find(selector).click());
        try {
            return Files.readAllBytes(download.path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** URLs that were asked for so far. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    /** Violations of accessibility rules that axe finds in the page as it is now, in words. */
    @SuppressWarnings("unchecked")
    List<String> violations() {
        // through the debugger's door, which the page's policy does not close
        page.evaluate(AXE);
        return (List<String>) page.evaluate("""
                async () => (await axe.run({resultTypes: ["violations"]})).violations.map((found) =>
                    `${found.impact} ${found.id}: ${found.help}: ${found.nodes.map((node) => node.target.join(" ")).join(", ")}`)
                """);
    }

    /** Writes a picture of the whole page to the build folder. */
    void screenshot(String name) {
        page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(SHOTS.resolve(name + ".png")));
    }

    /** Writes a picture of the page's upper part. */
    void screenshot(String name, int height) {
        int width = page.viewportSize().width;
        page.screenshot(new Page.ScreenshotOptions()
                .setFullPage(true)
                .setClip(0, 0, width, height)
                .setPath(SHOTS.resolve(name + ".png")));
    }

    /** Nothing went wrong in the page, and nothing was asked of anybody else. */
    void assertClean() {
        assertThat(errors).as("errors in the browser's console").isEmpty();
        String host = URI.create(page.url()).getAuthority();
        assertThat(requests).allSatisfy(url -> assertThat(url).matches("(blob:)?http://" + host + "/.*|data:.*"));
    }

    @Override
    public void close() {
        context.close();
    }
}
