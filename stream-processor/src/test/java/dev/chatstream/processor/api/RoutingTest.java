/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import static dev.chatstream.processor.support.Hooks.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chatstream.processor.support.Hooks;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** An instance that is asked about an account that another one processes. */
class RoutingTest {
    private static final String SUMMARY = "/api/v1/accounts/208/summary?window=PT15M";

    @TempDir
    private Path stateDir;

    private RoutedApi api;

    @BeforeEach
    void start() {
        api = new RoutedApi(stateDir, NOON).pipe(Hooks.sample());
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        return new ObjectMapper().readTree(answer.body());
    }

    private static void answers(HttpServerRequest request, String body) {
        request.response()
                .putHeader("Chatstream-Hop", request.getHeader("Chatstream-Hop"))
                .putHeader("Content-Type", "application/json")
                .end(body);
    }

    /** What the other instance does so that it has not answered. */
    private enum Failing {
        AWAY,
        SLOW,
        TOKEN_REFUSED,
        NOT_HERE,
        SOMETHING_ELSE,
        BROKEN;

        void happens(RoutedApi api) {
            switch (this) {
                case AWAY -> api.activeAway();
                case SLOW -> api.active(request -> {});
                case TOKEN_REFUSED ->
                    api.active(request -> request.response().setStatusCode(401).end());
                case NOT_HERE ->
                    api.active(request -> request.response().setStatusCode(503).end());
                case SOMETHING_ELSE -> api.active(request -> request.response().end("<html>welcome</html>"));
                case BROKEN -> api.active(request -> request.connection().close());
            }
        }
    }

