/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.gateway.hook.Delivery;
import dev.chatstream.gateway.hook.HookTexts;
import dev.chatstream.gateway.hook.Parsed;
import dev.chatstream.gateway.hook.ParsedHook;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That it holds for every hook there could be is a property beside the parser's. */
class ConversationWriterTest {
    private static final int SCHEMA_ID = 77;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hook-current.json",
                "hook-legacy.json",
                "hook-missed-constructed.json",
                "hook-offline-constructed.json"
            })
    void writesWhatAvroItselfWouldWrite(String sample) {
        // Given
        byte[] body = HookTexts.sample(sample);
        ParsedHook hook = Parsed.hook(new String(body, StandardCharsets.UTF_8));
        Delivery delivery = new Delivery(body, "shop", Instant.parse("2026-11-20T12:00:00.123Z"), null, null);

        // When
        byte[] value = ConversationWriter.write(hook, delivery, SCHEMA_ID);

        // Then
        assertThat(value).isEqualTo(ByAvro.value(hook, delivery, SCHEMA_ID));
    }
}
