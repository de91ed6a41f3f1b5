/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.hook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

/** What plain bodies are read as must be the same as what every body can be read as. */
class PlainTokensTest {
    private static final int MOST = 1_000_000;
    private static final List<String> SAMPLES = List.of(
            "hook-current.json", "hook-legacy.json", "hook-missed-constructed.json", "hook-offline-constructed.json");

    /** What JSON's grammar has an opinion on. */
    private static final List<String> BITS = List.of(
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\"",
            "\\",
            " ",
            "\n",
            "\t",
            "\u0001",
            "\u007f",
            "\u0085",
            "0",
            "1",
            "-",
            "+",
            ".",
            "e",
            "E",
            "00",
            "1.5e3",
            "-0",
            "true",
            "fals",
            "null",
            "\"a\"",
            "\"accountId\":",
            "\\u12",
            "\\ud83d",
            "\\u0000",
            "\u017e",
            "\ud83d\ude00",
            "\uffff",
            "/",
            "'",
            "NaN");

    private final HookParser parser = new HookParser(MOST);

    @Example
    void theSamplesArePlain() {
        assertThat(SAMPLES)
                .allSatisfy(sample -> assertThat(parser.parsePlain(HookTexts.sample(sample), 0))
                        .isInstanceOf(HookParse.Parsed.class)
                        .isEqualTo(parser.parseAny(HookTexts.sample(sample), 0)));
    }

    @Example
    void anEventIsPlain() {
        // Given
        byte[] body = HookTexts.sample("webhook-event-constructed.json");

        // When
        HookParse parse = parser.parsePlain(body, 0);

        // Then
        assertThat(parse).isInstanceOf(HookParse.Event.class).isEqualTo(parser.parseAny(body, 0));
    }

    @Example
    void textsWithEscapesAndOfAllScriptsArePlain() {
        // Given
        byte[] body = HookTexts.bytes(
                HookTexts.hookWithVisitor(
                        "\"name\":\"\u017dofie \\\"\\u010cern\\u00e1\\\" \\ud83d\\ude00\\n\\/\\\\\",\"note\":\"\\ud83d\",\"q\":[1,{\"\u017e\":[]}]"));

        // When
        HookParse parse = parser.parsePlain(body, 0);

        // Then
        assertThat(parse).isInstanceOf(HookParse.Parsed.class).isEqualTo(parser.parseAny(body, 0));
    }

    @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
    void everyHookIsReadAlike(@ForAll("hooks") ObjectNode hook) {
        assertAlike(HookTexts.bytes(ExactJson.write(hook)));
    }

    @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
    void everyHookIsReadAlikeWithWhiteSpace(@ForAll("hooks") ObjectNode hook) {
        assertAlike(HookTexts.bytes(hook.toPrettyString() + " \r\n\t"));
    }

    @Property(tries = 20_000)
    void everyDamagedHookIsReadAlike(
            @ForAll("samples") String sample,
            @ForAll @Size(min = 1, max = 3) int[] places,
            @ForAll("bits") String by,
            @ForAll boolean inserted) {
        // Given
        String text = new String(HookTexts.sample(sample), StandardCharsets.UTF_8);
        StringBuilder damaged = new StringBuilder(text);
        for (int place : places) {
            int at = Math.floorMod(place, text.length() - by.length());
            damaged.replace(at, inserted ? at : at + by.length(), by);
        }

        // Then
        assertAlike(HookTexts.bytes(damaged.toString()));
    }

    @Property(tries = 20_000)
    void everyTextOfJsonsCharactersIsReadAlike(@ForAll @Size(max = 12) List<@From("bits") String> bits) {
        assertAlike(HookTexts.bytes("{\"paths\":" + String.join("", bits) + "}"));
    }

    private void assertAlike(byte[] body) {
        @Nullable HookParse plain = parser.parsePlain(body, 0);
        if (plain != null) {
            assertThat(plain).as(() -> new String(body, StandardCharsets.UTF_8)).isEqualTo(parser.parseAny(body, 0));
        }
    }

    @Provide
    Arbitrary<ObjectNode> hooks() {
        return HookArbitraries.hooks();
    }

    @Provide
    Arbitrary<String> samples() {
        return Arbitraries.of(SAMPLES);
    }

    @Provide
    Arbitrary<String> bits() {
        return Arbitraries.of(BITS);
    }
}
