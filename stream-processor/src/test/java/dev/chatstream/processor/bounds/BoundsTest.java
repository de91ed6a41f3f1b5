/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.bounds;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BoundsTest {
    private static final Duration RETENTION = Duration.ofDays(35);

    @Test
    void namesEveryBound() throws IllegalAccessException {
        // Given
        List<Object> expected = new ArrayList<>();
        for (Field field : Bounds.class.getDeclaredFields()) {
            if (Modifier.isPublic(field.getModifiers())) {
                Object value = field.get(null);
                expected.add(value instanceof Duration ? value.toString() : value);
            }
        }
        expected.add(RETENTION.toString());

        // Then
        assertThat(Bounds.named(RETENTION).values()).containsExactlyInAnyOrderElementsOf(expected);
    }
}
