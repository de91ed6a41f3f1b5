/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import static dev.chatstream.processor.support.Hooks.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chatstream.processor.support.Hooks;
import dev.chatstream.processor.support.LogCapture;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may ask as another instance does, when there is a token for it. */
class HopsTest {
    private static final String SUMMARY = "/api/v1/accounts/208/summary?window=PT15M";
    private static final String TOKEN = "the-token-of-the-group";
    private static final String PREVIOUS = "the-one-it-had-before";

    @TempDir
    private Path stateDir;

    private RoutedApi api;

    @BeforeEach
    void start() {
        api = new RoutedApi(stateDir, NOON, Optional.of(TOKEN), Optional.of(PREVIOUS))
                .pipe(Hooks.sample())
                .ownCopy(true);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private double refused() {
        return api.meters().counter("chatstream.processor.hops.refused").count();
    }

    @ParameterizedTest
    @ValueSource(strings = {TOKEN, PREVIOUS})
    void takesTheTokenAndTheOneBefore(String token) throws Exception {
        // When
        HttpResponse<String> answer = api.get(SUMMARY, "Chatstream-Hop", "copy", "Authorization", "Bearer " + token);

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(refused()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer the-token-of-the-grouq",
                "Bearer ",
                "the-token-of-the-group",
                "Basic the-token-of-the-group"
            })
    void refusesWhoeverDoesNotShowIt(String authorization) throws Exception {
        try (LogCapture log = new LogCapture()) {
            // When
            HttpResponse<String> answer = api.get(SUMMARY, "Chatstream-Hop", "copy", "Authorization", authorization);

            // Then
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Bearer");
            assertThat(new ObjectMapper().readTree(answer.body()).get("type").textValue())
                    .isEqualTo("/problems/not-a-peer");
            assertThat(answer.body()).doesNotContain("grouq");
            assertThat(refused()).isOne();
            assertThat(log.text())
                    .containsOnlyOnce("a hop without this instance's cluster.token was refused")
                    .doesNotContain("the-token");
        }
    }

    @Test
    void tellsOfRefusalsOnceInAWhile() throws Exception {
        try (LogCapture log = new LogCapture()) {
            // When
            for (int i = 0; i < 3; i++) {
                api.get("/api/v1/status", "Chatstream-Hop", "copy");
            }

            // Then
            assertThat(refused()).isEqualTo(3);
            assertThat(log.text()).containsOnlyOnce("a hop without this instance's cluster.token was refused");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "passive"})
    void takesWhatIsNoHopForAQuestionOfAnybody(String hop) throws Exception {
        // When
        HttpResponse<String> answer = hop.isEmpty() ? api.get(SUMMARY) : api.get(SUMMARY, "Chatstream-Hop", hop);

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(api.asked()).containsExactly("active active " + SUMMARY);
    }
}
