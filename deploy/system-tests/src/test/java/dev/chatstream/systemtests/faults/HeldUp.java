/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.faults;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Requests whose head the gateway has accepted and whose body has not been sent yet. */
final class HeldUp implements AutoCloseable {
    private final List<Sender> senders = new ArrayList<>();
    private final List<Numbered> bodies = new ArrayList<>();

    private HeldUp() {}

    /** That many of them; the gateway has asked for each body. */
    static HeldUp of(Stage stage, int count) throws IOException {
        HeldUp heldUp = new HeldUp();
        while (heldUp.senders.size() < count) {
            Numbered numbered = stage.next();
            if (numbered.kind() == Kind.HOOK) {
                Sender sender = new Sender(stage.gateway().hooksPort());
                heldUp.senders.add(sender);
                heldUp.bodies.add(numbered);
                sender.begin(numbered);
            }
        }
        return heldUp;
    }

    /** Sends the bodies. */
    List<Answer> finish() {
        List<Answer> answers = new ArrayList<>();
        for (int index = 0; index < bodies.size(); index++) {
            answers.add(senders.get(index).finish(bodies.get(index)));
        }
        return answers;
    }

    @Override
    public void close() {
        senders.forEach(Sender::close);
    }
}
