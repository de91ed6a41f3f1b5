/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class WithoutMessageTest {

    @Test
    void showsKindsAndPlacesButNoMessage() {
        // Given
        Exception original = new IllegalStateException("s3cret", new NumberFormatException("s3cret too"));
        StringWriter shown = new StringWriter();

        // When
        WithoutMessage.of(original).printStackTrace(new PrintWriter(shown, true));

        // Then
        assertThat(shown.toString())
                .contains("java.lang.IllegalStateException", "java.lang.NumberFormatException", "WithoutMessageTest.")
                .doesNotContain("s3cret");
    }
}
