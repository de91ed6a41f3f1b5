/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.trace;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.StatusCode;

/** The spans of one hook. */
record Spans(Span server, Span producer) implements HookTrace {
    private static final int FIRST_FAULT_OF_OURS = 500;
    private static final String OUTCOME = "chatstream.outcome";

    @Override
    public String traceparent() {
        SpanContext context = producer.getSpanContext();
        return "00-" + context.getTraceId() + '-' + context.getSpanId() + '-'
                + context.getTraceFlags().asHex();
    }

    @Override
    public void end(String outcome, int status) {
        producer.setAttribute(OUTCOME, outcome);
        server.setAttribute(OUTCOME, outcome).setAttribute("http.response.status_code", status);
        if (status >= FIRST_FAULT_OF_OURS) {
            producer.setStatus(StatusCode.ERROR);
            server.setStatus(StatusCode.ERROR);
        }
        producer.end();
        server.end();
    }
}
