/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.hook;

import static dev.chatstream.gateway.hook.HookTexts.eventWith;
import static dev.chatstream.gateway.hook.HookTexts.hookWith;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What makes a body an event, and what becomes of its members. */
class EventParserTest {
    private final HookParser parser = new HookParser(1_000_000);

    private HookParse parse(String text) {
        return parser.parse(HookTexts.bytes(text));
    }

    @Test
    void readsTheSample() {
        // When
        ParsedEvent event =
                Parsed.event(new String(HookTexts.sample("webhook-event-constructed.json"), StandardCharsets.UTF_8));

        // Then
        assertThat(event)
                .isEqualTo(new ParsedEvent(
                        "881987",
                        "conversation.rated",
                        "2020-08-08T07:53:18.825Z",
                        Instant.parse("2020-08-08T07:53:18.825Z"),
                        "ap40qUkYi",
                        "{\"conversation\":{\"id\":\"coPb1QcZ9nRk\"},\"rating_value\":5,\"rating_text\":\"great\"}",
                        Map.of()));
    }

    @Test
    void readsTheSmallestEvent() {
        // When
        ParsedEvent event = Parsed.event(eventWith(""));

        // Then
        assertThat(event).isEqualTo(new ParsedEvent("208", "conversation.rated", null, null, null, "null", Map.of()));
    }

    @Test
    void isAnEventWhereverItsTypeStands() {
        // When
        HookParse last = parse("""
                {"data":[],"event":"e","account_id":"1","type":"event\\u005fcallback"}""");

        // Then
        assertThat(last).isEqualTo(new HookParse.Event(new ParsedEvent("1", "e", null, null, null, "[]", Map.of())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"event_callbacks\"", "\"Event_Callback\"", "1", "null", "[\"event_callback\"]"})
    void isAHookWithAnyOtherType(String type) {
        // When
        ParsedHook hook = Parsed.hook(hookWith("\"type\":" + type));

        // Then
        assertThat(hook.unknown()).containsExactly(Map.entry("/type", type));
    }

    @Test
    void countsTheLastOfDuplicateTypes() {
        assertThat(parse(hookWith("\"type\":\"event_callback\",\"type\":\"x\"")))
                .isInstanceOf(HookParse.Parsed.class);
        assertThat(parse(eventWith("\"type\":1,\"type\":\"event_callback\""))).isInstanceOf(HookParse.Event.class);
    }

    @Test
    void keepsAConversationInsideAnEventAsUnknown() {
        // When
        HookParse parse = parse(hookWith(eventWith("").replace("{", "").replace("}", "")));

        // Then
        assertThat(parse)
                .isInstanceOfSatisfying(
                        HookParse.Event.class,
                        event -> assertThat(event.event().unknown())
                                .containsOnlyKeys("/accountId", "/beginAt", "/endAt", "/channel"));
    }

    @ParameterizedTest
    @CsvSource({
        "\"208\",208,208",
        "\"0208\",0208,208",
        "208,208,208",
        "2.08e2,208,208",
        "-5,-5,-5",
        "\"-05\",-05,-5",
        "\"ac7é\",ac7é,ac7é",
        "\"99999999999999999999\",99999999999999999999,99999999999999999999"
    })
    void readsAnAccountIdAsSentAndNamesItAsHooksDo(String sent, String accountId, String canonical) {
        // When
        ParsedEvent event = Parsed.event(eventWith("").replace("\"208\"", sent));

        // Then
        assertThat(event.accountId()).isEqualTo(accountId);
        assertThat(event.canonicalAccount()).isEqualTo(canonical);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`\"account_id\":\"208\"`,`\"account_id\":null`,/account_id,NULL",
                "`\"account_id\":\"208\"`,`\"account_id\":\"\"`,/account_id,STRING",
                "`\"account_id\":\"208\"`,`\"account_id\":1.5`,/account_id,NUMBER",
                "`\"account_id\":\"208\"`,`\"account_id\":{\"id\":\"208\"}`,/account_id,OBJECT",
                "`\"account_id\":\"208\"`,`\"account_id\":\"208\",\"account_id\":true`,/account_id,BOOLEAN",
                "`\"account_id\":\"208\"`,`\"accountId\":\"208\"`,/account_id,MISSING",
                "`\"event\":\"conversation.rated\"`,`\"event\":5`,/event,NUMBER",
                "`\"event\":\"conversation.rated\"`,`\"event\":[\"e\"]`,/event,ARRAY",
                "`\"event\":\"conversation.rated\"`,`\"Event\":\"e\"`,/event,MISSING"
            })
    void refusesAnEventWithoutWhatItNeeds(String right, String wrong, String pointer, JsonKind found) {
        // When
        HookParse parse = parse(eventWith("\"data\":{}").replace(right, wrong));

        // Then
        assertThat(parse).isInstanceOfSatisfying(HookParse.NotAHook.class, refusal -> {
            assertThat(refusal.pointer()).isEqualTo(pointer);
            assertThat(refusal.found()).isEqualTo(found);
        });
    }

