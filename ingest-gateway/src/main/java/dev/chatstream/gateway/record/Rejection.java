/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.record;

import dev.chatstream.avro.RejectionReason;
import dev.chatstream.gateway.hook.HookParse;
import java.util.Optional;

/**
 * Why a body is not taken, without any value of it.
 *
 * @param reason the kind of reason
 * @param detail a sentence for a person
 * @param pointer RFC 6901 pointer to the place, when there is one
 * @param expected what must stand there, when there is such a place
 */
public record Rejection(RejectionReason reason, String detail, Optional<String> pointer, Optional<String> expected) {

    public static Rejection of(HookParse.NotJson parse) {
        return new Rejection(
                RejectionReason.NOT_JSON,
                "The body is not JSON in UTF-8; reading it stopped at line " + parse.line() + ", byte " + parse.column()
                        + ".",
                Optional.empty(),
                Optional.empty());
    }

    public static Rejection of(HookParse.NotAHook parse) {
        String place = parse.pointer().isEmpty() ? "the root of the body" : parse.pointer();
        return new Rejection(
                RejectionReason.NOT_A_HOOK,
                "At " + place + " stands " + parse.found().words() + "; expected is " + parse.expected() + ".",
                Optional.of(parse.pointer()),
                Optional.of(parse.expected()));
    }

    /** The same without what can be long. */
    public Rejection withoutDetail() {
        return new Rejection(reason, "", Optional.empty(), Optional.empty());
    }

    /** The gateway has a bug that this body meets. */
    public static Rejection ofABug() {
        return new Rejection(
                RejectionReason.UNKNOWN,
                "The gateway could not read the body, because it has a bug; its log says where.",
                Optional.empty(),
                Optional.empty());
    }

    /**
     * The sender may not send for this account.
     *
     * @param pointer RFC 6901 pointer to the account
     */
    public static Rejection accountNotAllowed(String pointer) {
        return new Rejection(
                RejectionReason.ACCOUNT_NOT_ALLOWED,
                "At " + pointer + " stands an account that this source may not send for.",
                Optional.of(pointer),
                Optional.of("an account that the source lists"));
    }

    /** The hook is well-formed, but no record can hold it. */
    public static Rejection tooLarge(int size, int most) {
        return new Rejection(
                RejectionReason.REFUSED_BY_KAFKA,
                "The hook's record would have " + size + " bytes; at most " + most + " are allowed.",
                Optional.empty(),
                Optional.empty());
    }

    /** Kafka will not take the hook's record, now or later. */
    public static Rejection refusedByKafka() {
        return new Rejection(
                RejectionReason.REFUSED_BY_KAFKA,
                "Kafka refused the hook's record for good.",
                Optional.empty(),
                Optional.empty());
    }
}
