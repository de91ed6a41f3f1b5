/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.crash;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chatstream.avro.ConversationFacts;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What was listed of an account's conversations, newest first, without what may be forgotten at any moment.
 *
 * @param bounds that the listing says it has
 * @param asOf when its first page was made
 */
record Listed(Windows.Bounds bounds, Instant asOf, List<Conversation> found) {
    /** Newest first; the contract does not say in which order those of the same millisecond come. */
    private static final Comparator<Conversation> ORDER = Comparator.comparing(Conversation::countedAt)
            .reversed()
            .thenComparing(Conversation::id)
            .thenComparing(Conversation::eventId);

    /** @param eventId of the revision that counts */
    record Conversation(Instant countedAt, String id, String eventId) {}

    static Listed of(Windows.Bounds bounds, Instant asOf, List<JsonNode> pages) {
        List<Conversation> found = new ArrayList<>();
        pages.forEach(page -> page.path("conversations")
                .forEach(row -> found.add(new Conversation(
                        Instant.parse(row.path("countedAt").asText()),
                        row.path("conversationId").asText(),
                        row.path("eventId").asText()))));
        found.removeIf(row -> row.countedAt().isBefore(oldest(asOf)));
        return new Listed(bounds, asOf, List.copyOf(found));
    }

    /** From here on nothing is forgotten while it is listed. */
    private static Instant oldest(Instant asOf) {
        return asOf.minus(Model.REMEMBERED).plus(Duration.ofMinutes(1));
    }

    /** What must be listed of the conversations that count. */
    List<Conversation> expected(List<ConversationFacts> counted) {
        return counted.stream()
                .filter(facts -> bounds.contain(facts.getCountedAt()))
                .filter(facts -> !facts.getCountedAt().isBefore(oldest(asOf)))
                .map(facts -> new Conversation(facts.getCountedAt(), facts.getConversationId(), facts.getEventId()))
                .sorted(ORDER)
                .toList();
    }

    List<String> differences(List<ConversationFacts> counted) {
        List<String> differences = new ArrayList<>();
        Instant end = asOf.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
        if (bounds.from().isAfter(oldest(asOf)) || !bounds.to().equals(end)) {
            differences.add(": does not cover all that is remembered as of " + asOf + ": " + bounds);
        }
        for (int row = 1; row < found.size(); row++) {
            if (found.get(row).countedAt().isAfter(found.get(row - 1).countedAt())) {
                differences.add(": " + found.get(row) + " comes after " + found.get(row - 1));
            }
        }
        List<Conversation> expected = expected(counted);
        List<Conversation> sorted = found.stream().sorted(ORDER).toList();
        if (!sorted.equals(expected)) {
            missing(expected, sorted).forEach(row -> differences.add(": not listed: " + row));
            missing(sorted, expected).forEach(row -> differences.add(": listed, or once more: " + row));
        }
        return differences;
    }

    /** Those of {@code all} that are not in {@code some}, each as often as it is missing. */
    private static List<Conversation> missing(List<Conversation> all, List<Conversation> some) {
        List<Conversation> missing = new ArrayList<>(all);
        some.forEach(missing::remove);
        return missing;
    }
}
