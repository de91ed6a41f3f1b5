/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.http;

import static dev.chatstream.gateway.hook.HookTexts.hookWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** More hooks at once than may be in memory. */
class BackPressureTest {
    private static final String PATH = "/hooks/shop/t0ken";
    private static final int SENDERS = 200;

    private final RunningServer server = new RunningServer(Duration.ofSeconds(20));

    @AfterEach
    void stop() {
        server.close();
    }

    private List<CompletableFuture<HttpResponse<String>>> sendManyLargeBodies() {
        String body = hookWith("\"x\":\"" + "a".repeat(RunningServer.MAX_BODY / 2) + "\"");
        return Stream.generate(() -> server.sendAsync(server.request(PATH).POST(BodyPublishers.ofString(body))))
                .limit(SENDERS)
                .toList();
    }

    private static long count(List<CompletableFuture<HttpResponse<String>>> responses, int status) {
        return responses.stream()
                .filter(response -> response.isDone() && response.join().statusCode() == status)
                .count();
    }

    @Test
    void refusesAtOnceWhatHasNoRoomAndHoldsNoMoreThanItMay() {
        // Given
        server.publisher.hold();

        // When
        List<CompletableFuture<HttpResponse<String>>> responses = sendManyLargeBodies();

        // Then
        await().untilAsserted(() -> {
            assertThat(server.inflight.held()).isLessThanOrEqualTo(2L * RunningServer.MAX_BODY);
            assertThat(count(responses, 503)).isEqualTo(SENDERS - server.publisher.holds());
        });
        assertThat(server.publisher.holds()).isPositive();

        // When
        server.publisher.releaseAll();

        // Then
        responses.forEach(CompletableFuture::join);
        assertThat(count(responses, 200)).isEqualTo(server.publisher.holds());
        assertThat(responses.stream().map(CompletableFuture::join).filter(response -> response.statusCode() == 503))
                .allSatisfy(response -> {
                    assertThat(response.headers().firstValue("retry-after")).hasValue("2");
                    assertThat(response.body()).contains("/problems/busy");
                });
        await().untilAsserted(() -> assertThat(server.inflight.held()).isZero());
    }

    @Test
    void takesHooksAgainOnceThereIsRoom() {
        // Given
        server.publisher.hold();
        List<CompletableFuture<HttpResponse<String>>> responses = sendManyLargeBodies();
        await().until(() -> count(responses, 503) == SENDERS - server.publisher.holds());

        // When
        server.publisher.releaseAll();
        responses.forEach(CompletableFuture::join);
        server.publisher.answerAtOnce();

        // Then
        await().untilAsserted(() ->
                assertThat(server.post(PATH, hookWith("")).statusCode()).isEqualTo(200));
    }
}
