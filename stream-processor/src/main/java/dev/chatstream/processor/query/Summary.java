/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.query;

import dev.chatstream.processor.aggregate.Aggregate;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * Everything that was counted for an account, or one dimension of it, in a range.
 *
 * @param range the bounds that were really used
 * @param zone zone that days of the question are in
 * @param asOf when the panes were read
 * @param watermark receipt up to which hooks are in the figures; empty when none was processed
 * @param stale whether a standby answered
 */
public record Summary(
        long accountId,
        TimeRange range,
        ZoneId zone,
        Instant asOf,
        Optional<Instant> watermark,
        boolean stale,
        Aggregate figures) {}
