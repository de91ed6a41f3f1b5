/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

/** Where hooks wait on disk while Kafka cannot take them: fsynced before they are answered, oldest out first. */
@NullMarked
package dev.chatstream.gateway.spool;

import org.jspecify.annotations.NullMarked;
