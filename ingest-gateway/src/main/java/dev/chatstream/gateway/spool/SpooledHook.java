/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.spool;

/**
 * An entry as it is read back.
 *
 * @param sequence its place in the order of arrival; never used twice while the gateway runs
 */
public record SpooledHook(long sequence, SpoolEntry entry) {}
