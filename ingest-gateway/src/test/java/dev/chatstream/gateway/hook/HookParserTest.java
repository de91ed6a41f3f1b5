/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.hook;

import static dev.chatstream.gateway.hook.HookTexts.hookWith;
import static dev.chatstream.gateway.hook.HookTexts.hookWithChannel;
import static dev.chatstream.gateway.hook.HookTexts.hookWithMessage;
import static dev.chatstream.gateway.hook.HookTexts.hookWithVisitor;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.avro.HookDialect;
import dev.chatstream.avro.Message;
import dev.chatstream.avro.MessageType;
import dev.chatstream.avro.PageVisit;
import dev.chatstream.avro.Variable;
import dev.chatstream.avro.VariableKind;
import dev.chatstream.avro.Visitor;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the members of a hook. */
class HookParserTest {
    private final HookParser parser = new HookParser(1_000_000);

    private ParsedHook parsed(String text) {
        HookParse parse = parser.parse(HookTexts.bytes(text));
        assertThat(parse).isInstanceOf(HookParse.Parsed.class);
        return ((HookParse.Parsed) parse).hook();
    }

    private static Visitor visitor(ParsedHook hook) {
        return Objects.requireNonNull(hook.visitor());
    }

    @Test
    void readsTheSmallestHook() {
        // When
        ParsedHook hook = parsed(hookWith(""));

        // Then
        assertThat(hook.accountId()).isEqualTo(208);
        assertThat(hook.beginAt()).isEqualTo(Instant.ofEpochMilli(1000));
        assertThat(hook.endAt()).isEqualTo(Instant.ofEpochMilli(2000));
        assertThat(hook.channel().getId()).isEqualTo(7);
        assertThat(hook.channel().getIsChat()).isFalse();
        assertThat(hook.channel().getRating()).isNull();
        assertThat(hook.visitor()).isNull();
        assertThat(hook.paths()).isEmpty();
        assertThat(hook.messages()).isEmpty();
        assertThat(hook.unknown()).isEmpty();
        assertThat(hook.dialect()).isEqualTo(HookDialect.CURRENT);
        assertThat(hook.conversationId()).isEqualTo("208:7:1000");
    }

    @ParameterizedTest
    @CsvSource({"\"0208\",208", "208.0,208", "2.08e2,208", "-5,-5", "9223372036854775807,9223372036854775807"})
    void readsAnAccountIdWrittenInAnyWay(String text, long accountId) {
        // When
        ParsedHook hook = parsed(hookWith("").replace("208", text));

        // Then
        assertThat(hook.accountId()).isEqualTo(accountId);
        assertThat(hook.unknown()).isEmpty();
    }

