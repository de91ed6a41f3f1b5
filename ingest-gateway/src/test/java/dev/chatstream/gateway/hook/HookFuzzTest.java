/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.hook;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.DictionaryFile;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chatstream.gateway.record.Decoded;
import dev.chatstream.gateway.record.Judge;
import dev.chatstream.gateway.record.OutgoingRecord;
import dev.chatstream.gateway.record.Recording;
import dev.chatstream.gateway.record.SchemaIds;
import dev.chatstream.schemas.topic.Topic;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whatever the bytes: they are judged, the judgement agrees with an independent reading, and the record gives back what
 * was sent. Tries the corpus beside it; with {@code mvn -Pfuzz} a fuzzer makes more, guided by what they reach.
 */
class HookFuzzTest {
    private static final int MAX_RECORD = 1_000_000;
    private static final long MOST_ALLOCATED = 4_000_000;
    private static final SchemaIds IDS = new SchemaIds(1, 2, 3);

    private final HookParser parser = new HookParser(MAX_RECORD);
    private final Judge judge = new Judge(parser::parse, HookFuzzTest::fail);
    private final Recording recording = new Recording(MAX_RECORD, HookFuzzTest::fail);

    /** Bugs are kept out of sight of senders; here they must come to light. */
    private static void fail(RuntimeException bug) {
        throw new AssertionError("a bug", bug);
    }

    @FuzzTest(maxDuration = "25s")
    @DictionaryFile(resourcePath = "hook.dict")
    void everyBodyIsJudgedAndComesBack(byte[] body) {
        // Given
        Delivery delivery = new Delivery(body, "fuzz", Instant.EPOCH, null, null);

        // When
        HookParse parse = parser.parse(body);
        OutgoingRecord outgoing =
                recording.of(delivery, judge.judge(body, account -> true), IDS).outgoing();

        // Then
        assertThat(Stream.generate(() -> Cost.of(() -> parser.parse(body)))
                        .limit(3)
                        .takeWhile(cost -> cost.allocatedBytes() > MOST_ALLOCATED))
                .as("costs that are not the fuzzer's own, which come once")
                .hasSizeLessThan(3);
        Optional<String> text = StrictJson.text(body);
        if (text.isEmpty()) {
            assertThat(parse).isInstanceOf(HookParse.NotJson.class);
        } else if (parse instanceof HookParse.NotJson) {
            assertThat(text.get().toLowerCase(Locale.ROOT)).matches(namesThatCannotBeRead());
        }
        switch (outgoing.topic()) {
            case HOOK, EVENT -> assertComesBack(outgoing, text.orElseThrow());
            case HOOK_REJECTED ->
                assertThat(Decoded.rejectedHook(outgoing.value()).getBody().array())
                        .isEqualTo(body);
            default -> throw new AssertionError(outgoing.topic());
        }
    }

    /** The one kind of JSON that the parser does not read: half a character and U+FFFF, both in names. */
    private static String namesThatCannotBeRead() {
        return "(?s)(?=.*\\\\ud[89a-f]).*(\uFFFF|\\\\uffff).*";
    }

    private static void assertComesBack(OutgoingRecord outgoing, String text) {
        ObjectNode sent;
        try {
            sent = (ObjectNode) ExactJson.read(text);
        } catch (UncheckedIOException | NumberFormatException e) {
            // A number whose exponent no library holds: kept as text, but there is nothing to compare it by.
            return;
        }
        boolean hook = outgoing.topic() == Topic.HOOK;
        ObjectNode back = hook
                ? RebuiltHook.of(Decoded.conversation(outgoing.value()))
                : RebuiltEvent.of(Decoded.webhookEvent(outgoing.value()));
        assertThat(ExactJson.canonical(back))
                .isEqualTo(ExactJson.canonical(hook ? NormalHook.of(sent) : RebuiltEvent.normal(sent)));
    }
}
