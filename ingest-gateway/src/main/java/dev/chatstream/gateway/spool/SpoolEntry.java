/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.spool;

import dev.chatstream.gateway.hook.Delivery;
import dev.chatstream.gateway.record.Rejection;
import java.util.Optional;

/**
 * What is written down: the body as it came, not yet encoded, so that no schema id is needed.
 *
 * @param rejection why the body belongs into quarantine, when its sender was told so
 */
public record SpoolEntry(Delivery delivery, Optional<Rejection> rejection) {}
