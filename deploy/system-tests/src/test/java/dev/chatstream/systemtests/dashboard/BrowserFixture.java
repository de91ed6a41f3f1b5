/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.dashboard;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/**
 * A browser, and what it looks at, for all tests of a class. Each test opens its own page.
 *
 * @param <S> what serves the page
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BrowserFixture<S extends AutoCloseable> {
    Chromium chromium;
    S site;

    @SuppressWarnings("NullAway.Init") // opened by each test
    DashboardPage page;

    /** Starts what serves the page; once, and only where there is a browser. */
    abstract S startSite();

    @BeforeAll
    void start() {
        chromium = Chromium.start();
        site = startSite();
    }

    @AfterAll
    void stop() throws Exception {
        if (site != null) {
            site.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    @AfterEach
    void leave() {
        if (page != null) {
            page.close();
        }
    }
}
