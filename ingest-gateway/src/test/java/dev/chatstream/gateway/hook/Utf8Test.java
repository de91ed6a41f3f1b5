/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class Utf8Test {

    @Property
    void acceptsEveryWellFormedText(@ForAll String text) {
        // Given
        String wellFormed = Surrogates.replaced(text);

        // When
        int invalid = Utf8.firstInvalid(wellFormed.getBytes(StandardCharsets.UTF_8), 0);

        // Then
        assertThat(invalid).isEqualTo(-1);
    }

    @Property(tries = 20_000)
    void agreesWithTheJdkOnArbitraryBytes(@ForAll @Size(max = 6) byte[] bytes) {
        // When
        int invalid = Utf8.firstInvalid(bytes, 0);

        // Then
        assertThat(invalid < 0).isEqualTo(decodes(bytes));
    }

    private static boolean decodes(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
