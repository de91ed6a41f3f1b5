/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.http;

import dev.chatstream.avro.RejectionReason;
import dev.chatstream.gateway.publish.Refusal;
import java.util.Locale;

/** The one table from what went wrong to what is answered. */
enum Problem {
    NOT_JSON(400, "The body is not JSON"),
    NOT_A_HOOK(422, "The body is JSON, but not a hook"),
    NOT_STORABLE(422, "The hook cannot be stored"),
    ACCOUNT_NOT_ALLOWED(422, "The source may not send for this account"),
    NOT_ADMITTED(401, "Unknown source or wrong token"),
    ADDRESS_NOT_ALLOWED(403, "The source may not send from this address"),
    BAD_SIGNATURE(403, "The signature is missing or wrong"),
    NOT_FOUND(404, "There is nothing at this path"),
    METHOD_NOT_ALLOWED(405, "Hooks are sent with POST"),
    BODY_TOO_SLOW(408, "The body did not arrive in time"),
    BODY_TOO_LARGE(413, "The body is too large"),
    TOO_FAST(429, "The source sends more hooks a second than it may"),
    INTERNAL(500, "The gateway has a bug"),
    BUSY(503, "Too many hooks are under way"),
    NOT_READY(503, "The gateway cannot store hooks now"),
    NOT_ACKNOWLEDGED(503, "The hook was not stored in time"),
    KAFKA_ERROR(503, "The hook could not be stored"),
    NOT_SPOOLED(503, "The hook could be stored neither in Kafka nor on disk");

    private final int status;
    private final String title;

    Problem(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /** Problem of a body in quarantine. */
    static Problem of(RejectionReason reason) {
        return switch (reason) {
            case NOT_JSON -> NOT_JSON;
            case NOT_A_HOOK -> NOT_A_HOOK;
            case ACCOUNT_NOT_ALLOWED -> ACCOUNT_NOT_ALLOWED;
            case REFUSED_BY_KAFKA, UNKNOWN -> NOT_STORABLE;
        };
    }

    /** Problem of a hook that its sender still has. */
    static Problem of(Refusal refusal) {
        return switch (refusal) {
            case NOT_READY, KAFKA_UNREACHABLE -> NOT_READY;
            case IN_FLIGHT_LIMIT, BUFFER_FULL -> BUSY;
            case ACK_TIMEOUT -> NOT_ACKNOWLEDGED;
            case SPOOL_FULL, SPOOL_TIMEOUT, SPOOL_ERROR -> NOT_SPOOLED;
            case KAFKA_ERROR, FOR_GOOD -> KAFKA_ERROR;
        };
    }

    int status() {
        return status;
    }

    String title() {
        return title;
    }

    /** Names the problem for ever; a relative reference, as RFC 9457 allows. */
    String type() {
        return "/problems/" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether the same request may succeed a little later. */
    boolean passes() {
        return status == 503 || this == BODY_TOO_SLOW;
    }
}
