/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.http;

import dev.chatstream.gateway.spool.Departure;
import dev.chatstream.gateway.spool.Spool;
import dev.chatstream.gateway.spool.SpoolEntry;
import dev.chatstream.gateway.spool.SpoolState;
import dev.chatstream.gateway.spool.SpooledHook;
import dev.chatstream.gateway.spool.Spooling;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Takes everything and gives nothing back. */
final class StubSpool implements Spool {
    @Override
    public void append(SpoolEntry entry, Consumer<Spooling> whenDone) {
        whenDone.accept(new Spooling.Spooled());
    }

    @Override
    public Optional<String> problem() {
        return Optional.empty();
    }

    @Override
    public SpoolState state() {
        throw new UnsupportedOperationException("nobody asks here");
    }

    @Override
    public List<SpooledHook> read(long after, int most, long bytes) {
        return List.of();
    }

    @Override
    public void remove(long sequence, Departure where) {}

    @Override
    public void setAside(long sequence, String why) {}

    @Override
    public void close() {}
}
