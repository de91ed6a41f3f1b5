/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import dev.chatstream.processor.access.Access;
import dev.chatstream.processor.cluster.Address;
import dev.chatstream.processor.cluster.HopScope;
import dev.chatstream.processor.cluster.PeerAnswer;
import dev.chatstream.processor.cluster.Place;
import dev.chatstream.processor.cluster.Place.Step;
import dev.chatstream.processor.cluster.Silence;
import dev.chatstream.processor.query.PartitionReader;
import dev.chatstream.processor.query.Replica;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * All accounts of all partitions. Each instance is asked once for those that it processes, then whoever has copies for
 * what is missing; the answers are lists in order, which are merged.
 */
final class AccountsRoute {
    static final String PATH = "/api/v1/accounts";

    private static final String LIMIT = "limit";
    private static final int USUAL = 100;
    private static final int MOST = 1_000;

    /** Of those that a token lists, so that the question fits into a header. */
    private static final int MOST_LISTED = 100;

    private final Cluster cluster;
    private final Function<RoutingContext, Access> readable;

    /**
     * @param readable which accounts a request may see. When it may not see all, only those are looked for, and nothing
     *     in the answer depends on others
     */
    AccountsRoute(Cluster cluster, Function<RoutingContext, Access> readable) {
        this.cluster = cluster;
        this.readable = readable;
    }

    void handle(RoutingContext context) {
        try {
            Parameters parameters = new Parameters(context.queryParams(), Set.of(LIMIT, Parameters.CURSOR));
            Wanted wanted = new Wanted(parameters.number(LIMIT, USUAL, MOST), after(parameters), Optional.empty());
            (cluster.hops().replica(context.request()).isPresent() ? hop(context, wanted) : answer(context, wanted))
                    .onSuccess(reply -> Exchange.send(context, reply))
                    .onFailure(context::fail);
        } catch (BadParameter e) {
            Exchange.send(context, Reply.problem(e.problem()));
        }
    }

    private Future<Reply> hop(RoutingContext context, Wanted wanted) {
        HopScope scope = HopScope.of(context.request().headers());
        Replica replica = cluster.hops().replica(context.request()).orElse(Replica.ACTIVE);
        return here(scope.partitions(), replica, new Wanted(wanted.limit(), wanted.after(), scope.accounts()))
                .map(page -> Reply.json(page.json()));
    }

    private Future<Reply> answer(RoutingContext context, Wanted wanted) {
        List<Place> places = cluster.group().places();
        if (places.isEmpty()) {
            return Future.succeededFuture(Reply.problem(Problem.unavailable("the partitions are being assigned")));
        }
        Optional<SortedSet<Long>> listed = readable.apply(context).listed();
        if (listed.isEmpty()) {
            return new Round(wanted, places).next().map(page -> Reply.json(page.json()));
        }
        List<Long> rest = listed.get().stream()
                .filter(account -> account > wanted.after())
                .toList();
        List<Long> some =
                rest.stream().limit(Math.min(wanted.limit(), MOST_LISTED)).toList();
        if (some.isEmpty()) {
            // nothing to ask anybody, so nobody is missing either
            return Future.succeededFuture(Reply.json(AccountsPage.none(Set.of()).json()));
        }
        Optional<Long> next = some.size() < rest.size() ? Optional.of(some.get(some.size() - 1)) : Optional.empty();
        return new Round(new Wanted(some.size(), wanted.after(), Optional.of(some)), places)
                .next()
                .map(page -> Reply.json(page.withNext(next).json()));
    }

    private static long after(Parameters parameters) throws BadParameter {
        Optional<String> cursor = parameters.text(Parameters.CURSOR);
        if (cursor.isEmpty()) {
            return Long.MIN_VALUE;
        }
        return Parameters.whole(cursor.get())
                .orElseThrow(() -> new BadParameter(Parameters.CURSOR, "the next of an earlier page"));
    }

