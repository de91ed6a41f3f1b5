/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.dashboard;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** What open pages are to the processor, without fifty browsers: streams that are read. */
final class OpenPages implements AutoCloseable {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicLong bytes = new AtomicLong();
    private final List<CompletableFuture<HttpResponse<Void>>> streams;

    /** @param urls of the streams, one for each page */
    OpenPages(List<String> urls) {
        streams = urls.stream()
                .map(url -> client.sendAsync(
                        HttpRequest.newBuilder(URI.create(url)).build(),
                        HttpResponse.BodyHandlers.ofByteArrayConsumer(
                                part -> part.ifPresent(read -> bytes.addAndGet(read.length)))))
                .toList();
    }

    /** What all of them have received. */
    long bytes() {
        return bytes.get();
    }

    boolean allOpen() {
        return streams.stream().noneMatch(CompletableFuture::isDone);
    }

    @Override
    public void close() {
        streams.forEach(stream -> stream.cancel(true));
    }
}