    @Test
    void passesTheVeryQuestionOnAndTheAnswerBack() throws Exception {
        // Given
        api.active(request -> {
            request.response().putHeader("ETag", "\"7\"");
            answers(request, "{\"is\":\"there\"}");
        });

        // When
        HttpResponse<String> answer = api.get(SUMMARY + "&tz=Europe%2FPrague&group=a%26b");

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"is\":\"there\"}");
        assertThat(answer.headers().firstValue("ETag")).contains("\"7\"");
        assertThat(answer.headers().map()).doesNotContainKey("chatstream-hop");
        assertThat(api.asked()).containsExactly("active active " + SUMMARY + "&tz=Europe%2FPrague&group=a%26b");
    }

    @Test
    void saysThatNothingHasChangedByTheTagOfTheOtherInstance() throws Exception {
        // Given
        api.active(request -> {
            request.response().putHeader("ETag", "\"7\"");
            answers(request, "{}");
        });

        // When
        HttpResponse<String> answer = api.get(SUMMARY, "If-None-Match", "\"7\"");

        // Then
        assertThat(answer.statusCode()).isEqualTo(304);
    }

    @Test
    void asksNobodyAboutWhatCannotBeAsked() throws Exception {
        assertThat(api.get(SUMMARY + "&nothing=1").statusCode()).isEqualTo(422);
        assertThat(api.asked()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void asksACopyWhenTheOneThatProcessesDoesNotAnswer(Failing failing) throws Exception {
        // Given
        failing.happens(api);
        api.standby(request -> answers(request, "{\"stale\":true}"));

        // When
        HttpResponse<String> answer = api.get(SUMMARY);

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"stale\":true}");
        assertThat(api.asked()).contains("standby copy " + SUMMARY);
    }

    @ParameterizedTest
    @EnumSource
    void answersThatNobodyCanWhenNobodyDoes(Failing failing) throws Exception {
        // Given
        failing.happens(api);
        api.standby(request -> request.response().setStatusCode(503).end());

        // When
        HttpResponse<String> answer = api.get(SUMMARY);

        // Then
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        assertThat(json(answer).get("detail").textValue()).endsWith(", and no close copy answers");
    }

    @Test
    void readsItsOwnCopyBeforeItAsksForAnother() throws Exception {
        // Given
        Failing.NOT_HERE.happens(api);
        api.ownCopy(true);

        // When
        HttpResponse<String> answer = api.get(SUMMARY);

        // Then
        assertThat(json(answer).at("/stale").booleanValue()).isTrue();
        assertThat(json(answer).at("/counts/total").intValue()).isOne();
        assertThat(api.asked()).containsExactly("active active " + SUMMARY);
    }

    @Test
    void asksOneThatWasLateOnlyAfterAllOthersForAWhile() throws Exception {
        // Given
        Failing.SLOW.happens(api);
        api.standby(request -> answers(request, "{\"stale\":true}"));
        api.get(SUMMARY);
        api.asked().clear();

        // When
        HttpResponse<String> second = api.get(SUMMARY);

        // Then
        assertThat(second.body()).isEqualTo("{\"stale\":true}");
        assertThat(api.asked()).containsExactly("standby copy " + SUMMARY);
    }

    @Test
    void stillAsksOneThatWasLateWhenNobodyElseAnswers() throws Exception {
        // Given
        Failing.SLOW.happens(api);
        api.get(SUMMARY);
        api.asked().clear();
        api.active(request -> answers(request, "{\"is\":\"there\"}"));

        // When
        HttpResponse<String> second = api.get(SUMMARY);
        HttpResponse<String> third = api.get(SUMMARY);

        // Then
        assertThat(second.body()).isEqualTo("{\"is\":\"there\"}");
        assertThat(third.body()).isEqualTo("{\"is\":\"there\"}");
        assertThat(api.asked())
                .containsExactly("standby copy " + SUMMARY, "active active " + SUMMARY, "active active " + SUMMARY);
    }

    @Test
    void doesNotSayFromACopyThatAnAccountIsUnknown() throws Exception {
        // Given
        Failing.AWAY.happens(api);
        api.ownCopy(true);

        // When
        HttpResponse<String> answer = api.get(SUMMARY.replace("208", "209"));

        // Then
        assertThat(answer.statusCode()).isEqualTo(503);
    }

    @Test
    void takesOneThatStillRestoresForACopyWhenThereIsNoOther() throws Exception {
        // Given
        api.active(request -> {
            if (request.getHeader("Chatstream-Hop").equals("copy")) {
                answers(request, "{\"stale\":true}");
            } else {
                request.response().setStatusCode(503).end();
            }
        });
        api.standby(request -> request.response().setStatusCode(503).end());

        // When
        HttpResponse<String> answer = api.get(SUMMARY);

        // Then
        assertThat(answer.body()).isEqualTo("{\"stale\":true}");
        assertThat(api.asked())
                .containsExactly("active active " + SUMMARY, "standby copy " + SUMMARY, "active copy " + SUMMARY);
    }

    @ParameterizedTest
    @CsvSource({"active,true,503", "copy,true,200", "active,false,503", "copy,false,503"})
    void answersAHopFromWhatIsHereAndNeverPassesItOn(String hop, boolean copy, int status) throws Exception {
        // Given
        api.ownCopy(copy);

        // When
        HttpResponse<String> answer = api.get(SUMMARY, "Chatstream-Hop", hop);

        // Then
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Chatstream-Hop")).contains(hop);
        assertThat(api.asked()).isEmpty();
    }

    @Test
    void doesNotSeemToHaveAnsweredAboutAResourceThatItDoesNotKnow() throws Exception {
        // When
        HttpResponse<String> answer = api.get("/api/v1/accounts/208/forecast", "Chatstream-Hop", "active");

        // Then
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().map()).doesNotContainKey("chatstream-hop");
    }

    /** A cursor as another instance would give it. */
    private String cursor() throws Exception {
        api.ownCopy(true);
        HttpResponse<String> page =
                api.get("/api/v1/accounts/208/conversations?format=ndjson&limit=1", "Chatstream-Hop", "copy");
        api.ownCopy(false);
        return page.headers().firstValue("Chatstream-Next").orElseThrow();
    }

    @Test
    void readsALongListPageByPageFromTheOtherInstance() throws Exception {
        // Given
        api.pipe(Hooks.sample().channelId(99));
        String next = cursor();
        api.active(request -> {
            boolean first = !request.uri().contains("cursor");
            if (first) {
                request.response().putHeader("Chatstream-Next", next);
            }
            answers(request, first ? "one\n" : "two\n");
        });

        // When
        HttpResponse<String> answer = api.get("/api/v1/accounts/208/conversations?format=ndjson");

        // Then
        assertThat(answer.body()).isEqualTo("one\ntwo\n");
        assertThat(answer.headers().map()).doesNotContainKey("chatstream-next");
        assertThat(api.asked()).hasSize(2).last().asString().contains("cursor=");
    }

    @Test
    void breaksAListOffRatherThanGoOnWithACopyThatMayLackSomeOfIt() throws Exception {
        // Given
        api.pipe(Hooks.sample().channelId(99));
        String next = cursor();
        api.active(request -> {
            if (request.uri().contains("cursor")) {
                request.response().putHeader("Chatstream-Stale", "true");
            } else {
                request.response().putHeader("Chatstream-Next", next);
            }
            answers(request, "one\n");
        });

        // When, Then
        assertThatThrownBy(() -> api.get("/api/v1/accounts/208/conversations?format=ndjson"))
                .isInstanceOf(IOException.class);
    }

    @Test
    void doesNotLetMoreWaitThanItCanAnswer() throws Exception {
        // Given
        api.ownCopy(true).holdReads();
        List<CompletableFuture<HttpResponse<String>>> asked = new ArrayList<>();

        // When
        for (int i = 0; i < RoutedApi.READS + 1; i++) {
            asked.add(api.start(SUMMARY, "Chatstream-Hop", "copy"));
        }

        // Then
        CompletableFuture.anyOf(asked.toArray(CompletableFuture[]::new)).get(10, TimeUnit.SECONDS);
        List<Integer> rejected = asked.stream()
                .filter(CompletableFuture::isDone)
                .map(answer -> answer.join().statusCode())
                .toList();
        assertThat(rejected).containsExactly(503);
        assertThat(api.meters().counter("chatstream.processor.reads.rejected").count())
                .isOne();
        api.releaseReads();
        assertThat(asked.stream().map(answer -> answer.join().statusCode()))
                .containsOnlyOnce(503)
                .contains(200);
    }

    @Test
    void answersWhatIsUnderWayWhenItStopsAndNothingAfterwards() throws Exception {
        // Given
        api.ownCopy(true).holdReads();
        CompletableFuture<HttpResponse<String>> underWay = api.start(SUMMARY, "Chatstream-Hop", "copy");
        await().until(api::isReading);

        // When
        Future<Void> stopped = api.stopServing();
        api.releaseReads();

        // Then
        assertThat(underWay.get(10, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
        stopped.await();
        assertThatThrownBy(() -> api.get(SUMMARY)).isInstanceOf(IOException.class);
    }

    @Test
    void endsStreamsInGoodOrderWhenItStops() throws Exception {
        // Given
        api.ownCopy(true);
        Failing.AWAY.happens(api);
        CompletableFuture<HttpResponse<String>> stream =
                api.start("/api/v1/accounts/208/stream?watch=summary%3Fwindow%3DPT15M");
        await().until(() ->
                api.meters().get("chatstream.processor.streams").gauge().value() == 1);

        // When
        api.stopServing().await();

        // Then
        assertThat(stream.get(10, TimeUnit.SECONDS).body()).startsWith("retry: 2000");
        assertThat(api.meters().get("chatstream.processor.streams").gauge().value())
                .isZero();
    }

    @Test
    void endsInGoodOrderWhatIsJustBeingOpenedWhenItStops() throws Exception {
        // Given
        api.ownCopy(true).holdReads();
        Failing.AWAY.happens(api);
        CompletableFuture<HttpResponse<String>> stream =
                api.start("/api/v1/accounts/208/stream?watch=summary%3Fwindow%3DPT15M");
        await().until(api::isReading);

        // When
        Future<Void> stopped = api.stopServing();
        api.releaseReads();

        // Then
        assertThat(stream.get(10, TimeUnit.SECONDS).body()).startsWith("retry: 2000");
        stopped.await();
    }
}
