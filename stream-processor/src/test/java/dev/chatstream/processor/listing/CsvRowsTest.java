/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.listing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chatstream.avro.ConversationFacts;
import dev.chatstream.processor.facts.FactsMapper;
import dev.chatstream.processor.support.Hooks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvRowsTest {

    private static ConversationFacts.Builder facts() {
        return ConversationFacts.newBuilder(FactsMapper.facts(Hooks.sample().build()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"=", "+", "-", "@", "\t", "\r"})
    void makesTextHarmlessThatLooksLikeAFormula(String start) {
        assertThat(CsvRows.row(facts().setGroup(start + "x").build())).contains("'" + start + "x");
    }

    @Test
    void leavesNumbersAsTheyAre() {
        // When
        String row = CsvRows.row(facts().setWordsCount(-1L).setAccountId(-5L).build());

        // Then
        assertThat(row).contains(",-5,").contains(",-1,").doesNotContain("'");
    }

    @Test
    void quotesWhatWouldEndAField() {
        assertThat(CsvRows.row(facts().setGroup("a,b").build())).contains(",\"a,b\",");
        assertThat(CsvRows.row(facts().setGroup("a\nb").build())).contains(",\"a\nb\",");
        assertThat(CsvRows.row(facts().setGroup("a\"b").build())).contains(",\"a\"\"b\",");
    }

    @Test
    void hasAColumnForEveryFieldOfTheFacts() {
        assertThat(CsvRows.header().strip().split(","))
                .containsExactlyInAnyOrder(ConversationFacts.getClassSchema().getFields().stream()
                        .map(field -> field.name())
                        .toArray(String[]::new));
    }
}
