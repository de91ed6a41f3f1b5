/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Some of the known accounts, in their order.
 *
 * @param accounts ascending
 * @param next where to go on; null when there are no more
 * @param unanswered partitions that nobody answered for, whose accounts are missing
 * @param stale whether a copy answered for a partition, which may lag behind
 */
record AccountsPage(List<Long> accounts, @Nullable Long next, Set<Integer> unanswered, boolean stale) {
    private static final ObjectMapper JSON = new ObjectMapper();

    AccountsPage {
        accounts = List.copyOf(accounts);
        unanswered = Set.copyOf(unanswered);
    }

    /** Nothing was asked yet. */
    static AccountsPage none(Set<Integer> unanswered) {
        return new AccountsPage(List.of(), null, unanswered, false);
    }

    /** The first {@code limit} of some accounts, of one partition or of several, ascending or not. */
    static AccountsPage of(List<Long> accounts, boolean more, int limit, Set<Integer> unanswered, boolean stale) {
        List<Long> sorted = accounts.stream().sorted().distinct().limit(limit).toList();
        boolean goesOn = more || accounts.size() > sorted.size();
        Long next = goesOn && !sorted.isEmpty() ? sorted.get(sorted.size() - 1) : null;
        return new AccountsPage(sorted, next, unanswered, stale);
    }

    /** Both together, where each has the first {@code limit} of what it is about. */
    AccountsPage and(AccountsPage other, int limit) {
        List<Long> all = new ArrayList<>(accounts);
        all.addAll(other.accounts);
        Set<Integer> missing = new TreeSet<>(unanswered);
        missing.retainAll(other.unanswered);
        return of(all, next != null || other.next != null, limit, missing, stale || other.stale);
    }

    /** The same page, of a list that goes on elsewhere. */
    AccountsPage withNext(Optional<Long> after) {
        return new AccountsPage(accounts, after.orElse(null), unanswered, stale);
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode rows = json.putArray("accounts");
        accounts.forEach(account -> rows.addObject().put("accountId", account));
        json.put("stale", stale);
        json.put("partial", !unanswered.isEmpty());
        ArrayNode missing = json.putArray("unanswered");
        new TreeSet<>(unanswered).forEach(missing::add);
        return json.put("next", next == null ? null : Long.toString(next));
    }

    /** What another instance said; empty when that is no page. */
    static Optional<AccountsPage> parse(String body) {
        try {
            JsonNode json = JSON.readTree(body);
            if (!json.path("accounts").isArray() || !json.path("unanswered").isArray()) {
                return Optional.empty();
            }
            List<Long> accounts = new ArrayList<>();
            json.get("accounts")
                    .forEach(row -> accounts.add(row.path("accountId").longValue()));
            Set<Integer> unanswered = new TreeSet<>();
            json.get("unanswered").forEach(partition -> unanswered.add(partition.intValue()));
            JsonNode next = json.path("next");
            return Optional.of(new AccountsPage(
                    accounts,
                    next.isTextual() ? Long.valueOf(next.textValue()) : null,
                    unanswered,
                    json.path("stale").booleanValue()));
        } catch (JsonProcessingException | NumberFormatException e) {
            return Optional.empty();
        }
    }
}
