/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.record;

import dev.chatstream.gateway.hook.HookParse;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;

/** Tells what a body is to be kept as. Safe for use by several threads. */
public final class Judge {
    private final Function<byte[], HookParse> parser;
    private final Consumer<RuntimeException> bugs;

    /**
     * Judges with this parser.
     *
     * @param bugs told of what the parser throws; the message may quote the body
     */
    public Judge(Function<byte[], HookParse> parser, Consumer<RuntimeException> bugs) {
        this.parser = parser;
        this.bugs = bugs;
    }

    /**
     * Judges a body. Never throws: a bug must not lose a body, so one that meets a bug is for quarantine.
     *
     * @param accounts whether the sender may send for the account, in canonical decimal
     */
    public Verdict judge(byte[] body, Predicate<String> accounts) {
        try {
            return parser.apply(body)
                    .<Verdict>fold(
                            hook -> accounts.test(Long.toString(hook.accountId()))
                                    ? new Verdict.Hook(hook)
                                    : new Verdict.Rejected(Rejection.accountNotAllowed("/accountId")),
                            event -> accounts.test(event.canonicalAccount())
                                    ? new Verdict.Event(event)
                                    : new Verdict.Rejected(Rejection.accountNotAllowed("/account_id")),
                            notJson -> new Verdict.Rejected(Rejection.of(notJson)),
                            notAHook -> new Verdict.Rejected(Rejection.of(notAHook)));
        } catch (RuntimeException e) {
            bugs.accept(e);
            return new Verdict.Rejected(Rejection.ofABug());
        }
    }
}
