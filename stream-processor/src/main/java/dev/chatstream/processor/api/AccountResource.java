/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import io.netty.handler.codec.http.QueryStringEncoder;
import io.vertx.core.MultiMap;
import java.util.Set;

/**
 * Something that can be read about one account: where it lies, what it can be asked, and how that becomes a question.
 */
interface AccountResource {

    /** Below {@code /api/v1/accounts/{account}}, for example {@code /summary}. */
    String path();

    /** Path and query under which every instance answers the same. */
    default String address(long accountId, MultiMap query) {
        QueryStringEncoder address = new QueryStringEncoder("/api/v1/accounts/" + accountId + path());
        query.forEach(address::addParam);
        return address.toString();
    }

    /** Every parameter that it takes; others are refused. */
    Set<String> parameters();

    /**
     * Reads the parameters, without looking at any state.
     *
     * @throws BadParameter when one cannot be used; the answer is 422
     */
    AccountQuestion question(long accountId, Parameters parameters) throws BadParameter;

    /** Whether the answer is everything, read page by page as the caller takes it, rather than one page. */
    default boolean goesOn(Parameters parameters) throws BadParameter {
        return false;
    }
}
