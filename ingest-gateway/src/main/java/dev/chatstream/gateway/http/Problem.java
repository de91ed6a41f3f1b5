/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.http;

import dev.chatstream.avro.RejectionReason;
import dev.chatstream.gateway.publish.Refusal;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The one table from what went wrong to what is answered. */
enum Problem {
    NOT_HTTP(
            400,
            "The request is not HTTP",
            "Nothing was kept. Look at what the HTTP client, or a proxy in between, writes."),
    NOT_GZIP(
            400,
            "The body is not gzip, as its header says, or not all of it",
            "Nothing was kept. Send the whole of what gzip made and nothing after it, or leave out "
                    + "Content-Encoding."),
    NOT_JSON(
            400,
            "The body is not JSON",
            "The bytes are kept in quarantine under the quarantineId. The detail says where the JSON breaks "
                    + "off. Mend the sender. Delivering the same bytes again gives the same answer."),
    NOT_A_HOOK(
            422,
            "The body is JSON, but not a hook",
            "The bytes are kept in quarantine under the quarantineId. The pointer names the place in the "
                    + "body, expected what belongs there. Delivering the same bytes again gives the same answer."),
    NOT_STORABLE(
            422,
            "The hook cannot be stored",
            "The bytes are kept in quarantine under the quarantineId. The detail says what stands in the "
                    + "way. Delivering the same bytes again gives the same answer."),
    ACCOUNT_NOT_ALLOWED(
            422,
            "The source may not send for this account",
            "The bytes are kept in quarantine under the quarantineId. The setting sources.<name>.accounts of the "
                    + "gateway lists the accounts. Delivering the same bytes again gives the same answer."),
    NOT_ADMITTED(
            401,
            "Unknown source or wrong token",
            "Nothing was kept. Look at the source's name and token: POST /hooks/<source>/<token>, or POST "
                    + "/hooks/<source> with the token as X-Chatstream-Token or as the password of Basic credentials."),
    ADDRESS_NOT_ALLOWED(
            403,
            "The source may not send from this address",
            "Nothing was kept. The settings sources.<name>.addresses and http.trusted.proxies of the gateway say "
                    + "from where a source may send."),
    BAD_SIGNATURE(
            403,
            "The signature is missing or wrong",
            "Nothing was kept. X-Smartsupp-Hmac takes the HMAC-SHA256 of the whole body, inflated, in hex, with the "
                    + "source's secret."),
    NOT_FOUND(
            404,
            "There is nothing at this path",
            "Hooks are taken at /hooks/<source>/<token>; /openapi.yaml describes the rest."),
    METHOD_NOT_ALLOWED(
            405,
            "The path takes other methods",
            "The header Allow names the methods that the path takes; hooks are sent with POST."),
    BODY_TOO_SLOW(
            408,
            "The body did not arrive in time",
            "Nothing was kept. Deliver it again; if that fails too, look at the sender's network."),
    BODY_TOO_LARGE(
            413,
            "The body is too large",
            "Nothing was kept. The setting max.body of the gateway bounds a body, inflated if it is sent as gzip."),
    CODING_NOT_TAKEN(
            415,
            "Bodies are sent plain or as gzip",
            "Nothing was kept. Leave out Content-Encoding, or compress with gzip."),
    REQUEST_LINE_TOO_LONG(
            414,
            "The request's first line is too long",
            "Nothing was kept. The setting http.max.request.line of the gateway bounds the path."),
    HEADERS_TOO_LARGE(
            431,
            "The request's headers are too large",
            "Nothing was kept. The setting http.max.headers of the gateway bounds the headers."),
    TOO_FAST(
            429,
            "The source sends more hooks a second than it may",
            "Nothing was kept. Deliver it again after Retry-After. The setting sources.<name>.rate of the gateway "
                    + "bounds the hooks a second."),
    INTERNAL(
            500,
            "The gateway has a bug",
            "The gateway's log has more. The body is not known to be kept: deliver it again."),
    BUSY(
            503,
            "Too many hooks are under way",
            "Nothing was kept. Deliver it again after Retry-After. The setting inflight.max.bytes of the "
                    + "gateway bounds what waits."),
    NOT_READY(
            503,
            "The gateway cannot store hooks now",
            "Nothing was kept. Deliver it again after Retry-After. Until Kafka or the schema registry is "
                    + "back, /health/ready on the gateway's operations port says what is missing."),
    NOT_ACKNOWLEDGED(
            503,
            "The hook was not stored in time",
            "The body is not known to be kept: deliver it again after Retry-After. It may be stored all the "
                    + "same; a second copy has the same id."),
    KAFKA_ERROR(
            503,
            "The hook could not be stored",
            "The body is not known to be kept: deliver it again after Retry-After. The gateway's log has more."),
    NOT_SPOOLED(
            503,
            "The hook could be stored neither in Kafka nor on disk",
            "The body is not known to be kept: deliver it again after Retry-After. The gateway's metrics and log tell "
                    + "whether its spool is full or its disk fails.");

    /** Those of requests that are answered before their body counts as received. */
    static final Set<Problem> OF_REQUESTS = Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(
            NOT_JSON,
            NOT_A_HOOK,
            NOT_STORABLE,
            ACCOUNT_NOT_ALLOWED,
            NOT_READY,
            NOT_ACKNOWLEDGED,
            KAFKA_ERROR,
            NOT_SPOOLED)));

    private final int status;
    private final String title;
    private final String advice;

    Problem(int status, String title, String advice) {
        this.status = status;
        this.title = title;
        this.advice = advice;
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

    /** What became of the body, and what to do. */
    String advice() {
        return advice;
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
