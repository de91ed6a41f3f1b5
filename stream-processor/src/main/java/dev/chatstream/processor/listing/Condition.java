/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.listing;

import dev.chatstream.avro.ConversationFacts;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a field must be like for a conversation to be listed. Of a list, one element must be. */
public sealed interface Condition {

    /** Whether the conversation meets it. */
    boolean holds(ConversationFacts facts);

    /** The field is one of {@code values}, each a String, Long or Boolean. */
    record OneOf(FactsField field, Set<?> values) implements Condition {
        public OneOf {
            values = Set.copyOf(values);
        }

        @Override
        public boolean holds(ConversationFacts facts) {
            return elements(field.of(facts)).stream()
                    .anyMatch(value -> values.contains(value instanceof Number number ? number.longValue() : value));
        }
    }

    /** The field is null, or a list without elements. */
    record Missing(FactsField field) implements Condition {
        @Override
        public boolean holds(ConversationFacts facts) {
            return elements(field.of(facts)).isEmpty();
        }
    }

    /** The field is a number from {@code least} to {@code most}, both inclusive; null is in no range. */
    record Between(FactsField field, long least, long most) implements Condition {
        @Override
        public boolean holds(ConversationFacts facts) {
            return elements(field.of(facts)).stream()
                    .map(value -> ((Number) value).longValue())
                    .anyMatch(number -> number >= least && number <= most);
        }
    }

    /** The field is an instant not before {@code from} and before {@code to}. */
    record During(FactsField field, Instant from, Instant to) implements Condition {
        @Override
        public boolean holds(ConversationFacts facts) {
            return field.of(facts) instanceof Instant instant && !instant.isBefore(from) && instant.isBefore(to);
        }
    }

    private static List<?> elements(@Nullable Object value) {
        if (value == null) {
            return List.of();
        }
        return value instanceof List<?> list ? list : List.of(value);
    }
}
