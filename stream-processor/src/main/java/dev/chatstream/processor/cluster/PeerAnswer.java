/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.cluster;

import java.util.Map;
import java.util.function.Function;

/** What came of asking another instance. */
public sealed interface PeerAnswer {
    /**
     * It has answered.
     *
     * @param headers those that belong to the answer, by name
     */
    record Answered(int status, String mediaType, Map<String, String> headers, String body) implements PeerAnswer {
        public Answered {
            headers = Map.copyOf(headers);
        }
    }

    /** It has not. */
    record Silent(Silence silence) implements PeerAnswer {}

    default <T> T fold(Function<Answered, T> answered, Function<Silent, T> silent) {
        return this instanceof Answered answer ? answered.apply(answer) : silent.apply((Silent) this);
    }
}
