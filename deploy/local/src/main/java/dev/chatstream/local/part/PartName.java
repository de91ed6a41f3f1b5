/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.local.part;

/** The parts of a pipeline in the order of their start; they stop in the reverse order. */
public enum PartName {
    BROKER("broker"),
    REGISTRY("registry"),
    PROCESSOR("processor"),
    GATEWAY("gateway");

    private final String label;

    PartName(String label) {
        this.label = label;
    }

    /** Name in messages, log files and folders. */
    public String label() {
        return label;
    }
}
