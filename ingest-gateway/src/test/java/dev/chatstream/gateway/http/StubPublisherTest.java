/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.http;

import dev.chatstream.gateway.publish.HookPublisher;
import dev.chatstream.gateway.publish.HookPublisherContract;
import dev.chatstream.gateway.publish.Refusal;

/** The stub that the tests of the port rely on keeps what the real publisher keeps. */
class StubPublisherTest extends HookPublisherContract {
    private final StubPublisher stub = new StubPublisher();

    @Override
    protected HookPublisher publisher() {
        stub.hold();
        return stub;
    }

    @Override
    protected void acknowledgeAll() {
        stub.releaseAll();
    }

    @Override
    protected void refuseNext(Runnable publishing) {
        stub.refuse(Refusal.ACK_TIMEOUT);
        publishing.run();
    }
}
