/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.source;

import dev.chatstream.gateway.address.TrustedProxies;
import java.util.function.Supplier;

/**
 * Who is let in.
 *
 * @param sources those in force at the time of asking
 * @param proxies that are believed when they say for whom they ask
 */
public record Access(Supplier<Sources> sources, TrustedProxies proxies) {}
