/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import static dev.chatstream.processor.support.Hooks.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chatstream.processor.support.Hooks;
import io.vertx.core.http.HttpServerRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountsApiTest {
    private static final String ACCOUNTS = "/api/v1/accounts";

    @TempDir
    private Path stateDir;

    private RoutedApi api;

    @BeforeEach
    void start() {
        api = new RoutedApi(stateDir, NOON);
        for (long account : new long[] {30, -7, 12, Long.MAX_VALUE, 2}) {
            api.pipe(Hooks.sample().account(account));
        }
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private JsonNode get(String path) throws Exception {
        HttpResponse<String> answer = api.get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new ObjectMapper().readTree(answer.body());
    }

    private static List<Long> accounts(JsonNode page) {
        return StreamSupport.stream(page.get("accounts").spliterator(), false)
                .map(row -> row.get("accountId").longValue())
                .toList();
    }

    private static void answers(HttpServerRequest request, String body) {
        request.response()
                .putHeader("Chatstream-Hop", request.getHeader("Chatstream-Hop"))
                .putHeader("Content-Type", "application/json")
                .end(body);
    }

    @Test
    void asksWhoeverProcessesAPartitionForItsAccounts() throws Exception {
        // Given
        api.active(request -> answers(
                request, "{\"accounts\":[{\"accountId\":5},{\"accountId\":6}],\"unanswered\":[],\"next\":null}"));

        // When
        JsonNode page = get(ACCOUNTS);

        // Then
        assertThat(accounts(page)).containsExactly(5L, 6L);
        assertThat(page.get("partial").booleanValue()).isFalse();
        assertThat(page.get("stale").booleanValue()).isFalse();
        assertThat(page.get("next").isNull()).isTrue();
        assertThat(api.asked()).containsExactly("active active /api/v1/accounts?limit=100");
    }

    @Test
    void asksCopiesForWhatIsMissingAndSaysSo() throws Exception {
        // Given
        api.activeAway();
        api.ownCopy(true);

        // When
        JsonNode page = get(ACCOUNTS);

        // Then
        assertThat(accounts(page)).containsExactly(-7L, 2L, 12L, 30L, Long.MAX_VALUE);
        assertThat(page.get("stale").booleanValue()).isTrue();
        assertThat(page.get("partial").booleanValue()).isFalse();
    }

    @Test
    void namesThePartitionsThatNobodyAnswersFor() throws Exception {
        // Given
        api.activeAway();

        // When
        JsonNode page = get(ACCOUNTS);

        // Then
        assertThat(accounts(page)).isEmpty();
        assertThat(page.get("partial").booleanValue()).isTrue();
        assertThat(page.get("unanswered")).hasToString("[0]");
        assertThat(api.asked()).containsExactly("standby copy /api/v1/accounts?limit=100");
    }

    @Test
    void takesNothingForAnAnswerThatIsNoList() throws Exception {
        // Given
        api.active(request -> answers(request, "{\"counts\":{}}"));
        api.standby(request -> answers(request, "{\"accounts\":[{\"accountId\":5}],\"unanswered\":[],\"stale\":true}"));

        // When
        JsonNode page = get(ACCOUNTS);

        // Then
        assertThat(accounts(page)).containsExactly(5L);
        assertThat(page.get("stale").booleanValue()).isTrue();
    }

    @Test
    void goesOnWhereThePageBeforeEnded() throws Exception {
        // Given
        api.activeAway();
        api.ownCopy(true);

        // When
        JsonNode first = get(ACCOUNTS + "?limit=2");
        JsonNode second = get(ACCOUNTS + "?limit=2&cursor=" + first.get("next").textValue());
        JsonNode third = get(ACCOUNTS + "?limit=2&cursor=" + second.get("next").textValue());

        // Then
        assertThat(accounts(first)).containsExactly(-7L, 2L);
        assertThat(accounts(second)).containsExactly(12L, 30L);
        assertThat(accounts(third)).containsExactly(Long.MAX_VALUE);
        assertThat(third.get("next").isNull()).isTrue();
        assertThat(accounts(get(ACCOUNTS + "?cursor=" + Long.MAX_VALUE))).isEmpty();
    }

    @Test
    void answersAHopAboutItsPartitionsOnly() throws Exception {
        // Given
        api.ownCopy(true);

        // When
        HttpResponse<String> none = api.get(ACCOUNTS, "Chatstream-Hop", "active", "Chatstream-Partitions", "0");
        HttpResponse<String> some = api.get(ACCOUNTS, "Chatstream-Hop", "copy", "Chatstream-Partitions", "0,x");

        // Then
        assertThat(new ObjectMapper().readTree(none.body()).get("unanswered")).hasToString("[0]");
        assertThat(accounts(new ObjectMapper().readTree(some.body()))).hasSize(5);
        assertThat(api.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"?limit=0", "?limit=1001", "?limit=%2B5", "?cursor=x", "?cursor=%2B2", "?cursor=%D9%A2", "?all=1"
            })
    void refusesWhatCannotBeAsked(String query) throws Exception {
        assertThat(api.get(ACCOUNTS + query).statusCode()).isEqualTo(422);
    }

    @Test
    void mergesPagesSoThatNoAccountIsSkipped() {
        // Given
        AccountsPage one = AccountsPage.of(List.of(1L, 4L, 9L), false, 2, Set.of(2), false);
        AccountsPage other = AccountsPage.of(List.of(2L, 3L), false, 2, Set.of(1, 2), true);

        // When
        AccountsPage both = one.and(other, 2);

        // Then
        assertThat(both).isEqualTo(new AccountsPage(List.of(1L, 2L), 2L, Set.of(2), true));
    }
}
