/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.hook;

import static dev.chatstream.gateway.hook.HookTexts.bytes;
import static dev.chatstream.gateway.hook.HookTexts.hookWith;
import static dev.chatstream.gateway.hook.HookTexts.hookWithChannel;
import static dev.chatstream.gateway.hook.HookTexts.hookWithVisitor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Bodies that are made to be costly. The status is what the gateway answers when all else is well. */
public enum Giants {
    ARRAYS_OF_100_000_LEVELS(422, () -> hookWith("\"x\":" + "[".repeat(100_000) + "]".repeat(100_000))),
    OBJECTS_OF_90_000_LEVELS(200, () -> hookWith("\"x\":" + "{\"a\":".repeat(90_000) + "1" + "}".repeat(90_000))),
    LEVELS_WITHOUT_END(422, () -> "[".repeat(4_000_000)),
    OBJECTS_WITHOUT_END(422, () -> "{\"a\":".repeat(800_000)),
    STRING_OF_10_MB(200, () -> hookWithVisitor("\"note\":\"" + "n".repeat(10_000_000) + "\"")),
    STRING_OF_10_MB_OF_ESCAPES(200, () -> hookWithVisitor("\"note\":\"" + "\\u00e9".repeat(1_700_000) + "\"")),
    STRING_OF_HALF_CHARACTERS(200, () -> hookWithVisitor("\"note\":\"" + "\\ud83d".repeat(1_000_000) + "\"")),
    UNKNOWN_STRING_OF_10_MB(200, () -> hookWith("\"x\":\"" + "n".repeat(10_000_000) + "\"")),
    NAME_OF_10_MB(200, () -> hookWith("\"" + "n".repeat(10_000_000) + "\":1")),
    STRING_WITHOUT_END(400, () -> "{\"a\":\"" + "n".repeat(10_000_000)),
    NUMBER_OF_1_000_000_DIGITS(200, () -> hookWith("\"x\":" + "9".repeat(1_000_000))),
    COUNT_OF_1_000_000_DIGITS(200, () -> hookWithChannel("\"duration\":" + "9".repeat(1_000_000))),
    FRACTION_OF_1_000_000_DIGITS(200, () -> hookWithChannel("\"duration\":36." + "0".repeat(1_000_000))),
    EXPONENT_OF_1_000_000_DIGITS(200, () -> hookWithChannel("\"duration\":1e" + "9".repeat(1_000_000))),
    EXPONENT_OF_9_DIGITS(200, () -> hookWithChannel("\"duration\":1e999999999,\"rating\":1e-999999999")),
    ACCOUNT_OF_1_000_000_DIGITS(422, () -> "{\"accountId\":\"" + "1".repeat(1_000_000) + "\"}"),
    MESSAGES_100_000(200, () -> messages(100_000, i -> "{\"type\":\"agent\",\"content\":\"c" + i + "\"}")),
    MESSAGES_100_000_EMPTY(200, () -> messages(100_000, i -> "{}")),
    MESSAGES_1_000_000_EMPTY(422, () -> messages(1_000_000, i -> "{}")),
    MESSAGES_1_000_000_NUMBERS(422, () -> messages(1_000_000, i -> "1")),
    DUPLICATE_KEYS_200_000(200, () -> hookWith(members(199_000, i -> "x"))),
    DUPLICATE_KNOWN_KEYS_200_000(200, () -> hookWith(members(200_000, i -> "endAt"))),
    DUPLICATE_VISITORS_100_000(200, () -> hookWith(repeated(100_000, i -> "\"visitor\":{\"odd\":1}"))),
    COLLIDING_KEYS_65_536(200, () -> hookWith(members(65_536, Giants::colliding))),
    COLLIDING_VARIABLES_65_536(
            200,
            () -> hookWithVisitor(
                    "\"variables\":{" + repeated(65_536, i -> '"' + colliding(i) + "\":{\"value\":1}") + "}")),
    /** Also with an escape, which makes the parser put names into its own table: they all come to one place there. */
    COLLIDING_QUADS_75_000(422, () -> hookWith("\"\\u0061\":1," + members(75_000, Giants::permuted))),
    COLLIDING_QUADS_IN_VARIABLES_75_000(
            422,
            () -> hookWithVisitor(
                    "\"variables\":{\"\\u0061\":1," + repeated(75_000, i -> '"' + permuted(i) + "\":1") + "}")),
    ESCAPE_AND_60_000_NAMES(200, () -> hookWith("\"\\u0061\":1," + members(60_000, i -> "name" + i))),
    HALF_CHARACTERS_IN_65_536_NAMES(200, () -> hookWith(members(65_536, i -> "\\ud83d" + i))),
    SPACE(200, () -> hookWith("\"x\":" + " ".repeat(10_000_000) + "1"));

    private final int status;
    private final Text text;

    /** Made when needed only. */
    private interface Text {
        String make();
    }

    Giants(int status, Text text) {
        this.status = status;
        this.text = text;
    }

    public int status() {
        return status;
    }

    public byte[] body() {
        return bytes(text.make());
    }

    private static String messages(int count, IntFunction<String> message) {
        return hookWith("\"messages\":[" + repeated(count, message) + "]");
    }

    private static String members(int count, IntFunction<String> name) {
        return repeated(count, i -> '"' + name.apply(i) + "\":" + (i + 1));
    }

    private static String repeated(int count, IntFunction<String> part) {
        return IntStream.range(0, count).mapToObj(part).collect(Collectors.joining(","));
    }

    /** The same groups of four bytes in another order for every number below 9!, behind a start of twelve. */
    private static String permuted(int i) {
        List<Character> left =
                "123456789".chars().mapToObj(c -> (char) c).collect(Collectors.toCollection(ArrayList::new));
        StringBuilder name = new StringBuilder("abcdefghijkl");
        for (int rest = i; !left.isEmpty(); ) {
            int radix = left.size();
            name.append("abc").append(left.remove(rest % radix));
            rest /= radix;
        }
        return name.toString();
    }

    /** Different for every number of 16 bits, and of one hash for all. */
    private static String colliding(int i) {
        return IntStream.range(0, 16)
                .mapToObj(bit -> (i >> bit & 1) == 0 ? "Aa" : "BB")
                .collect(Collectors.joining());
    }
}
