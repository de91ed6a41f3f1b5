/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.topology;

import dev.chatstream.processor.rolling.RollingRules;
import dev.chatstream.processor.rolling.TimeShare;
import dev.chatstream.processor.telemetry.RollingMeters;

/**
 * What the tasks share that keep rolling values current.
 *
 * @param rules whose values are written
 * @param share of the time that they may take
 * @param meters told how they keep up
 */
public record Rolling(RollingRules rules, TimeShare share, RollingMeters meters) {}
