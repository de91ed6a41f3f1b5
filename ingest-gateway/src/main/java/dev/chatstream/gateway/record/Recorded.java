/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.record;

import java.util.Optional;

/**
 * A body as the record that Kafka is to store.
 *
 * @param outgoing for the topic that the body belongs into
 * @param rejection why that topic is the one for quarantine, if it is
 */
public record Recorded(OutgoingRecord outgoing, Optional<Rejection> rejection) {}
