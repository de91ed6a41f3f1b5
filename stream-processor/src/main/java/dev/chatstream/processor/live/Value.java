/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.live;

/**
 * The answer to a watched question.
 *
 * @param json the whole answer; a problem when there is none at the moment
 * @param sense equal for answers that say the same, whenever they were asked for
 */
public record Value(String json, String sense) {}