    /**
     * @param after the last account of the page before
     * @param only none but these
     */
    private record Wanted(int limit, long after, Optional<List<Long>> only) {
        String address() {
            String address = PATH + "?" + LIMIT + "=" + limit;
            return after == Long.MIN_VALUE ? address : address + "&" + Parameters.CURSOR + "=" + after;
        }
    }

    private Future<AccountsPage> here(Set<Integer> partitions, Replica replica, Wanted wanted) {
        return cluster.reads().read(() -> read(partitions, replica, wanted), () -> AccountsPage.none(partitions));
    }

    private AccountsPage read(Set<Integer> partitions, Replica replica, Wanted wanted) {
        List<Long> accounts = new ArrayList<>();
        Set<Integer> unanswered = new TreeSet<>(partitions);
        boolean stale = false;
        for (int partition : partitions) {
            Optional<PartitionReader.Found<List<Long>>> found = cluster.local()
                    .read(
                            partition,
                            replica,
                            panes -> wanted.only()
                                    .map(only ->
                                            only.stream().filter(panes::knows).toList())
                                    .orElseGet(() -> panes.accountsAfter(wanted.after(), wanted.limit() + 1)));
            if (found.isPresent()) {
                accounts.addAll(found.get().value());
                unanswered.remove(partition);
                stale |= found.get().stale();
            }
        }
        return AccountsPage.of(accounts, false, wanted.limit(), unanswered, stale);
    }

    /** One question to everybody, again and again as long as there is somebody left who could answer. */
    private final class Round {
        private final Wanted wanted;
        private final Map<Integer, Deque<Step>> left = new TreeMap<>();
        private final Set<Address> silent = new HashSet<>();
        private AccountsPage page;

        Round(Wanted wanted, List<Place> places) {
            this.wanted = wanted;
            places.forEach(place -> left.put(
                    place.partition(),
                    new ArrayDeque<>(place.steps(cluster.group().self()))));
            this.page = AccountsPage.none(left.keySet());
        }

        Future<AccountsPage> next() {
            Map<Step, Set<Integer>> asked = new HashMap<>();
            for (int partition : page.unanswered()) {
                nextStep(partition)
                        .ifPresent(step -> asked.computeIfAbsent(step, unused -> new TreeSet<>())
                                .add(partition));
            }
            if (asked.isEmpty()) {
                return Future.succeededFuture(page);
            }
            List<Future<AccountsPage>> answers = new ArrayList<>();
            asked.forEach((step, partitions) ->
                    answers.add(ask(step, partitions).onSuccess(answer -> take(answer, partitions))));
            return Future.all(answers).compose(done -> next());
        }

        /** Only what was asked for counts as answered. */
        private void take(AccountsPage answer, Set<Integer> partitions) {
            Set<Integer> missing = new TreeSet<>(page.unanswered());
            missing.removeIf(partition ->
                    partitions.contains(partition) && !answer.unanswered().contains(partition));
            page = page.and(
                    new AccountsPage(answer.accounts(), answer.next(), missing, answer.stale()), wanted.limit());
        }

        private Optional<Step> nextStep(int partition) {
            Deque<Step> steps = left.getOrDefault(partition, new ArrayDeque<>());
            while (!steps.isEmpty()) {
                Step step = steps.remove();
                if (!silent.contains(step.address())) {
                    return Optional.of(step);
                }
            }
            return Optional.empty();
        }

        private Future<AccountsPage> ask(Step step, Set<Integer> partitions) {
            if (step.address().equals(cluster.group().self())) {
                return here(partitions, step.replica(), wanted);
            }
            return cluster.peers()
                    .ask(step.address(), wanted.address(), step.replica(), new HopScope(partitions, wanted.only()))
                    .map(answer -> answer.fold(
                            page -> AccountsPage.parse(page.body()).orElse(AccountsPage.none(partitions)),
                            none -> nothing(step, partitions, none)));
        }

        private AccountsPage nothing(Step step, Set<Integer> partitions, PeerAnswer.Silent none) {
            if (none.silence() != Silence.NOT_HERE) {
                silent.add(step.address());
            }
            return AccountsPage.none(partitions);
        }
    }
}
