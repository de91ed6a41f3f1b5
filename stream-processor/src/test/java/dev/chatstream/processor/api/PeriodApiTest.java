/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import static dev.chatstream.processor.support.Hooks.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chatstream.avro.Dimension;
import dev.chatstream.processor.support.Hooks;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which stretch of time and which part of an account a summary is about. */
class PeriodApiTest {
    @TempDir
    private Path stateDir;

    private ApiFixture api;

    @BeforeEach
    void start() {
        api = new ApiFixture(stateDir, NOON);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private static Hooks ended(String at) {
        Instant end = Instant.parse(at);
        return Hooks.sample()
                .channelId(end.getEpochSecond())
                .event(at)
                .endedAt(end)
                .receivedAt(end.plusSeconds(1));
    }

    private String from(String path) throws Exception {
        return api.json(path).at("/window/from").textValue();
    }

    private String to(String path) throws Exception {
        return api.json(path).at("/window/to").textValue();
    }

    @Test
    void countsBetweenTwoBoundsWithoutTheLast() throws Exception {
        // Given
        api.pipe(ended("2026-11-20T10:59:59.999Z"), ended("2026-11-20T11:00:00Z"), ended("2026-11-20T11:30:00Z"));

        // When
        JsonNode summary = api.json("/summary?from=2026-11-20T11:00:00Z&to=2026-11-20T11:30:00Z");

        // Then
        assertThat(summary.at("/counts/total").intValue()).isEqualTo(1);
        assertThat(summary.at("/window").toString())
                .isEqualTo("{\"from\":\"2026-11-20T11:00:00Z\",\"to\":\"2026-11-20T11:30:00Z\",\"tz\":\"UTC\","
                        + "\"requested\":{\"from\":\"2026-11-20T11:00:00Z\",\"to\":\"2026-11-20T11:30:00Z\"}}");
    }

    @Test
    void readsBoundsAsInstantsOrInTheZoneOfTheAnswer() throws Exception {
        // Given
        api.pipe(Hooks.sample());

        // Then
        assertThat(from("/summary?from=2026-11-20&to=2026-11-20T12:00&tz=Europe/Prague"))
                .isEqualTo("2026-11-19T23:00:00Z");
        assertThat(to("/summary?from=2026-11-20&to=2026-11-20T12:00&tz=Europe/Prague"))
                .isEqualTo("2026-11-20T11:00:00Z");
        assertThat(from("/summary?from=2026-11-20T10:00:00%2B05:30&to=2026-11-20T12:00:00Z"))
                .isEqualTo("2026-11-20T04:30:00Z");
        assertThat(from("/summary?from=2026-11-20T10:00:00+05:30&to=2026-11-20T12:00:00Z"))
                .isEqualTo("2026-11-20T04:30:00Z");
    }

    @Test
    void saysToWhichPanesBoundsSnap() throws Exception {
        // Given
        api.pipe(Hooks.sample());

        // When
        JsonNode recent = api.json("/summary?from=2026-11-20T11:00:30Z&to=2026-11-20T11:30:01Z");
        JsonNode old = api.json("/summary?from=2026-11-10T11:07:00Z&to=2026-11-20T11:31:00Z");

        // Then
        assertThat(recent.at("/window/from").textValue()).isEqualTo("2026-11-20T11:00:00Z");
        assertThat(recent.at("/window/to").textValue()).isEqualTo("2026-11-20T11:31:00Z");
        assertThat(recent.at("/window/requested/from").textValue()).isEqualTo("2026-11-20T11:00:30Z");
        assertThat(old.at("/window/from").textValue()).isEqualTo("2026-11-10T11:00:00Z");
        assertThat(old.at("/window/to").textValue()).isEqualTo("2026-11-20T11:45:00Z");
        assertThat(old.at("/window/requested/to").textValue()).isEqualTo("2026-11-20T11:31:00Z");
    }

    @Test
    void refusesRangesThatItCannotAnswer() throws Exception {
        // Given
        api.pipe(Hooks.sample());

        // Then
        assertThat(api.refusal("/summary?from=2026-11-20&to=2026-11-20"))
                .isEqualTo("to (expected: later than from; the range ends right before it)");
        assertThat(api.refusal("/summary?from=2026-11-20&to=2026-11-21"))
                .isEqualTo("to (expected: at most 2026-11-20T12:01:00Z, the end of the current minute)");
        assertThat(api.refusal("/summary?from=2026-11-20")).startsWith("to (expected: to be given");
        assertThat(api.refusal("/summary?to=2026-11-20")).startsWith("from (expected: to be given");
        assertThat(api.refusal("/summary?window=PT5M&from=2026-11-19&to=2026-11-20"))
                .isEqualTo("window (expected: not to be given together with from and to)");
        assertThat(api.refusal("/summary?from=yesterday&to=2026-11-20")).startsWith("from (expected: an instant");
        assertThat(api.refusal("/summary?window=PT5M&tz=%2B01:07")).startsWith("tz (expected: an IANA");
        assertThat(api.refusal("/summary?window=PT5M&compare=next")).isEqualTo("compare (expected: previous)");
    }

    @Test
    void namesTheEarliestInstantThatIsKept() throws Exception {
        // Given
        api.pipe(Hooks.sample());
        String earliest = NOON.minus(Duration.ofDays(65)).toString();

        // When
        JsonNode problem = api.json("/summary?from=2026-09-01&to=2026-10-01", 422);

        // Then
        assertThat(problem.at("/type").textValue()).isEqualTo("/problems/not-kept");
        assertThat(problem.at("/earliest").textValue()).isEqualTo(earliest);
        assertThat(api.json("/summary?from=" + earliest + "&to=2026-10-01", 200)
                        .at("/window/from")
                        .textValue())
                .isEqualTo(earliest);
        assertThat(api.refusal("/summary?from=2026-10-01&to=2026-11-20&compare=previous"))
                .startsWith("compare reaches back to 2026-08-12T00:00:00Z");
    }

    @Test
    void comparesWithTheEqualPeriodBefore() throws Exception {
        // Given
        api.pipe(ended("2026-11-20T10:00:00Z"), ended("2026-11-20T10:59:59Z"), ended("2026-11-20T11:01:00Z"));

        // When
        JsonNode summary = api.json("/summary?window=PT1H&compare=previous");

        // Then
        assertThat(summary.at("/counts/total").intValue()).isEqualTo(1);
        assertThat(summary.at("/previous/counts/total").intValue()).isEqualTo(1);
        assertThat(summary.at("/previous/window").toString())
                .isEqualTo("{\"from\":\"2026-11-20T10:01:00Z\",\"to\":\"2026-11-20T11:01:00Z\",\"tz\":\"UTC\"}");
        assertThat(summary.at("/previous/rating/n").intValue()).isEqualTo(1);
    }

    @Test
    void comparesTodayWithYesterdayUpToTheSameTimeOfDay() throws Exception {
        // Given
        api.pipe(ended("2026-11-19T11:00:00Z"), ended("2026-11-19T14:00:00Z"), ended("2026-11-20T11:00:00Z"));

        // When
        JsonNode summary = api.json("/summary?window=today&compare=previous&tz=Europe/Prague");

        // Then
        assertThat(summary.at("/previous/window/from").textValue()).isEqualTo("2026-11-18T23:00:00Z");
        assertThat(summary.at("/previous/window/to").textValue()).isEqualTo("2026-11-19T12:01:00Z");
        assertThat(summary.at("/previous/counts/total").intValue()).isEqualTo(1);
    }

    @Test
    void narrowsToOnePartOfTheAccount() throws Exception {
        // Given
        api.pipe(Hooks.sample().visitor("vip", "cz"));

        // Then
        for (String part : new String[] {"agent=agent:3", "group=vip", "country=cz", "trigger=Test%20Trigger"}) {
            assertThat(api.json("/summary?window=PT1H&" + part)
                            .at("/counts/total")
                            .intValue())
                    .as(part)
                    .isEqualTo(1);
        }
        assertThat(api.json("/summary?window=PT1H&group=VIP")
                        .at("/counts/total")
                        .intValue())
                .isZero();
        assertThat(api.refusal("/summary?window=PT1H&group=vip&country=CZ"))
                .isEqualTo("group and country (expected: at most one of agent, group, country, trigger)");
        assertThat(api.refusal("/summary?window=PT1H&country=CZE"))
                .isEqualTo("country (expected: two letters such as CZ)");
        assertThat(api.refusal("/summary?window=PT1H&group=" + "x".repeat(129)))
                .startsWith("group (expected: at most 128 characters");
    }

    @Test
    void refusesPartsThatAreNotCounted() throws Exception {
        try (ApiFixture agentsOnly = new ApiFixture(stateDir.resolve("agents"), NOON, Set.of(Dimension.AGENT))) {
            // Given
            agentsOnly.pipe(Hooks.sample());

            // Then
            assertThat(agentsOnly.refusal("/summary?window=PT1H&group=vip"))
                    .isEqualTo("group (expected: nothing: not counted, because the setting dimensions.group is off)");
        }
    }

    @Test
    void tagsWhatIsOverAndAnswersOnlyWhatChanged() throws Exception {
        // Given
        String closed = "/summary?from=2026-11-20T11:00:00Z&to=2026-11-20T12:00:00Z";
        api.pipe(Hooks.sample());

        // When
        HttpResponse<String> first = api.get(closed);
        String tag = first.headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> second = api.get(closed, "If-None-Match", "\"other\", " + tag);
        api.pipe(Hooks.sample()
                .event("late rating")
                .receivedAt(NOON.plusSeconds(5))
                .channel(c -> c.setRating(1L)));
        HttpResponse<String> third = api.get(closed, "If-None-Match", tag);

        // Then
        assertThat(first.headers().firstValue("Cache-Control")).contains("no-cache");
        assertThat(tag).startsWith("W/\"");
        assertThat(second.statusCode()).isEqualTo(304);
        assertThat(second.body()).isEmpty();
        assertThat(second.headers().firstValue("ETag")).contains(tag);
        // else a cache could hand what is compressed to somebody who cannot read it
        assertThat(first.headers().firstValue("Vary")).contains("Accept-Encoding");
        assertThat(second.headers().firstValue("Vary")).contains("Accept-Encoding");
        assertThat(third.statusCode()).isEqualTo(200);
        assertThat(third.headers().firstValue("ETag"))
                .isPresent()
                .isNotEqualTo(first.headers().firstValue("ETag"));
        assertThat(api.get("/summary?window=PT1H").headers().firstValue("ETag")).isEmpty();
        assertThat(api.get("/summary?window=PT1H").headers().firstValue("Cache-Control"))
                .contains("no-store");
    }

    @Test
    void answersHeadWithoutABodyWhateverIsAccepted() throws Exception {
        // Given
        api.pipe(ended("2026-11-20T11:59:00Z"));

        // When
        HttpResponse<String> answer =
                api.send("HEAD", ApiFixture.ACCOUNT + "/summary?window=PT15M", "Accept-Encoding", "gzip");

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }
}
