/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.http;

import dev.chatstream.gateway.publish.HookPublisher;
import dev.chatstream.gateway.publish.Publish;
import dev.chatstream.gateway.publish.Refusal;
import dev.chatstream.gateway.record.OutgoingRecord;
import dev.chatstream.schemas.topic.Topic;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Answers as told, at once or when told. */
final class StubPublisher implements HookPublisher {
    private final List<OutgoingRecord> published = new CopyOnWriteArrayList<>();
    private final List<Consumer<Publish>> held = new CopyOnWriteArrayList<>();
    private volatile Function<Topic, Publish> answers = topic -> new Publish.Stored();
    private volatile boolean holding;
    private volatile @Nullable Supplier<Error> bug;
    private volatile boolean broken;

    @Override
    public void publish(OutgoingRecord outgoing, Consumer<Publish> whenDone) {
        if (broken) {
            throw new IllegalStateException("a bug");
        }
        @Nullable Supplier<Error> thrown = bug;
        if (thrown != null) {
            throw thrown.get();
        }
        published.add(outgoing);
        if (holding) {
            held.add(whenDone);
        } else {
            whenDone.accept(answers.apply(outgoing.topic()));
        }
    }

    void refuse(Refusal reason) {
        holding = false;
        answers = topic -> new Publish.Refused(reason);
    }

    void refuseHooks(Refusal reason) {
        answers = topic -> topic == Topic.HOOK ? new Publish.Refused(reason) : new Publish.Stored();
    }

    void breakDown() {
        broken = true;
    }

    void breakDown(Supplier<Error> thrown) {
        bug = thrown;
    }

    void answerAtOnce() {
        holding = false;
    }

    void hold() {
        holding = true;
    }

    /** Answers what is held, from a thread that is none of Vert.x. */
    void releaseAll() {
        held.forEach(whenDone -> whenDone.accept(new Publish.Stored()));
    }

    int holds() {
        return held.size();
    }

    List<OutgoingRecord> published() {
        return published;
    }
}
