/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.record;

/**
 * Registry ids of the schemas that the gateway writes with.
 *
 * @param conversation of {@code Conversation}, the same under all subjects that carry it
 * @param webhookEvent of {@code WebhookEvent}
 * @param rejectedHook of {@code RejectedHook}
 */
public record SchemaIds(int conversation, int webhookEvent, int rejectedHook) {}
