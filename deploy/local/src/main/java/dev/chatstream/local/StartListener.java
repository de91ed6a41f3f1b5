/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.local;

import dev.chatstream.local.part.PartSpec;
import java.time.Duration;

/** Hears how starting and stopping goes on. */
public interface StartListener {
    /** Hears and says nothing. */
    StartListener SILENT = new StartListener() {};

    default void starting(PartSpec part) {}

    default void ready(PartSpec part, Duration took) {}

    /** Topics, subjects and compatibility are as they should be. */
    default void provisioned(Duration took) {}

    default void stopping(PartSpec part) {}

    default void note(String text) {}
}
