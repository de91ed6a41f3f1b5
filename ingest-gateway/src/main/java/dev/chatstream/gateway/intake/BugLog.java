/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.intake;

import dev.chatstream.gateway.record.WithoutMessage;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports what a body met that must not happen, without anything of the body. */
public final class BugLog implements Consumer<RuntimeException> {
    private static final Logger LOG = LoggerFactory.getLogger(BugLog.class);

    @Override
    public void accept(RuntimeException bug) {
        LOG.error("a bug: a body could not be read, it goes to quarantine", WithoutMessage.of(bug));
    }
}
