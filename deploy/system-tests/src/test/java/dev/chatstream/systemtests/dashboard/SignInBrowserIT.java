/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SameSiteAttribute;
import dev.chatstream.local.LocalOptions;
import dev.chatstream.local.Sample;
import dev.chatstream.local.machine.Ports;
import dev.chatstream.local.part.PartName;
import dev.chatstream.systemtests.TestRun;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page where API tokens are wanted. */
class SignInBrowserIT extends BrowserFixture<TestRun> {
    private static final String TOKEN = "a-token-of-the-shop-0123456789-abcdefghij";

    @Override
    TestRun startSite() {
        LocalOptions options = LocalOptions.whole(TestRun.installation(), TestRun.dataFolder("sign-in"), Ports.ANY)
                .withFresh(true)
                .withSetting(PartName.PROCESSOR, "api.tokens.shop.token", TOKEN)
                .withSetting(PartName.PROCESSOR, "api.tokens.shop.accounts", "208,209");
        return TestRun.started(options);
    }

    @BeforeAll
    void receiveOne() {
        assertThat(site.post(Sample.endingAt(Sample.CURRENT, Instant.now().minusSeconds(60)))
                        .statusCode())
                .isEqualTo(200);
    }

    private DashboardPage asked(String query) {
        page = chromium.page(1400, ColorScheme.LIGHT);
        page.go("http://127.0.0.1:" + site.pipeline().ports().api() + "/" + query);
        return page.until(() -> page.find("#instead form").count() > 0);
    }

    private void signIn(String token) {
        page.find("input[name=token]").fill(token);
        page.find("#instead button").click();
    }

    @Test
    void asks_for_a_token_once_and_shows_what_it_may_read_until_one_signs_out() {
        // Given
        asked("?account=208&window=PT1H");
        assertThat(page.violations()).isEmpty();
        page.screenshot("sign-in");
        signIn("not-the-token-of-anybody-at-all-00000000");
        page.until(() -> page.text("#instead").contains("This token is not known"));

        // When
        signIn(TOKEN);

        // Then
        page.untilLive();
        assertThat(page.card("counts.total")).isEqualTo("1");
        assertThat(page.texts("#account option")).containsExactly("208", "209");
        page.page().reload();
        page.untilLive();
        page.find("text=Sign out").click();
        page.until(() -> page.find("#instead form").count() > 0);
        assertThat(page.find("#figures").isVisible()).isFalse();
        page.page().reload();
        page.until(() -> page.find("#instead form").count() > 0);
        page.assertClean();
    }

    @Test
    void no_script_can_read_what_the_browser_keeps() {
        // Given
        asked("?account=208&window=PT1H");

        // When
        signIn(TOKEN);
        page.untilLive();

        // Then
        List<Cookie> cookies = page.page().context().cookies();
        assertThat(cookies).hasSize(1).allSatisfy(cookie -> {
            assertThat(cookie.httpOnly).isTrue();
            assertThat(cookie.sameSite).isEqualTo(SameSiteAttribute.STRICT);
            assertThat(cookie.value).doesNotContain(TOKEN);
        });
        assertThat(page.page().evaluate("() => document.cookie + JSON.stringify({...localStorage, ...sessionStorage})"))
                .isEqualTo("{}");
        assertThat(page.page().url()).doesNotContain(TOKEN);
        assertThat(page.page().content()).doesNotContain(TOKEN);
    }

    @Test
    void says_what_to_do_where_the_browser_does_not_keep_the_sign_in() {
        // Given: as a browser does with a secure cookie that comes over plain HTTP from another machine
        asked("?account=208&window=PT1H");
        page.page().route("**/api/v1/session", route -> {
            if (route.request().method().equals("POST")) {
                route.fulfill(new Route.FulfillOptions().setStatus(204));
            } else {
                route.resume();
            }
        });

        // When
        signIn(TOKEN);

        // Then
        page.until(() -> page.text("#instead [role=alert]").contains("https://"));
        assertThat(page.find("#instead form").count()).isEqualTo(1);
    }

    @Test
    void says_that_another_account_may_not_be_seen() {
        // Given
        asked("?account=1001&window=PT1H");

        // When
        signIn(TOKEN);

        // Then
        page.until(() -> page.text("#instead").contains("Not with this token"));
        assertThat(page.find("#instead form").count()).isZero();
        assertThat(page.find(".card").count()).isZero();
        assertThat(page.texts("#account option")).containsExactly("1001", "208", "209");
    }
}
