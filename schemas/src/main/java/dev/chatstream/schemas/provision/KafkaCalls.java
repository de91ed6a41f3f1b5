/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.provision;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.jspecify.annotations.Nullable;

/** Waits for Kafka's answers and says in words what went wrong. */
record KafkaCalls(Duration timeout) {

    <T> T get(@Nullable KafkaFuture<T> answer, String purpose) {
        if (answer == null) {
            throw new ProvisionException("cannot " + purpose + ": Kafka's client did not ask", null);
        }
        try {
            return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new ProvisionException("cannot " + purpose + ": " + reasonOf(cause), cause);
        } catch (TimeoutException e) {
            throw new ProvisionException("cannot " + purpose + ": " + noAnswer(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProvisionException("cannot " + purpose + ": interrupted", e);
        }
    }

    /** Empty when the call failed in the way that is expected to happen. */
    <T> Optional<T> unless(Class<? extends Exception> expected, KafkaFuture<T> answer, String purpose) {
        try {
            return Optional.of(get(answer, purpose));
        } catch (ProvisionException e) {
            if (expected.isInstance(e.getCause())) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private String reasonOf(Throwable cause) {
        if (cause instanceof org.apache.kafka.common.errors.TimeoutException) {
            return noAnswer();
        }
        String message = cause.getClass().getSimpleName() + ", " + cause.getMessage();
        if (cause instanceof AuthorizationException) {
            return message + " (expected: a user that may describe, create and configure topics)";
        }
        if (cause instanceof AuthenticationException) {
            return message + " (check kafka.security.protocol and kafka.sasl.*)";
        }
        if (cause instanceof InvalidReplicationFactorException) {
            return message + " (expected: no more copies than there are brokers)";
        }
        return message;
    }

    private String noAnswer() {
        return "Kafka did not answer within " + timeout.toSeconds() + " s (check kafka.bootstrap.servers and that the"
                + " broker is up)";
    }
}
