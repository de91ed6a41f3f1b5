/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.query;

import static dev.chatstream.processor.support.Hooks.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatstream.processor.query.AccountPanes.Lookup;
import dev.chatstream.processor.query.AccountReader.Answer;
import dev.chatstream.processor.support.Hooks;
import dev.chatstream.processor.topology.PipelineFixture;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountReaderTest {
    private static final long KNOWN = 208;
    private static final long UNKNOWN = 209;

    @TempDir
    private Path stateDir;

    private PipelineFixture pipeline;
    private boolean stale;
    private boolean open = true;

    @BeforeEach
    void start() {
        pipeline = new PipelineFixture(stateDir);
        pipeline.pipe(Hooks.sample());
    }

    @AfterEach
    void close() {
        if (open) {
            open = false;
            pipeline.close();
        }
    }

    private <T> Answer<T> read(long account, Function<AccountState, T> question) {
        AccountPanes panes = (asked, replica) -> new Lookup.Here(new PartitionPanes(pipeline.state()), stale);
        return new AccountReader(panes, Clock.fixed(NOON, ZoneOffset.UTC)).read(account, Replica.COPY, question);
    }

    @Test
    void saysOfACopyThatItIsOne() {
        // Given
        stale = true;

        // When
        Answer<Boolean> answer = read(KNOWN, AccountState::stale);

        // Then
        assertThat(answer).isEqualTo(new Answer.Found<>(true));
    }

    @Test
    void knowsFromACopyWhomItKnowsButNotWhoIsUnknown() {
        // Given
        Answer<String> fresh = read(UNKNOWN, account -> "known");
        stale = true;

        // When
        Answer<String> copied = read(UNKNOWN, account -> "known");

        // Then
        assertThat(fresh).isEqualTo(new Answer.UnknownAccount<>(UNKNOWN));
        assertThat(copied).isInstanceOf(Answer.Unavailable.class);
    }

    @Test
    void takesNothingForAnAnswerThatWasReadWhileTheStateWasClosed() {
        // When
        Answer<Integer> answer = read(KNOWN, account -> {
            close();
            return 0;
        });

        // Then
        assertThat(answer).isEqualTo(new Answer.Unavailable<>("the state of the account is being moved"));
    }

    @Test
    void takesWhateverFailsBecauseTheStateWasClosedForThat() {
        // When
        Answer<Integer> answer = read(KNOWN, account -> {
            close();
            throw new ArithmeticException("who knows");
        });

        // Then
        assertThat(answer).isInstanceOf(Answer.Unavailable.class);
    }

    @Test
    void takesWhatFailsWhileTheStateIsThereForABug() {
        assertThatThrownBy(() -> read(KNOWN, account -> {
                    throw new ArithmeticException("who knows");
                }))
                .isInstanceOf(ArithmeticException.class);
    }
}
