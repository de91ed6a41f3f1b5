/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.hook;

import static dev.chatstream.gateway.hook.HookTexts.hookWith;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no JSON, what is no hook, and what is neither but strange. */
class HookParserRefusalTest {
    private final HookParser parser = new HookParser(1_000_000);

    private HookParse parse(String text) {
        return parser.parse(HookTexts.bytes(text));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "``,1,1",
                "`  `,1,3",
                "`{`,1,2",
                "`{\"a\":1,}`,1,8",
                "`{} {}`,1,4",
                "`nul`,1,1",
                "`{\"a\":01}`,1,7",
                "`{'a':1}`,1,2",
                "`{\"a\":NaN}`,1,9",
                "`// c`,1,1"
            })
    void refusesWhatIsNoJsonAndSaysWhere(String text, int line, int column) {
        // When
        HookParse parse = parse(text);

        // Then
        assertThat(parse).isEqualTo(new HookParse.NotJson(line, column));
    }

    @Test
    void countsLinesAndColumns() {
        // When
        HookParse parse = parse("{\n  \"a\": 1\n  \"b\": 2\n}");

        // Then
        assertThat(parse).isEqualTo(new HookParse.NotJson(3, 3));
    }

    @Test
    void refusesTrailingContent() {
        // When
        HookParse parse = parse(hookWith("") + "x");

        // Then
        assertThat(parse).isInstanceOf(HookParse.NotJson.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"C3", "80", "C080", "EDA080", "F4908080", "E28", "FF", "F8808080"})
    void refusesWhatIsNoUtf8EvenWhereItIsSkipped(String hex) {
        // Given
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.writeBytes(HookTexts.bytes("{\n\"unknown\":[\""));
        body.writeBytes(HexFormat.of().parseHex(hex.length() % 2 == 0 ? hex : hex + "0"));
        body.writeBytes(HookTexts.bytes("\"]," + hookWith("").substring(1)));

        // When
        HookParse parse = parser.parse(body.toByteArray());

        // Then
        assertThat(parse).isInstanceOfSatisfying(HookParse.NotJson.class, at -> {
            assertThat(at.line()).isEqualTo(2);
            assertThat(at.column()).isEqualTo(13);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE", "UTF-32BE"})
    void refusesOtherEncodings(String charset) {
        // When
        HookParse parse = parser.parse(hookWith("").getBytes(Charset.forName(charset)));

        // Then
        assertThat(parse).isEqualTo(new HookParse.NotJson(1, charset.endsWith("LE") ? 2 : 1));
    }

    @Test
    void acceptsAByteOrderMarkOfUtf8AndStillSlicesRight() {
        // When
        HookParse parse = parse("\uFEFF" + hookWith("\"x\":[ 1 ]"));

        // Then
        assertThat(parse)
                .isInstanceOfSatisfying(
                        HookParse.Parsed.class,
                        parsed -> assertThat(parsed.hook().unknown()).containsEntry("/x", "[ 1 ]"));
    }

    @Test
    void refusesASecondByteOrderMark() {
        // When
        HookParse parse = parse("\uFEFF\uFEFF" + hookWith(""));

        // Then
        assertThat(parse).isEqualTo(new HookParse.NotJson(1, 4));
    }

    @Test
    void keepsWhatIsNestedVeryDeep() {
        // Given
        String deep = "[{\"a\":".repeat(49_000) + "0" + "}]".repeat(49_000);

        // When
        HookParse parse = parse(hookWith("\"x\":" + deep));

        // Then
        assertThat(parse)
                .isInstanceOfSatisfying(
                        HookParse.Parsed.class,
                        parsed -> assertThat(parsed.hook().unknown()).containsEntry("/x", deep));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":"})
    void saysSoWhenSomethingIsNestedTooDeep(String level) {
        // When
        HookParse parse = parse("{\"x\":" + level.repeat(4_000_000 / level.length()));

        // Then
        assertThat(parse).isEqualTo(new HookParse.NotAHook("", JsonKind.OBJECT, "JSON of at most 100000 levels"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"`[]`,ARRAY", "`\"\"`,STRING", "`1`,NUMBER", "`null`,NULL", "`true`,BOOLEAN"})
    void refusesARootThatIsNoObject(String text, JsonKind found) {
        // When
        HookParse parse = parse(text);

        // Then
        assertThat(parse).isEqualTo(new HookParse.NotAHook("", found, "an object"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`\"accountId\":208`,`\"accountId\":null`,/accountId,NULL",
                "`\"accountId\":208`,`\"accountId\":\"12a\"`,/accountId,STRING",
                "`\"accountId\":208`,`\"accountId\":\"\"`,/accountId,STRING",
                "`\"accountId\":208`,`\"accountId\":1.5`,/accountId,NUMBER",
                "`\"accountId\":208`,`\"accountId\":99999999999999999999`,/accountId,NUMBER",
                "`\"accountId\":208`,`\"other\":208`,/accountId,MISSING",
                "`\"beginAt\":1000`,`\"beginAt\":\"1000\"`,/beginAt,STRING",
                "`\"endAt\":2000`,`\"endAt\":[2000]`,/endAt,ARRAY",
                "`{\"id\":7}`,`7`,/channel,NUMBER",
                "`{\"id\":7}`,`{}`,/channel/id,MISSING",
                "`{\"id\":7}`,`{\"id\":\"7\"}`,/channel/id,STRING",
                "`{\"id\":7}`,`{\"id\":{}}`,/channel/id,OBJECT"
            })
    void refusesAHookWithoutWhatItNeeds(String right, String wrong, String pointer, JsonKind found) {
        // When
        HookParse parse = parse(hookWith("\"visitor\":{}").replace(right, wrong));

        // Then
        assertThat(parse).isInstanceOfSatisfying(HookParse.NotAHook.class, refusal -> {
            assertThat(refusal.pointer()).isEqualTo(pointer);
            assertThat(refusal.found()).isEqualTo(found);
        });
    }

    @Test
    void prefersToSayThatABodyIsNoJsonAtAll() {
        // When
        HookParse parse = parse("{\"accountId\":null");

        // Then
        assertThat(parse).isInstanceOf(HookParse.NotJson.class);
    }

    @Test
    void countsTheLastOfDuplicateKeysEverywhere() {
        // When
        HookParse parse = parse("""
                {"accountId":null,"accountId":208,"beginAt":"x","beginAt":1000,"endAt":2000,
                 "channel":5,"channel":{"id":"a","zz":1},"channel":{"id":[],"duration":"x","duration":3,"id":7},
                 "visitor":{"q":1,"groupKey":"g","variables":{"v":{"w":1},"v":{"value":2},"u":{"value":1},"u":null}},
                 "visitor":{"name":1,"name":"n","variables":{"v":{"value":3,"e":1},"v":{"value":4}}},
                 "messages":[{"from":3,"a":1}],"messages":[{"from":3,"from":"agent:3","type":"x","type":"agent"}]}""");

        // Then
        assertThat(parse).isEqualTo(parse("""
                {"accountId":208,"beginAt":1000,"endAt":2000,"channel":{"id":7,"duration":3},
                 "visitor":{"name":"n","variables":{"v":{"value":4}}},
                 "messages":[{"from":"agent:3","type":"agent"}]}"""));
    }

    @Test
    void refusesUnknownFieldsThatWouldBlowUpTheRecord() {
        // Given
        HookParser strict = new HookParser(1000);

        // When
        HookParse parse = strict.parse(HookTexts.bytes(hookWith("\"paths\":[" + "1,".repeat(200) + "1]")));

        // Then
        assertThat(parse)
                .isInstanceOfSatisfying(
                        HookParse.NotAHook.class,
                        refusal -> assertThat(refusal.pointer()).startsWith("/paths/"));
    }

    @Test
    void cutsAVeryLongPointerInAComplaint() {
        // When
        HookParse parse = parse(hookWith("\"" + "n".repeat(2_000_000) + "\":1"));

        // Then
        assertThat(parse)
                .isInstanceOfSatisfying(
                        HookParse.NotAHook.class,
                        refusal -> assertThat(refusal.pointer()).hasSize(257).endsWith("n…"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "`\"messages\":[#]`,`{}`,/messages/200000",
                "`\"paths\":[#]`,`{}`,/paths/200000",
                "`\"paths\":[#]`,`1`,/paths/100000",
                "`\"visitor\":{\"variables\":{#}}`,`\"v\":{}`,/visitor/variables/v"
            })
    void refusesMorePartsThanMemoryIsSetAsideFor(String frame, String element, String pointer) {
        // Given
        HookParser roomy = new HookParser(Integer.MAX_VALUE);
        String body = hookWith(frame.replace("#", (element + ",").repeat(300_000) + element));

        // When
        HookParse parse = roomy.parse(HookTexts.bytes(body));

        // Then
        assertThat(parse).isInstanceOfSatisfying(HookParse.NotAHook.class, refusal -> {
            assertThat(refusal.pointer()).isEqualTo(pointer);
            assertThat(refusal.expected()).contains("200000");
        });
    }

    @Test
    void takesAHundredThousandMessages() {
        // When
        HookParse parse =
                parse(hookWith("\"messages\":[" + "{\"content\":\"x\",\"sentAt\":1},".repeat(99_999) + "{}]"));

        // Then
        assertThat(parse)
                .isInstanceOfSatisfying(
                        HookParse.Parsed.class,
                        parsed -> assertThat(parsed.hook().messages()).hasSize(100_000));
    }

    @ParameterizedTest
    @ValueSource(ints = {10_000_000})
    void takesVeryLongStringsNamesAndNumbers(int length) {
        // Given
        String text = hookWith("\"s\":\"" + "a".repeat(length) + "\",\"" + "n".repeat(length) + "\":1,\"d\":"
                + "9".repeat(length) + ",\"paths\":[{\"url\":\"" + "u".repeat(length)
                + "\"}],\"messages\":[{\"sentAt\":1"
                + "0".repeat(length) + "}]");

        // When
        HookParse parse = new HookParser(Integer.MAX_VALUE).parse(text.getBytes(StandardCharsets.US_ASCII));

        // Then
        assertThat(parse).isInstanceOf(HookParse.Parsed.class);
    }
}
