/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import static dev.chatstream.processor.api.TokenFixture.ALL;
import static dev.chatstream.processor.api.TokenFixture.SHOP;
import static dev.chatstream.processor.api.TokenFixture.bearer;
import static dev.chatstream.processor.support.Hooks.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chatstream.processor.access.Access;
import dev.chatstream.processor.access.Token;
import dev.chatstream.processor.support.Hooks;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked of all instances together, and of each other, when API tokens are wanted. */
class ClusterAccessTest {
    private static final String ACCOUNTS = "/api/v1/accounts";
    private static final String STATUS = "/api/v1/status";
    private static final String GROUP = "the-token-of-the-group";

    @TempDir
    private Path stateDir;

    private RoutedApi api;

    @AfterEach
    void stop() {
        api.close();
    }

    @BeforeEach
    void start() {
        api = started(Optional.of(GROUP));
    }

    /** There are hooks of 7, 208 and 210; the shop's token lists 5, 208, 209 and 210. */
    private RoutedApi started(Optional<String> ofTheGroup) {
        List<Token> tokens = List.of(
                new Token("operator", List.of(ALL), Access.ALL),
                new Token("shop", List.of(SHOP), Access.to(Set.of(5L, 208L, 209L, 210L))));
        RoutedApi started = new RoutedApi(stateDir, NOON, ofTheGroup, Optional.empty(), tokens).ownCopy(true);
        for (long account : new long[] {7, 208, 210}) {
            started.pipe(Hooks.sample().account(account));
        }
        return started;
    }

    private JsonNode get(String path, String token) throws Exception {
        HttpResponse<String> answer = api.get(path, bearer(token));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new ObjectMapper().readTree(answer.body());
    }

    private static List<Long> accounts(JsonNode page) {
        return StreamSupport.stream(page.get("accounts").spliterator(), false)
                .map(row -> row.get("accountId").longValue())
                .toList();
    }

    @Test
    void listsOfTheKnownAccountsThoseThatTheTokenMayRead() throws Exception {
        // When
        JsonNode all = get(ACCOUNTS, ALL);
        JsonNode some = get(ACCOUNTS, SHOP);

        // Then
        assertThat(accounts(all)).containsExactly(7L, 208L, 210L);
        assertThat(accounts(some)).containsExactly(208L, 210L);
        assertThat(some.get("next").isNull()).isTrue();
    }

    @Test
    void goesOnAtAccountsOfTheTokenOnly() throws Exception {
        // When
        JsonNode first = get(ACCOUNTS + "?limit=2", SHOP);
        JsonNode second = get(ACCOUNTS + "?limit=2&cursor=" + first.get("next").textValue(), SHOP);

        // Then a page is of accounts that the token lists, whether or not they exist
        assertThat(accounts(first)).containsExactly(208L);
        assertThat(first.get("next").textValue()).isEqualTo("208");
        assertThat(accounts(second)).containsExactly(210L);
        assertThat(second.get("next").isNull()).isTrue();
    }

    @Test
    void asksNobodyWhenThereIsNothingMoreThatTheTokenMayRead() throws Exception {
        // When
        JsonNode none = get(ACCOUNTS + "?cursor=210", SHOP);

        // Then
        assertThat(accounts(none)).isEmpty();
        assertThat(none.get("stale").booleanValue()).isFalse();
        assertThat(none.get("partial").booleanValue()).isFalse();
        assertThat(none.get("next").isNull()).isTrue();
        assertThat(api.asked()).isEmpty();
    }

    @Test
    void asksOtherInstancesForTheseAccountsOnly() throws Exception {
        // Given
        api.active(request -> request.response()
                .putHeader("Chatstream-Hop", "active")
                .putHeader("Content-Type", "application/json")
                .end("{\"accounts\":[{\"accountId\":"
                        + request.getHeader("Chatstream-Accounts").split(",")[1]
                        + "}],\"unanswered\":[],\"next\":null}"));

        // When
        JsonNode some = get(ACCOUNTS, SHOP);

        // Then
        assertThat(accounts(some)).containsExactly(208L);
        assertThat(api.asked()).containsExactly("active active /api/v1/accounts?limit=4");
    }

    @Test
    void answersAPeerAboutTheAccountsThatItNames() throws Exception {
        // When
        HttpResponse<String> answer = api.get(
                ACCOUNTS,
                "Chatstream-Hop",
                "copy",
                "Chatstream-Partitions",
                "0",
                "Chatstream-Accounts",
                "210,209",
                "Authorization",
                "Bearer " + GROUP);

        // Then
        assertThat(accounts(new ObjectMapper().readTree(answer.body()))).containsExactly(210L);
    }

    @Test
    void showsTheStatusToTokensForAllAccounts() throws Exception {
        // When
        HttpResponse<String> some = api.get(STATUS, bearer(SHOP));

        // Then
        assertThat(get(STATUS, ALL).get("instances")).isNotEmpty();
        assertThat(some.statusCode()).isEqualTo(403);
        assertThat(new ObjectMapper().readTree(some.body()).get("type").textValue())
                .isEqualTo("/problems/forbidden");
    }

    @Test
    void takesNoHopsOfAnybodyWhenItCannotTellPeers() throws Exception {
        // Given no cluster.token
        api.close();
        api = started(Optional.empty());

        // When somebody who may read some accounts claims to be a peer
        HttpResponse<String> answer = api.get(
                ACCOUNTS, "Chatstream-Hop", "copy", "Chatstream-Partitions", "0", "Authorization", "Bearer " + SHOP);

        // Then
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("/problems/not-a-peer");
    }
}
