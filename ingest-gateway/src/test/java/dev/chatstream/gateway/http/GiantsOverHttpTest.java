/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.gateway.hook.Giants;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Costly bodies within the body limit, over real connections: each has its answer, and none is the gateway's fault. */
class GiantsOverHttpTest {
    private static final int MAX_BODY = 16 * 1024 * 1024;

    private final RunningServer server = new RunningServer(Duration.ofSeconds(10), MAX_BODY);

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void areAnsweredForWhatTheyAre(Giants giant) {
        // When
        HttpResponse<String> answer =
                server.send(server.request("/hooks/shop/t0ken").POST(BodyPublishers.ofByteArray(giant.body())));

        // Then
        assertThat(answer.statusCode()).isEqualTo(giant.status());
        assertThat(server.inflight.held()).isZero();
        assertThat(server.publisher.published()).hasSize(1);
    }
}
