/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import static dev.chatstream.processor.support.Hooks.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chatstream.processor.bounds.Bounds;
import dev.chatstream.processor.support.Hooks;
import io.vertx.core.http.HttpServerRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StatusApiTest {
    private static final String STATUS = "/api/v1/status";
    private static final String REPORT = """
            {"version":"0.9","partitions":{"0":{"copy":false,"lag":3,"watermark":"2026-11-20T12:00:00Z",
            "counts":{"first":5,"latePanes":{"minute":2},"anomalies":{"rating.invalid":1},"newer":9}}}}""";

    @TempDir
    private Path stateDir;

    private RoutedApi api;

    @BeforeEach
    void start() {
        api = new RoutedApi(stateDir, NOON).pipe(Hooks.sample()).pipe(Hooks.sample());
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private JsonNode status() throws Exception {
        HttpResponse<String> answer = api.get(STATUS);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new ObjectMapper().readTree(answer.body());
    }

    private JsonNode instance(JsonNode status, String address) {
        List<JsonNode> found = new ArrayList<>();
        status.get("instances").forEach(instance -> {
            if (instance.get("address").textValue().equals(address)) {
                found.add(instance);
            }
        });
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private static void answers(HttpServerRequest request, String body) {
        request.response()
                .putHeader("Chatstream-Hop", request.getHeader("Chatstream-Hop"))
                .putHeader("Content-Type", "application/json")
                .end(body);
    }

    @Test
    void putsTogetherWhatEachInstanceSays() throws Exception {
        // Given
        api.active(request -> answers(request, REPORT));
        api.standby(request -> answers(
                request,
                "{\"version\":\"0.9\",\"partitions\":{\"0\":{\"copy\":true,\"lag\":70,\"counts\":{\"first\":4}}}}"));

        // When
        JsonNode status = status();

        // Then
        assertThat(instance(status, api.activeAddress())).hasToString("""
                {"address":"%s","self":false,"reached":true,"version":"0.9","problem":null}""".formatted(api.activeAddress()));
        JsonNode partition = status.at("/partitions/0");
        assertThat(partition.get("active").textValue()).isEqualTo(api.activeAddress());
        assertThat(partition.at("/standbys/0/lag").intValue()).isEqualTo(70);
        assertThat(partition.at("/standbys/0/close").booleanValue()).isTrue();
        assertThat(partition.get("answered").booleanValue()).isTrue();
        assertThat(partition.get("stale").booleanValue()).isFalse();
        assertThat(partition.get("lag").intValue()).isEqualTo(3);
        assertThat(partition.get("watermark").textValue()).isEqualTo("2026-11-20T12:00:00Z");
        assertThat(status.at("/counts/first").intValue()).isEqualTo(5);
        assertThat(status.at("/counts/latePanes/minute").intValue()).isEqualTo(2);
        assertThat(status.at("/counts/anomalies/rating.invalid").intValue()).isOne();
        assertThat(status.at("/counts/newer").intValue()).isEqualTo(9);
        assertThat(status.get("partial").booleanValue()).isFalse();
    }

    @Test
    void countsByAnOwnCopyWhatTheInstanceThatIsAwayCannotTell() throws Exception {
        // Given
        api.activeAway();
        api.ownCopy(true);

        // When
        JsonNode status = status();

        // Then
        JsonNode gone = instance(status, api.activeAddress());
        assertThat(gone.get("reached").booleanValue()).isFalse();
        assertThat(gone.get("problem").textValue()).isEqualTo("cannot be reached");
        assertThat(status.at("/partitions/0/stale").booleanValue()).isTrue();
        assertThat(status.at("/partitions/0/lag").isNull()).isTrue();
        assertThat(status.at("/counts/first").intValue()).isOne();
        assertThat(status.at("/counts/duplicate").intValue()).isOne();
        assertThat(status.get("partial").booleanValue()).isFalse();
    }

    @Test
    void saysWhoDidNotAnswerAndWhy() throws Exception {
        // Given
        api.active(request -> request.response().setStatusCode(401).end());
        api.standby(request -> answers(request, "[]"));

        // When
        JsonNode status = status();

        // Then
        assertThat(instance(status, api.activeAddress()).get("problem").textValue())
                .isEqualTo("refuses this instance's cluster.token");
        assertThat(instance(status, api.standbyAddress()).get("problem").textValue())
                .isEqualTo("gave an answer that is none");
        assertThat(status.get("partial").booleanValue()).isTrue();
        assertThat(status.get("unanswered")).hasToString("[0]");
        assertThat(status.at("/partitions/0/answered").booleanValue()).isFalse();
    }

    @Test
    void listsEveryBound() throws Exception {
        // When
        JsonNode bounds = status().get("bounds");

        // Then
        assertThat(bounds)
                .isEqualTo(new ObjectMapper()
                        .readTree(new ObjectMapper().writeValueAsString(Bounds.named(Duration.ofDays(35)))));
    }

    @Test
    void takesNoParameters() throws Exception {
        assertThat(api.get(STATUS + "?verbose=1").statusCode()).isEqualTo(422);
    }
}
