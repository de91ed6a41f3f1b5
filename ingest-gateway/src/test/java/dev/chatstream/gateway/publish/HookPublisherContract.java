/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What callers rely on, whichever publisher it is. */
public abstract class HookPublisherContract {
    private final List<Publish> results = new CopyOnWriteArrayList<>();

    /** A publisher that answers only when told by the methods below. */
    protected abstract HookPublisher publisher();

    /** Whatever stores the records acknowledges all that are under way. */
    protected abstract void acknowledgeAll();

    /** Whatever stores the records refuses what comes next, or what is under way. */
    protected abstract void refuseNext(Runnable publishing);

    @Test
    void answersEachRecordOnceAndOnlyWhenItIsStored() {
        // Given
        HookPublisher publisher = publisher();
        publisher.publish(Records.hook(), results::add);
        publisher.publish(Records.hook(), results::add);
        assertThat(results).isEmpty();

        // When
        acknowledgeAll();

        // Then
        assertThat(results).containsExactly(new Publish.Stored(), new Publish.Stored());
    }

    @Test
    void answersARefusalOnceAndDoesNotThrow() {
        // Given
        HookPublisher publisher = publisher();

        // When
        refuseNext(() -> publisher.publish(Records.hook(), results::add));

        // Then
        assertThat(results).singleElement().isInstanceOf(Publish.Refused.class);
    }
}
