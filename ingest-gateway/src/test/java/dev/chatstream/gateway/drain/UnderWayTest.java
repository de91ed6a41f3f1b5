/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.drain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chatstream.gateway.hook.HookParser;
import dev.chatstream.gateway.intake.BugLog;
import dev.chatstream.gateway.publish.Breaker;
import dev.chatstream.gateway.publish.HookPublisher;
import dev.chatstream.gateway.publish.Publish;
import dev.chatstream.gateway.record.Judge;
import dev.chatstream.gateway.record.Recording;
import dev.chatstream.gateway.record.SchemaIds;
import dev.chatstream.gateway.spool.RunningSpool;
import io.micrometer.core.instrument.Counter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kafka's answers come after something has happened to the disk, as they do in earnest. */
class UnderWayTest {
    private static final int MAX_RECORD = 100_000;
    private static final int OLD = 3000;
    private static final int NEW = 10;
    private static final String TEXT = "no hook ".repeat(300);

    @TempDir
    private Path folder;

    private final Queue<Consumer<Publish>> waiting = new ConcurrentLinkedQueue<>();
    private volatile boolean prompt;

    private HookPublisher kafka() {
        return (outgoing, whenDone) -> {
            if (prompt) {
                whenDone.accept(Kafka.STORED);
            } else {
                waiting.add(whenDone);
            }
        };
    }

    private void harm() throws Exception {
        try (FileChannel file = FileChannel.open(folder.resolve("spool.db"), StandardOpenOption.WRITE)) {
            long size = file.size();
            ByteBuffer garbage = ByteBuffer.wrap("garbage ".repeat(2048).getBytes(StandardCharsets.US_ASCII));
            for (long at = 0; at < size; at += garbage.capacity()) {
                file.write(garbage.rewind(), at);
            }
        }
    }

    private static double left(RunningSpool running, String where) {
        return running.meters.find("chatstream.gateway.spool.left").tag("where", where).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    @Test
    void acknowledgementsForADatabaseThatIsGoneLeaveTheNextOneAlone() throws Exception {
        // Given: all in the database itself, nothing in its log
        try (RunningSpool running = new RunningSpool(folder)) {
            running.appendAll(Collections.nCopies(OLD, TEXT));
        }
        try (RunningSpool running = new RunningSpool(folder)) {
            await().until(() -> running.spool.state().hooks() == OLD);
            Drain drain = new Drain(
                    running.spool,
                    new Judge(new HookParser(MAX_RECORD)::parse, new BugLog()),
                    new Recording(MAX_RECORD, new BugLog()),
                    () -> Optional.of(new SchemaIds(1, 2, 3)),
                    kafka(),
                    new Breaker(() -> true),
                    10_000_000);
            CompletableFuture<Void> round = CompletableFuture.runAsync(() -> rounds(drain));
            await().until(() -> waiting.size() > 200);
            harm();
            running.all();
            await().until(() -> running.spool.state().damaged() == 1);
            running.appendAll(Collections.nCopies(NEW, TEXT));
            assertThat(running.all()).hasSize(NEW);

            // When: what was under way is acknowledged, and then the rest
            prompt = true;
            waiting.forEach(whenDone -> whenDone.accept(Kafka.STORED));
            round.join();
            await().until(() -> {
                drain.round();
                return running.spool.state().hooks() == 0;
            });

            // Then
            assertThat(running.all()).isEmpty();
            assertThat(left(running, "damaged")).isEqualTo(OLD);
            assertThat(left(running, "stored") + left(running, "quarantined")).isEqualTo(NEW);
        }
    }

    private static void rounds(Drain drain) {
        try {
            drain.round();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
