/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.http;

import static dev.chatstream.gateway.hook.HookTexts.hookWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chatstream.gateway.gzip.InflationTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that come as gzip. */
class GzipBodiesTest {
    private static final String PATH = "/hooks/shop/t0ken";
    private static final int TWO_STEPS = 3 * 1024 * 1024;

    private RunningServer server = new RunningServer(Duration.ofSeconds(5));

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> post(String coding, byte[] body) {
        return server.send(
                server.request(PATH).header("Content-Encoding", coding).POST(BodyPublishers.ofByteArray(body)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void assertProblem(HttpResponse<String> response, int status, String type) {
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).contains("/problems/" + type);
        assertThat(server.publisher.published()).isEmpty();
        await().untilAsserted(() -> assertThat(server.inflight.held()).isZero());
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "GZIP", "x-gzip", " gzip "})
    void storesWhatWasCompressed(String coding) {
        // Given
        String plain = server.post(PATH, hookWith("")).body();

        // When
        HttpResponse<String> response = post(coding, InflationTest.gzip(bytes(hookWith(""))));

        // Then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(plain);
        assertThat(server.publisher.published()).hasSize(2);
        await().untilAsserted(() -> assertThat(server.inflight.held()).isZero());
    }

    @Test
    void storesABodyThatSaysItIsNotCompressed() {
        assertThat(post("identity", bytes(hookWith(""))).statusCode()).isEqualTo(200);
    }

    @Test
    void storesABodyThatIsInflatedApartFromTheEventLoop() {
        // Given
        String frame = hookWith("\"x\":\"\"");
        String body = hookWith("\"x\":\"" + "a".repeat(RunningServer.MAX_BODY - frame.length()) + "\"");

        // Then
        assertThat(post("gzip", InflationTest.gzip(bytes(body))).statusCode()).isEqualTo(200);
    }

    @Test
    void quarantinesWhatWasInflated() {
        // When
        HttpResponse<String> response = post("gzip", InflationTest.gzip(bytes("{}")));

        // Then
        assertThat(response.statusCode()).isEqualTo(422);
        assertThat(response.body()).isEqualTo(server.post(PATH, "{}").body());
    }

    @Test
    void answers413ToABombAndHoldsNoMoreThanTheLimit() {
        // Given
        byte[] bomb = InflationTest.gzip(new byte[50_000_000]);
        assertThat(bomb).hasSizeLessThan(RunningServer.MAX_BODY);

        // Then
        assertProblem(post("gzip", bomb), 413, "body-too-large");
    }

    @Test
    void answers413ToOneByteTooMany() {
        assertProblem(post("gzip", InflationTest.gzip(new byte[RunningServer.MAX_BODY + 1])), 413, "body-too-large");
    }

    @Test
    void answers400ToWhatIsNotGzip() {
        assertProblem(post("gzip", bytes(hookWith(""))), 400, "not-gzip");
    }

    @Test
    void answers400ToGzipThatIsCutOffAndToWhatFollowsItsEnd() {
        // Given
        byte[] whole = InflationTest.gzip(bytes(hookWith("")));

        // Then
        assertProblem(post("gzip", Arrays.copyOf(whole, whole.length - 1)), 400, "not-gzip");
        assertProblem(post("gzip", Arrays.copyOf(whole, whole.length + 1)), 400, "not-gzip");
        assertProblem(post("gzip", new byte[0]), 400, "not-gzip");
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "deflate", "gzip, gzip", "zstd", "*"})
    void answers415ToOtherCodings(String coding) {
        // When
        HttpResponse<String> response = post(coding, bytes(hookWith("")));

        // Then
        assertProblem(response, 415, "coding-not-taken");
        assertThat(response.headers().firstValue("accept-encoding")).hasValue("gzip");
    }

    @Test
    void answers503WhenThereIsNoRoomForWhatIsInflated() {
        // Given
        byte[] body = InflationTest.gzip(bytes(hookWith("\"x\":\"" + "a".repeat(30_000) + "\"")));
        int taken = 2 * RunningServer.MAX_BODY - 20_000;
        server.inflight.tryAcquire(taken);

        // When
        HttpResponse<String> response = post("gzip", body);

        // Then
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("retry-after")).isPresent();
        await().untilAsserted(() -> assertThat(server.inflight.held()).isEqualTo(taken));
    }

    @Test
    void blocksNoEventLoopWithManyBombsAtOnce() {
        // Given
        byte[] bomb = InflationTest.gzip(new byte[TWO_STEPS]);

        // When
        List<Integer> statuses = Stream.generate(() -> server.sendAsync(
                        server.request(PATH).header("Content-Encoding", "gzip").POST(BodyPublishers.ofByteArray(bomb))))
                .limit(50)
                .toList()
                .stream()
                .map(response -> response.join().statusCode())
                .toList();

        // Then
        assertThat(statuses).hasSize(50).isSubsetOf(413, 503);
        await().untilAsserted(() -> assertThat(server.inflight.held()).isZero());
    }
}