    @Test
    void refusesAnAccountIdThatNoKeyShouldHave() {
        assertThat(parse(eventWith("\"account_id\":\"" + "1".repeat(257) + '"')))
                .isInstanceOf(HookParse.NotAHook.class);
    }

    @ParameterizedTest
    @CsvSource({
        "2020-08-08T07:53:18Z,2020-08-08T07:53:18Z",
        "2020-08-08T07:53:18.825999Z,2020-08-08T07:53:18.825Z",
        "2020-08-08T09:53:18.825+02:00,2020-08-08T07:53:18.825Z",
        "2020-08-08T09:53:18+0200,2020-08-08T07:53:18Z",
        "2020-08-08T07:53+00,2020-08-08T07:53:00Z",
        "2020-08-08t07:53:18z,2020-08-08T07:53:18Z"
    })
    void readsTimestampsThatNameAnInstant(String text, Instant instant) {
        // When
        ParsedEvent event = Parsed.event(eventWith("\"timestamp\":\"" + text + '"'));

        // Then
        assertThat(event.timestamp()).isEqualTo(text);
        assertThat(event.occurredAt()).isEqualTo(instant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yesterday",
                "2020-08-08",
                "2020-08-08T07:53:18",
                "2020-13-08T07:53:18Z",
                "+999999999-01-01T00:00:00Z",
                "-999999999-01-01T00:00:00Z"
            })
    void keepsOtherTimestampsAsText(String text) {
        // When
        ParsedEvent event = Parsed.event(eventWith("\"timestamp\":\"" + text + '"'));

        // Then
        assertThat(event.timestamp()).isEqualTo(text);
        assertThat(event.occurredAt()).isNull();
    }

    @Test
    void keepsWhatItDoesNotKnowAndWhatIsOfAnotherKind() {
        // When
        ParsedEvent event = Parsed.event(
                eventWith("\"timestamp\":1596873198825,\"app_id\":{ \"a\": 1.50 },\"a/b~c\":[ 1e2 ],\"data\":null"));

        // Then
        assertThat(event.timestamp()).isNull();
        assertThat(event.appId()).isNull();
        assertThat(event.data()).isEqualTo("null");
        assertThat(event.unknown())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("/timestamp", "1596873198825", "/app_id", "{ \"a\": 1.50 }", "/a~1b~0c", "[ 1e2 ]"));
    }

    @Test
    void keepsDataAndUnknownEventsAsTheyStoodInTheBody() {
        // When
        ParsedEvent event = Parsed.event(eventWith("\"data\":{ \"n\" : 1.50, \"t\":\"\\u00e9\\ud800\" }")
                .replace("conversation.rated", "coffee.spilt"));

        // Then
        assertThat(event.event()).isEqualTo("coffee.spilt");
        assertThat(event.data()).isEqualTo("{ \"n\" : 1.50, \"t\":\"\\u00e9\\ud800\" }");
    }

    @Test
    void keepsLoneSurrogatesExactly() {
        // When
        ParsedEvent event = Parsed.event(
                eventWith("\"event\":\"e\\ud83d\",\"account_id\":\"\\udc00\",\"app_id\":\"a\\ud800\",\"\\ud800\":1"));

        // Then
        assertThat(event.event()).isEqualTo("e\uFFFD");
        assertThat(event.accountId()).isEqualTo("\uFFFD");
        assertThat(event.appId()).isEqualTo("a\uFFFD");
        assertThat(event.unknown())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "/event", "\"e\\ud83d\"",
                        "/account_id", "\"\\udc00\"",
                        "/app_id", "\"a\\ud800\"",
                        "/~uD800", "1"));
    }

    @Test
    void holdsEventsToTheSameBoundsAsHooks() {
        // Given
        HookParser strict = new HookParser(1000);
        String deep = eventWith("\"data\":" + "[".repeat(100_001));

        // When
        HookParse large = strict.parse(HookTexts.bytes(eventWith("\"x\":\"" + "x".repeat(1000) + '"')));
        HookParse data = strict.parse(HookTexts.bytes(eventWith("\"data\":\"" + "x".repeat(1000) + '"')));
        HookParse many = parse(eventWith("\"x\":1,".repeat(200_001) + "\"x\":1"));

        // Then
        assertThat(large)
                .isInstanceOfSatisfying(
                        HookParse.NotAHook.class,
                        refusal -> assertThat(refusal.pointer()).isEqualTo("/x"));
        assertThat(data).isInstanceOf(HookParse.Event.class);
        assertThat(many).isInstanceOf(HookParse.NotAHook.class);
        assertThat(parse(deep)).isEqualTo(new HookParse.NotAHook("", JsonKind.OBJECT, "JSON of at most 100000 levels"));
    }

    @Test
    void refusesABrokenEventAsNoJson() {
        assertThat(parse(eventWith("\"data\":{\"a\":}"))).isInstanceOf(HookParse.NotJson.class);
        assertThat(parse(eventWith("") + "x")).isInstanceOf(HookParse.NotJson.class);
    }
}
