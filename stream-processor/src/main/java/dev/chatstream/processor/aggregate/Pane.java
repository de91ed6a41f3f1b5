/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.aggregate;

/**
 * A pane as it is stored and published.
 *
 * @param seconds length of the pane
 */
public record Pane(PaneKey key, int seconds, Aggregate counted) {

    public static Pane of(PaneKey key, Granularity granularity, Aggregate counted) {
        return new Pane(key, (int) granularity.length().toSeconds(), counted);
    }
}
