/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.query;

import java.time.Instant;

/**
 * What questions about an account are answered from.
 *
 * @param now instant of the question, to the millisecond
 * @param stale whether this is a standby's copy, which lags behind
 */
public record AccountState(long accountId, Panes panes, Instant now, boolean stale) {}
