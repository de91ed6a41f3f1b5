/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import static dev.chatstream.processor.support.Hooks.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chatstream.processor.support.Hooks;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConversationsApiTest {
    private static final String LIST = "/conversations";

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

    /** Channels of the listed conversations, which tell them apart. */
    private List<Integer> channels(String parameters) throws IOException, InterruptedException {
        return channels(api.json(LIST + "?" + parameters, 200));
    }

    private static List<Integer> channels(JsonNode page) {
        return page.findValues("channelId").stream().map(JsonNode::intValue).toList();
    }

    /** Conversations 1 to {@code count}, which ended a minute after each other, the last one a minute before noon. */
    private void pipe(int count) {
        for (int i = 1; i <= count; i++) {
            api.pipe(conversation(i).endedAt(NOON.minusSeconds(60L * (count + 1 - i))));
        }
    }

    private static Hooks conversation(int channel) {
        return Hooks.sample().channelId(channel).event("event-" + channel);
    }

    @Test
    void listsTheFactsThatCount() throws Exception {
        // Given
        api.pipe(Hooks.sample().visitor("vip", "cz"));

        // When
        JsonNode page = api.json(LIST + "?window=PT15M&tz=Europe/Prague", 200);

        // Then
        assertThat(page).isEqualTo(new ObjectMapper().readTree("""
                {"accountId":208,
                 "window":{"from":"2026-11-20T11:46:00Z","to":"2026-11-20T12:01:00Z","tz":"Europe/Prague"},
                 "asOf":"2026-11-20T12:00:00Z","watermark":"2026-11-20T12:00:00Z","stale":false,"order":"desc",
                 "conversations":[
                   {"conversationId":"208:55039:1795175903016","accountId":208,"channelId":55039,
                    "beginAt":"2026-11-20T11:58:23.016Z","endAt":"2026-11-20T11:59:00Z",
                    "countedAt":"2026-11-20T11:59:00Z","receivedAt":"2026-11-20T12:00:00Z","eventId":"sample",
                    "revision":1795176000000,"type":"chat","isChat":true,"isMissed":false,"isTriggered":true,
                    "isOffline":false,"isCompleted":true,"isDropped":false,"served":true,"endedUnanswered":false,
                    "durationSeconds":36,"firstResponseSeconds":14,"avgResponseSeconds":14,
                    "responseTimesSeconds":[14],"responseTimesAgents":[0],"messagesCount":5,"wordsCount":11,
                    "rating":5,"firstAgent":"agent:3","lastAgent":"agent:3","agents":["agent:3"],"group":"vip",
                    "countryCode":"CZ","triggers":["Test Trigger"],"closeReason":"close.visitorClose",
                    "anomalies":[]}],
                 "searched":1,"next":null}
                """));
    }

    @Test
    void listsNewestFirstUnlessAskedOtherwise() throws Exception {
        // Given
        pipe(3);

        // Then
        assertThat(channels("window=PT1H")).containsExactly(3, 2, 1);
        assertThat(channels("window=PT1H&order=asc")).containsExactly(1, 2, 3);
        assertThat(channels("order=desc")).containsExactly(3, 2, 1);
    }

    @Test
    void takesBoundsToTheMillisecond() throws Exception {
        // Given
        pipe(3);

        // Then
        assertThat(channels("from=2026-11-20T11:58:00Z&to=2026-11-20T11:59:00Z"))
                .containsExactly(2);
        assertThat(channels("from=2026-11-20T11:58:00.001Z&to=2026-11-20T11:59:00.001Z"))
                .containsExactly(3);
        assertThat(api.json(LIST + "?from=2026-10-01T00:00:00Z&to=2026-11-20T11:59:00Z", 422)
                        .at("/type")
                        .textValue())
                .isEqualTo("/problems/not-kept");
    }

    @Test
    void takesBoundsBetweenTwoMillisecondsAsTheyAre() throws Exception {
        // Given
        pipe(3);

        // Then
        assertThat(channels("from=2026-11-20T11:58:00.000001Z&to=2026-11-20T11:59:00.000001Z"))
                .containsExactly(3);
        assertThat(channels("from=2026-11-20T11:57:59.999999Z&to=2026-11-20T11:58:59.999999Z"))
                .containsExactly(2);
        assertThat(channels("from=2026-11-20T11:58:00.000001Z&to=2026-11-20T11:58:00.000002Z"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-11-20T12:01:00.001Z", "2026-11-21", "%2B999999999-12-31"})
    void refusesARangeThatIsNotOver(String to) throws Exception {
        // Given
        pipe(1);

        // Then
        assertThat(api.refusal(LIST + "?from=2026-11-20&to=" + to))
                .isEqualTo("to (expected: at most 2026-11-20T12:01:00Z, the end of the current minute)");
    }

    @Test
    void listsARevisedConversationOnceAndAsItIsNow() throws Exception {
        // Given
        api.pipe(Hooks.sample().channel(c -> c.setRating(null)));
        api.pipe(Hooks.sample().event("rated").receivedAt(NOON.plusSeconds(5)).channel(c -> c.setRating(2L)));

        // When
        JsonNode page = api.json(LIST, 200);

        // Then
        assertThat(page.at("/conversations")).hasSize(1);
        assertThat(page.at("/conversations/0/rating").intValue()).isEqualTo(2);
    }

    @Test
    void leavesOutWhatWasReceivedTooLateToCount() throws Exception {
        // Given
        api.pipe(conversation(1).endedAt(NOON.minus(Duration.ofDays(36))));
        api.pipe(conversation(2));

        // Then
        assertThat(channels("")).containsExactly(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"asc", "desc"})
    void goesOnWhereAPageEndedThoughConversationsComeAndGo(String order) throws Exception {
        // Given
        pipe(9);
        List<Integer> listed = new ArrayList<>();

        // When
        JsonNode page = api.json(LIST + "?limit=2&order=" + order, 200);
        listed.addAll(channels(page));
        for (int arriving = 100; page.get("next").isTextual(); arriving++) {
            api.pipe(conversation(arriving).endedAt(NOON.minusSeconds(order.equals("asc") ? 3_600 : 1)));
            page = api.json(
                    LIST + "?limit=2&order=" + order + "&cursor="
                            + page.get("next").textValue(),
                    200);
            listed.addAll(channels(page));
        }

        // Then
        assertThat(listed).hasSize(9).doesNotHaveDuplicates().allMatch(channel -> channel < 100);
    }

    @Test
    void keepsTheWindowOfTheFirstPage() throws Exception {
        // Given
        pipe(4);

        // When
        JsonNode first = api.json(LIST + "?window=PT15M&limit=3", 200);
        JsonNode second = api.json(
                LIST + "?window=PT15M&limit=1&cursor=" + first.get("next").textValue(), 200);

        // Then
        assertThat(second.get("window")).isEqualTo(first.get("window"));
        assertThat(channels(second)).containsExactly(1);
        assertThat(second.get("next").isNull()).isTrue();
    }

    @Test
    void refusesACursorThatIsNotOfThisList() throws Exception {
        // Given
        pipe(3);
        String cursor = api.json(LIST + "?limit=1", 200).get("next").textValue();
        String damaged = cursor.substring(0, 20) + (cursor.charAt(20) == 'A' ? 'B' : 'A') + cursor.substring(21);

        // Then
        for (String query : List.of(
                "cursor=x",
                "cursor=%2B%2F",
                "cursor=" + damaged,
                "cursor=" + cursor.substring(0, 30),
                "rating=5&cursor=" + cursor,
                "window=PT1H&cursor=" + cursor,
                "order=asc&cursor=" + cursor)) {
            assertThat(api.json(LIST + "?" + query, 422).at("/detail").textValue())
                    .as(query)
                    .startsWith("cursor (expected: ");
        }
        assertThat(channels("limit=2&cursor=" + cursor)).containsExactly(2, 1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            quoteCharacter = '`',
            value = {
                "type=chat 1",
                "type=missed,offline 3,2",
                "served=true 3,1",
                "endedUnanswered=true 3",
                "isMissed=true 3",
                "isCompleted=false 3,2",
                "rating=5 1",
                "rating=null 2",
                "rating.min=1&rating.max=4 3",
                "rating.min=5 1",
                "agent=agent:4 3",
                "firstAgent=agent:3&lastAgent=agent:4 3",
                "agent=null 2",
                "group=vip 1",
                "group=null 3,2",
                "country=cz 1",
                "countryCode=CZ 1",
                "trigger=Test+Trigger 3,1",
                "closeReason=close.visitorClose 3,1",
                "anomaly=firstResponse.negative 3",
                "anomaly=null 2,1",
                "firstResponseSeconds.min=10 1",
                "firstResponseSeconds=null 3,2",
                "responseTimeSeconds.max=13 3",
                "channelId=2 2",
                "conversationId=208:2:1795175843016 2",
                "eventId=event-1 1",
                "messagesCount.max=4 3",
                "endAt.from=2026-11-20T11:58:00Z 3,2",
                "endAt.from=2026-11-20T11:58:00Z&endAt.to=2026-11-20T11:59:00Z 2",
                "served=true&rating=2&type=missed 3",
                "served=false&rating=5 ``",
            })
    void narrowsToWhatMeetsEveryFilter(String parameters, String expected) throws Exception {
        // Given
        api.pipe(conversation(1).endedAt(NOON.minusSeconds(180)).visitor("vip", "cz"));
        api.pipe(conversation(2)
                .endedAt(NOON.minusSeconds(120))
                .noMessages()
                .channel(c -> c.setIsChat(false)
                        .setIsOffline(true)
                        .setIsCompleted(false)
                        .setRating(null)));
        api.pipe(conversation(3)
                .agent(4, 40_000)
                .channel(c -> c.setIsMissed(true)
                        .setIsCompleted(false)
                        .setRating(2L)
                        .setMessagesCount(4L)
                        .setFirstResponse(-1L)));

        // When
        List<Integer> listed = channels(parameters);

        // Then
        assertThat(listed.stream().map(String::valueOf))
                .isEqualTo(expected.isEmpty() ? List.of() : List.of(expected.split(",")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "type=talk",
                "type=chat,",
                "served=yes",
                "served=null",
                "rating=%2B5",
                "rating.min=null",
                "rating.least=1",
                "endAt=2026-11-20T12:00:00Z",
                "endAt.from=yesterday",
                "order=best",
                "limit=0",
                "limit=501",
                "limit=many",
                "format=xml",
                "visitor=1",
                "accountId=208",
                "window=PT2M",
                "window=PT5M&from=2026-11-20T11:00:00Z&to=2026-11-20T12:00:00Z"
            })
    void refusesWhatItDoesNotUnderstand(String parameters) throws Exception {
        assertThat(api.json(LIST + "?" + parameters, 422).at("/type").textValue())
                .isEqualTo("/problems/bad-parameter");
    }

    @Test
    void writesCsvThatSpreadsheetsDoNotRun() throws Exception {
        // Given
        api.pipe(Hooks.sample().visitor("=1+1, \"vip\"", null).trigger("a|b", 50_000));

        // When
        HttpResponse<String> response = api.get(LIST + "?format=csv");

        // Then
        assertThat(response.headers().firstValue("Content-Type")).contains("text/csv; charset=utf-8");
        assertThat(response.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"conversations-208.csv\"");
        assertThat(response.body())
                .isEqualTo("conversationId,accountId,channelId,beginAt,endAt,countedAt,receivedAt,"
                        + "eventId,revision,type,isChat,isMissed,isTriggered,isOffline,isCompleted,isDropped,served,"
                        + "endedUnanswered,durationSeconds,firstResponseSeconds,avgResponseSeconds,responseTimesSeconds,"
                        + "responseTimesAgents,messagesCount,wordsCount,rating,firstAgent,lastAgent,agents,group,countryCode,"
                        + "triggers,closeReason,anomalies\r\n"
                        + "208:55039:1795175903016,208,55039,2026-11-20T11:58:23.016Z,2026-11-20T11:59:00Z,"
                        + "2026-11-20T11:59:00Z,2026-11-20T12:00:00Z,sample,1795176000000,chat,true,false,true,false,true,"
                        + "false,true,false,36,14,14,14,0,5,11,5,agent:3,agent:3,agent:3,\"'=1+1, \"\"vip\"\"\",,"
                        + "Test Trigger|a\\|b,close.visitorClose,\r\n");
    }

    @Test
    void writesJsonLines() throws Exception {
        // Given
        pipe(2);

        // When
        HttpResponse<String> response = api.get(LIST + "?order=asc", "Accept", "application/x-ndjson");

        // Then
        assertThat(response.headers().firstValue("Content-Type")).contains("application/x-ndjson");
        List<String> lines = response.body().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(new ObjectMapper().readTree(lines.get(1)))
                .isEqualTo(api.json(LIST, 200).at("/conversations/0"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*/*|application/json",
                "application/json|application/json",
                "text/csv|text/csv; charset=utf-8",
                "text/html, text/csv;q=0.5, application/json;q=0.4|text/csv; charset=utf-8",
                "text/csv;q=0, */*;q=0.1|application/json",
                "application/x-ndjson, text/csv;q=0.9|application/x-ndjson",
                "application/json;q=0, */*|text/csv; charset=utf-8",
                "application/json;q=0.2, */*|text/csv; charset=utf-8",
                "text/*;q=0.1, application/*;q=0.2|application/json",
                "TEXT/CSV; header=present; Q=1.0|text/csv; charset=utf-8",
                "text/csv, application/json|text/csv; charset=utf-8",
                "*; q=.2|application/json",
                "text/csv; charset=\"|text/csv; charset=utf-8",
                "text/csv;q=high, ;=,/|text/csv; charset=utf-8",
            })
    void writesWhatIsAccepted(String accept, String mediaType) throws Exception {
        // Given
        pipe(1);

        // When
        HttpResponse<String> response = api.get(LIST, "Accept", accept);

        // Then
        assertThat(response.headers().firstValue("Content-Type")).contains(mediaType);
        assertThat(response.headers().firstValue("Vary")).contains("Accept");
        assertThat(api.get(LIST + "?format=csv", "Accept", accept).headers().firstValue("Content-Type"))
                .contains("text/csv; charset=utf-8");
    }

    @Test
    void saysWhenItCannotWriteWhatIsAccepted() throws Exception {
        // When
        HttpResponse<String> response = api.get(LIST, "Accept", "text/html");

        // Then
        assertThat(response.statusCode()).isEqualTo(406);
        assertThat(response.body()).contains("/problems/not-acceptable");
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "ndjson"})
    void exportsEverythingPageByPage(String format) throws Exception {
        // Given
        pipe(1_203);
        int before = api.questionsLeft();

        // When
        HttpResponse<String> response = api.get(LIST + "?order=asc&format=" + format);

        // Then
        List<String> lines =
                response.body().lines().filter(line -> line.contains("208:")).toList();
        assertThat(before - api.questionsLeft()).isEqualTo(3);
        assertThat(lines).hasSize(1_203).doesNotHaveDuplicates();
        assertThat(response.body().lines().filter(line -> line.startsWith("conversationId,")))
                .hasSize(format.equals("csv") ? 1 : 0);
        assertThat(response.headers().firstValue("Chatstream-Next")).isEmpty();
    }

    @Test
    void exportsOnePageWhereALimitIsGiven() throws Exception {
        // Given
        pipe(3);

        // When
        HttpResponse<String> first = api.get(LIST + "?format=csv&limit=2");
        HttpResponse<String> second = api.get(LIST + "?format=csv&limit=2&cursor="
                + first.headers().firstValue("Chatstream-Next").orElseThrow());

        // Then
        assertThat(first.body().lines()).hasSize(3);
        assertThat(second.body().lines()).hasSize(1).allMatch(line -> line.startsWith("208:1:"));
        assertThat(second.headers().firstValue("Chatstream-Next")).isEmpty();
    }

    @Test
    void breaksAnExportOffWhenTheAccountMoves() {
        // Given
        pipe(1_203);
        api.movesAfter(2);

        // Then
        assertThatThrownBy(() -> api.get(LIST + "?format=csv")).isInstanceOf(IOException.class);
    }

    @Test
    void refusesAnExportWhoseEndCouldNotBeToldFromABreak() throws Exception {
        // Given
        pipe(3);

        // Then
        assertThat(api.raw("GET " + ApiFixture.ACCOUNT + LIST + "?format=csv HTTP/1.0\r\n\r\n"))
                .startsWith("HTTP/1.0 422")
                .contains("limit (expected: to be given with HTTP/1.0");
        assertThat(api.raw("GET " + ApiFixture.ACCOUNT + LIST + "?format=csv&limit=500 HTTP/1.0\r\n\r\n"))
                .startsWith("HTTP/1.0 200");
    }

    @Test
    void answersTheHeadOfAnExport() throws Exception {
        // Given
        pipe(501);

        // When
        HttpResponse<String> response = api.head(LIST + "?format=csv");

        // Then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).contains("text/csv; charset=utf-8");
    }

    @Test
    void listsNothingOfAnAccountWhoseConversationsAreAllTooOld() throws Exception {
        // Given
        api.pipe(Hooks.sample().endedAt(NOON.minus(Duration.ofDays(60))));

        // Then
        assertThat(api.json(LIST, 200).at("/conversations")).isEmpty();
    }

    @Test
    void readsNamesWithAnySigns() throws Exception {
        // Given
        String group = "Kč & ž=1,2";
        api.pipe(Hooks.sample().visitor(group, null));

        // Then
        assertThat(channels("group=" + URLEncoder.encode(group, StandardCharsets.UTF_8)))
                .hasSize(1);
    }
}
