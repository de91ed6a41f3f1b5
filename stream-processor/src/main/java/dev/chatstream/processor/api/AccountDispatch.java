/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import dev.chatstream.processor.cluster.Address;
import dev.chatstream.processor.cluster.Group;
import dev.chatstream.processor.cluster.PeerAnswer;
import dev.chatstream.processor.cluster.Peers;
import dev.chatstream.processor.cluster.Place;
import dev.chatstream.processor.cluster.Place.Step;
import dev.chatstream.processor.cluster.Silence;
import dev.chatstream.processor.query.AccountReader;
import dev.chatstream.processor.query.AccountReader.Answer;
import dev.chatstream.processor.query.Replica;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Takes questions about an account to where its state is: to the instance that processes it, else to one that has a
 * close copy.
 */
public final class AccountDispatch {
    private final Reads reads;
    private final AccountReader local;
    private final Group group;
    private final Peers peers;

    public AccountDispatch(Reads reads, AccountReader local, Group group, Peers peers) {
        this.reads = reads;
        this.local = local;
        this.group = group;
        this.peers = peers;
    }

    /**
     * Fails only with a bug; whatever else stands in the way is an answer.
     *
     * @param address path and query under which any instance answers the same question
     */
    Future<Reply> ask(long accountId, AccountQuestion question, String address) {
        return group.placeOf(accountId)
                .map(place -> new Search(accountId, question, address, place).next(0))
                .orElseGet(() -> unavailable("the partitions are being assigned"));
    }

    /** Whom to ask, those last who have let questions wait in vain just now. */
    private List<Step> steps(Place place) {
        List<Step> steps = new ArrayList<>(place.steps(group.self()));
        // about each only once, because the answer may be that this very question is to find out
        Set<Address> hanging = steps.stream()
                .map(Step::address)
                .distinct()
                .filter(peers::hangs)
                .collect(Collectors.toSet());
        steps.sort(Comparator.comparing(step -> hanging.contains(step.address())));
        return steps;
    }

    /** Answers a hop, from what is here. */
    Future<Reply> answer(Replica replica, long accountId, AccountQuestion question) {
        return here(replica, accountId, question)
                .map(answer -> answer.fold(
                        found -> found, AccountDispatch::unknown, gone -> Reply.problem(unavailableBecause(gone))));
    }

    private Future<Answer<Reply>> here(Replica replica, long accountId, AccountQuestion question) {
        return reads.read(
                () -> local.read(accountId, replica, question::answer),
                () -> new Answer.Unavailable<>("too many questions wait"));
    }

    private static Reply unknown(Answer.UnknownAccount<Reply> unknown) {
        return Reply.problem(Problem.unknownAccount(unknown.accountId()));
    }

    private static Problem unavailableBecause(Answer.Unavailable<Reply> gone) {
        return Problem.unavailable(gone.reason());
    }

    private static Future<Reply> unavailable(String reason) {
        return Future.succeededFuture(Reply.problem(Problem.unavailable(reason)));
    }

    /** One question on its way from instance to instance. */
    private final class Search {
        private final long accountId;
        private final AccountQuestion question;
        private final String address;
        private final Place place;
        private final List<Step> steps;
        private final Set<Address> silent = new HashSet<>();
        private String reason = "nobody processes the account at the moment";

        Search(long accountId, AccountQuestion question, String address, Place place) {
            this.accountId = accountId;
            this.question = question;
            this.address = address;
            this.place = place;
            this.steps = steps(place);
        }

        /** What the steps from this one on lead to. */
        Future<Reply> next(int at) {
            if (at == steps.size()) {
                return unavailable(reason);
            }
            Step step = steps.get(at);
            if (step.address().equals(group.self())) {
                return here(step.replica(), accountId, question)
                        .compose(answer -> answer.fold(
                                Future::succeededFuture,
                                unknown -> Future.succeededFuture(unknown(unknown)),
                                gone -> goOn(at, gone.reason())));
            }
            return silent.contains(step.address())
                    ? next(at + 1)
                    : peers.ask(step.address(), address, step.replica())
                            .compose(answer -> answer.fold(
                                    reply -> Future.succeededFuture(Reply.of(reply)), none -> goOn(at, step, none)));
        }

        private Future<Reply> goOn(int at, Step step, PeerAnswer.Silent none) {
            if (none.silence() != Silence.NOT_HERE) {
                silent.add(step.address());
            }
            return goOn(
                    at,
                    "the instance that processes the account " + none.silence().words());
        }

        private Future<Reply> goOn(int at, String why) {
            if (Objects.equals(place.active(), steps.get(at).address())) {
                reason = why + ", and no close copy answers";
            }
            return next(at + 1);
        }
    }
}