    @Test
    void keepsUnknownMembersAtAnyDepthAsTheyStoodInTheBody() {
        // When
        ParsedHook hook = parsed("""
                {"accountId":208,"beginAt":1,"endAt":2,"x":{ "a" : [1.50, "\\u00e9"] },
                 "channel":{"id":7,"a/b~c":null},
                 "visitor":{"y":1e2,"variables":{"v":{"label":"L","value":1,"z":true}}},
                 "paths":[{},{"q":"é"}],
                 "messages":[{"é":-0}]}""");

        // Then
        assertThat(hook.unknown())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "/x", "{ \"a\" : [1.50, \"\\u00e9\"] }",
                        "/channel/a~1b~0c", "null",
                        "/visitor/y", "1e2",
                        "/visitor/variables/v/z", "true",
                        "/paths/1/q", "\"é\"",
                        "/messages/0/é", "-0"));
    }

    @Test
    void treatsNullAndMissingAlike() {
        // When
        ParsedHook withNulls = parsed("""
                {"accountId":208,"beginAt":1000,"endAt":2000,
                 "channel":{"id":7,"isChat":null,"duration":null,"rating":null,"ratingDesc":null},
                 "visitor":null,"paths":null,"messages":null}""");

        // Then
        assertThat(withNulls).isEqualTo(parsed(hookWith("")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"36\"", "36.5", "1e-1", "9223372036854775808", "1e999999999", "true", "[]", "{\"a\":1}"})
    void keepsWhatIsNoWholeNumberAndLeavesItsFieldEmpty(String text) {
        // When
        ParsedHook hook = parsed(hookWithChannel("\"duration\":" + text));

        // Then
        assertThat(hook.channel().getDuration()).isNull();
        assertThat(hook.unknown()).containsExactly(Map.entry("/channel/duration", text));
    }

    @ParameterizedTest
    @CsvSource({
        "36.0,36",
        "1e3,1000",
        "-0,0",
        "0e999999999,0",
        "1200e-2,12",
        "-9223372036854775808,-9223372036854775808"
    })
    void readsAFloatOfWholeValueAsAnInteger(String text, long value) {
        // When
        ParsedHook hook = parsed(hookWithChannel("\"duration\":" + text));

        // Then
        assertThat(hook.channel().getDuration()).isEqualTo(value);
        assertThat(hook.unknown()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"true\"", "1", "{}"})
    void countsAFlagOfAnotherKindAsFalseAndKeepsIt(String text) {
        // When
        ParsedHook hook = parsed(hookWithChannel("\"isChat\":" + text));

        // Then
        assertThat(hook.channel().getIsChat()).isFalse();
        assertThat(hook.unknown()).containsExactly(Map.entry("/channel/isChat", text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\" \\t\"", "null"})
    void takesABlankRatingTextForNone(String text) {
        // When
        ParsedHook hook = parsed(hookWithChannel("\"ratingDesc\":" + text));

        // Then
        assertThat(hook.channel().getRatingDesc()).isNull();
        assertThat(hook.unknown()).isEmpty();
    }

    @Test
    void leavesEmptyStringsAndNulsAsSent() {
        // When
        ParsedHook hook = parsed(hookWithVisitor("\"name\":\"\",\"email\":\"a\\u0000b\""));

        // Then
        assertThat(visitor(hook).getName()).isEmpty();
        assertThat(visitor(hook).getEmail()).isEqualTo("a\0b");
        assertThat(hook.unknown()).isEmpty();
    }

    @Test
    void replacesLoneSurrogatesAndKeepsTheExactText() {
        // When
        ParsedHook hook = parsed(hookWithVisitor("\"name\":\"a\\ud83d\",\"email\":\"\\uD83D\\uDE00\""));

        // Then
        assertThat(visitor(hook).getName()).isEqualTo("a\uFFFD");
        assertThat(visitor(hook).getEmail()).isEqualTo("\uD83D\uDE00");
        assertThat(hook.unknown()).containsExactly(Map.entry("/visitor/name", "\"a\\ud83d\""));
    }

    @Test
    void writesLoneSurrogatesOfNamesIntoThePointer() {
        // When
        ParsedHook hook =
                parsed(hookWithVisitor("\"\\udc00\":1,\"variables\":{\"v\\ud800\":{\"label\":\"L\",\"value\":2}}"));

        // Then
        assertThat(visitor(hook).getVariables()).isEmpty();
        assertThat(hook.unknown())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("/visitor/~uDC00", "1", "/visitor/variables/v~uD800", "{\"label\":\"L\",\"value\":2}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\uFfFf", "\\uffff", "\\uFFFFabc", "\uFFFF", "\uFFFF\uE000"})
    void refusesRatherThanMisreadsLoneSurrogatesBesideAnotherNamesNoncharacter(String name) {
        // When
        HookParse parse = parser.parse(HookTexts.bytes(hookWith("\"\\ud800\":1,\"" + name + "\":2")));

        // Then
        assertThat(parse).isInstanceOf(HookParse.NotJson.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\uFfFf", "\\uffffabc", "\uFFFF"})
    void takesLoneSurrogatesInNamesWhateverTheValues(String value) {
        // When
        ParsedHook hook = parsed(hookWith("\"\\ud800\":\"" + value + "\""));

        // Then
        assertThat(hook.unknown()).containsExactly(Map.entry("/~uD800", '"' + value + '"'));
    }

    @Test
    void readsVariablesOfEveryKind() {
        // When
        ParsedHook hook = parsed(hookWithVisitor("""
                "variables":{"s":{"label":"S","value":"pro"},"i":{"value":208},"f":{"value":1.50},"b":{"value":false},
                "n":{"label":null,"value":null},"o":{"value":{"a": 1}},"a":{"value":[ ]},"e":{},"x":5}"""));

        // Then
        assertThat(visitor(hook).getVariables())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "s", new Variable("S", "pro", VariableKind.STRING),
                        "i", new Variable(null, "208", VariableKind.NUMBER),
                        "f", new Variable(null, "1.50", VariableKind.NUMBER),
                        "b", new Variable(null, "false", VariableKind.BOOLEAN),
                        "n", new Variable(null, null, VariableKind.NULL),
                        "o", new Variable(null, "{\"a\": 1}", VariableKind.OBJECT),
                        "a", new Variable(null, "[ ]", VariableKind.ARRAY),
                        "e", new Variable(null, null, VariableKind.NULL)));
        assertThat(hook.unknown()).containsExactly(Map.entry("/visitor/variables/x", "5"));
    }

    @Test
    void keepsAVariableWithAVeryLongNameWhole() {
        // Given
        String name = "n".repeat(257);

        // When
        ParsedHook hook = parsed(hookWithVisitor("\"variables\":{\"" + name + "\":{\"value\":1}}"));

        // Then
        assertThat(visitor(hook).getVariables()).isEmpty();
        assertThat(hook.unknown()).containsExactly(Map.entry("/visitor/variables/" + name, "{\"value\":1}"));
    }

    @Test
    void putsAnEmptyElementInThePlaceOfOneThatIsNoObject() {
        // When
        ParsedHook hook = parsed(hookWith("\"paths\":[1,{\"url\":\"u\"}],\"messages\":[null,{\"content\":\"c\"}]"));

        // Then
        assertThat(hook.paths()).containsExactly(new PageVisit(null, null), new PageVisit("u", null));
        assertThat(hook.messages()).extracting(Message::getContent).containsExactly(null, "c");
        assertThat(hook.unknown()).containsExactlyInAnyOrderEntriesOf(Map.of("/paths/0", "1", "/messages/0", "null"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "\"visitor\",VISITOR,",
                "\"agent\",AGENT,",
                "\"system\",SYSTEM,",
                "\"other\",OTHER,",
                "null,OTHER,",
                "\"bot\",OTHER,\"bot\"",
                "\"Visitor\",OTHER,\"Visitor\"",
                "7,OTHER,7"
            })
    void readsMessageTypes(String text, MessageType type, String kept) {
        // When
        ParsedHook hook = parsed(hookWithMessage("\"type\":" + text));

        // Then
        assertThat(hook.messages()).extracting(Message::getType).containsExactly(type);
        assertThat(hook.unknown().get("/messages/0/type")).isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '|',
            value = {
                "\"agent:3\",agent:3,,CURRENT", "\"system\",system,,CURRENT", "null,,,CURRENT", "3,3,,LEGACY",
                "3.0,3.0,,LEGACY", "\"3\",3,\"3\",CURRENT", "\"1e5\",1e5,\"1e5\",CURRENT", "true,,true,CURRENT"
            })
    void readsWhoAMessageIsFrom(String text, String from, String kept, HookDialect dialect) {
        // When
        ParsedHook hook = parsed(hookWithMessage("\"type\":\"agent\",\"from\":" + text));

        // Then
        assertThat(hook.messages()).extracting(Message::getFrom).containsExactly(from);
        assertThat(hook.unknown().get("/messages/0/from")).isEqualTo(kept);
        assertThat(hook.dialect()).isEqualTo(dialect);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "\"email\":null|LEGACY", "\"type\":\"visitor\",\"from\":\"mxT\"|LEGACY",
                "\"type\":\"visitor\",\"from\":\"visitor:mxT\"|CURRENT", "\"type\":\"agent\",\"from\":\"mxT\"|CURRENT"
            },
            delimiter = '|')
    void tellsTheDialectFromMessages(String members, HookDialect dialect) {
        // When
        ParsedHook hook = parsed(hookWithMessage(members));

        // Then
        assertThat(hook.dialect()).isEqualTo(dialect);
    }

    @Test
    void readsGroupKeyAsGroup() {
        // When
        ParsedHook hook = parsed(hookWithVisitor("\"groupKey\":\"vip\""));

        // Then
        assertThat(visitor(hook).getGroup()).isEqualTo("vip");
        assertThat(hook.dialect()).isEqualTo(HookDialect.LEGACY);
        assertThat(hook.unknown()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"group\":\"a\",\"groupKey\":\"b\"", "\"groupKey\":\"b\",\"group\":\"a\""})
    void keepsGroupKeyBesideGroup(String members) {
        // When
        ParsedHook hook = parsed(hookWithVisitor(members));

        // Then
        assertThat(visitor(hook).getGroup()).isEqualTo("a");
        assertThat(hook.unknown()).containsExactly(Map.entry("/visitor/groupKey", "\"b\""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hook-current.json",
                "hook-legacy.json",
                "hook-missed-constructed.json",
                "hook-offline-constructed.json"
            })
    void findsNothingUnknownInTheSamples(String name) {
        // When
        HookParse parse = parser.parse(HookTexts.sample(name));

        // Then
        assertThat(parse).isInstanceOfSatisfying(HookParse.Parsed.class, parsed -> {
            assertThat(parsed.hook().unknown()).isEmpty();
            assertThat(parsed.hook().dialect())
                    .isEqualTo(name.contains("legacy") ? HookDialect.LEGACY : HookDialect.CURRENT);
        });
    }

    @Test
    void readsBothDialectsToTheSameConversationButForWhoWrote() {
        // When
        ParsedHook current = parsed(new String(HookTexts.sample("hook-current.json"), StandardCharsets.UTF_8));
        ParsedHook legacy = parsed(new String(HookTexts.sample("hook-legacy.json"), StandardCharsets.UTF_8));

        // Then
        assertThat(legacy.visitor()).isEqualTo(current.visitor());
        assertThat(legacy.channel()).isEqualTo(current.channel());
        assertThat(legacy.messages())
                .extracting(Message::getContent)
                .isEqualTo(current.messages().stream().map(Message::getContent).toList());
        assertThat(legacy.messages()).extracting(Message::getFrom).contains("3");
        assertThat(current.messages()).extracting(Message::getFrom).contains("agent:3");
    }
}
