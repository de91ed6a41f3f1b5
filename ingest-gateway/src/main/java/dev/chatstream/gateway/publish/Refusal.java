/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.publish;

/** Why a hook could not be kept. */
public enum Refusal {
    /** What is needed for storing is not known yet: the topics or the schema ids. */
    NOT_READY,
    /** As many bytes are on their way to Kafka as memory is set aside for. */
    IN_FLIGHT_LIMIT,
    /** The producer's buffer is full: Kafka takes less than comes in. */
    BUFFER_FULL,
    /** Kafka did not acknowledge in time. */
    ACK_TIMEOUT,
    /** Kafka cannot be reached at all: refused at once instead of waiting in vain. */
    KAFKA_UNREACHABLE,
    /** Kafka answered with an error that may pass. */
    KAFKA_ERROR,
    /** Kafka will never take this record. */
    FOR_GOOD,
    /** The spool, or its disk, is full. */
    SPOOL_FULL,
    /** The spool's disk was too slow. */
    SPOOL_TIMEOUT,
    /** The spool's disk does not work. */
    SPOOL_ERROR
}
