/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import static dev.chatstream.processor.support.Hooks.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chatstream.processor.support.Hooks;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers whose rows have some figures only. */
class FigureChoiceApiTest {
    private static final List<String> CHOSEN =
            List.of("rating.csat", "counts.total", "rating.csatInterval", "firstResponse.within.30", "missedRate");

    @TempDir
    private Path stateDir;

    private ApiFixture api;

    @BeforeEach
    void start() {
        api = new ApiFixture(stateDir, NOON).pipe(Hooks.sample());
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/timeseries?window=PT15M&compare=previous, /points",
        "/heatmap?window=PT1H&compare=previous, /cells",
        "/breakdown?by=agent&window=PT1H&sort=-rating.mean&compare=previous, /rows"
    })
    void has_the_chosen_figures_of_each_row_in_the_order_of_their_names(String question, String rows) throws Exception {
        // Given
        JsonNode complete = api.json(question).at(rows);

        // When
        JsonNode answer = api.json(question + "&figures=" + String.join(",", CHOSEN));

        // Then
        assertThat(answer.at("/figures")).map(JsonNode::textValue).containsExactlyElementsOf(CHOSEN);
        assertThat(answer.at("/previous/figures")).hasSize(CHOSEN.size());
        assertThat(answer.at(rows)).hasSameSizeAs(complete).isNotEmpty();
        for (int row = 0; row < complete.size(); row++) {
            JsonNode chosen = answer.at(rows).get(row);
            assertThat(chosen.has("counts")).isFalse();
            for (int i = 0; i < CHOSEN.size(); i++) {
                String place = "/" + CHOSEN.get(i).replace('.', '/');
                assertThat(chosen.at("/figures").get(i))
                        .as(place)
                        .isEqualTo(complete.get(row).at(place));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/timeseries, window=PT15M&compare=previous",
        "/heatmap, window=PT15M&compare=previous",
        "/breakdown, by=agent&window=PT15M&compare=previous"
    })
    void answers_as_the_document_says(String resource, String parameters) throws Exception {
        // When
        HttpResponse<String> answer =
                api.get(resource + "?" + parameters + "&figures=counts.total,rating.csatInterval");

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        OpenApiDocument.INSTANCE.check("/api/v1/accounts/{account}" + resource, answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "counts",
                "excluded",
                "nothing.at.all",
                "firstResponse.unit",
                "missedRate,",
                "missedRate,missedRate"
            })
    void refuses_what_is_no_figure_or_comes_twice(String figures) throws Exception {
        assertThat(api.refusal("/timeseries?window=PT15M&figures=" + figures))
                .isEqualTo("figures (expected: paths of figures such as counts.total or firstResponse.p50, each once,"
                        + " separated by commas)");
    }

    @Test
    void sorts_by_a_figure_that_is_not_shown() throws Exception {
        // Given
        api.pipe(Hooks.sample()
                .channelId(7)
                .event("other")
                .noMessages()
                .visitor(0)
                .agent(9, 5_000)
                .channel(channel -> channel.setRating(1L)));

        // When
        JsonNode rows = api.json("/breakdown?by=agent&window=PT1H&sort=rating.mean&figures=counts.total")
                .at("/rows");

        // Then
        assertThat(rows).map(row -> row.at("/value").textValue()).containsExactly("agent:9", "agent:3");
    }
}
