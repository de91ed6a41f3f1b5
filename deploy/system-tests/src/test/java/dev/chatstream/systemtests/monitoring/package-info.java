/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** What stands under deploy/grafana, held against the programs, Prometheus and the query API. */
@NullMarked
package dev.chatstream.systemtests.monitoring;

import org.jspecify.annotations.NullMarked;
