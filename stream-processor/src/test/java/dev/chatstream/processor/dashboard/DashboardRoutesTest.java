/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page as a browser gets it. */
class DashboardRoutesTest {
    private static final Pattern FILE = Pattern.compile("(?:href|src)=\"(/assets/[^\"]+)\"");
    private static final int MOST_BYTES = 300_000;

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();
    private HttpServer server;

    @BeforeEach
    void start() {
        Router router = Router.router(vertx);
        new DashboardRoutes().addTo(router);
        server = vertx.createHttpServer(new HttpServerOptions().setCompressionSupported(true))
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .await();
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    private <T> HttpResponse<T> send(String method, String path, HttpResponse.BodyHandler<T> body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .header("Accept-Encoding", "gzip")
                .build();
        return client.send(request, body);
    }

    private String page() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + "/"))
                .build();
        return client.send(request, BodyHandlers.ofString()).body();
    }

    private Set<String> files() throws IOException, InterruptedException {
        return FILE.matcher(page()).results().map(found -> found.group(1)).collect(Collectors.toSet());
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @Test
    void the_page_is_asked_for_each_time_and_runs_only_what_is_its_own() throws Exception {
        // When
        HttpResponse<Void> answer = send("GET", "/", BodyHandlers.discarding());

        // Then
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(header(answer, "Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(header(answer, "Cache-Control")).isEqualTo("no-cache");
        assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(List.of(header(answer, "Content-Security-Policy").split("; ")))
                .containsExactlyInAnyOrder(
                        "default-src 'none'",
                        "script-src 'self'",
                        "style-src 'self'",
                        "img-src 'self' data: blob:",
                        "connect-src 'self'",
                        "base-uri 'none'",
                        "form-action 'none'",
                        "frame-ancestors 'none'");
    }

    @Test
    void files_are_kept_for_good_because_their_folder_is_a_hash_of_them() throws Exception {
        for (String file : files()) {
            HttpResponse<Void> answer = send("GET", file, BodyHandlers.discarding());
            assertThat(answer.statusCode()).as(file).isEqualTo(200);
            assertThat(header(answer, "Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
            assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(header(answer, "Content-Type")).matches("text/(css|javascript); charset=utf-8|image/svg\\+xml");
        }
        assertThat(files()).isNotEmpty().allMatch(file -> file.matches("/assets/[0-9a-f]{20}/[a-z.-]+"));
    }

    @Test
    void page_and_files_are_compressed_and_small_together() throws Exception {
        // When
        long bytes = send("GET", "/", BodyHandlers.ofByteArray()).body().length;
        for (String file : files()) {
            HttpResponse<byte[]> answer = send("GET", file, BodyHandlers.ofByteArray());
            assertThat(header(answer, "Content-Encoding")).as(file).isEqualTo("gzip");
            bytes += answer.body().length;
        }

        // Then
        assertThat(bytes).isBetween(10_000L, (long) MOST_BYTES);
    }

    @Test
    void head_answers_what_get_answers_without_the_body() throws Exception {
        for (String path : List.of("/", files().iterator().next())) {
            HttpResponse<byte[]> answer = send("HEAD", path, BodyHandlers.ofByteArray());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nothing.js", "index.html", "..%2Findex.html", "%2e%2e%2f%2e%2e%2fopenapi.yaml", ""})
    void what_the_page_does_not_name_is_not_there(String name) throws Exception {
        // Given
        String file = files().iterator().next();
        String folder = file.substring(0, file.lastIndexOf('/') + 1);

        // Then
        assertThat(send("GET", folder + name, BodyHandlers.discarding()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void files_of_another_version_are_not_there() throws Exception {
        // Given
        String file = files().iterator().next();
        String other = file.replaceFirst("/assets/[0-9a-f]+/", "/assets/0123456789abcdef0123/");

        // Then
        assertThat(send("GET", other, BodyHandlers.discarding()).statusCode()).isEqualTo(404);
    }

    @Test
    void nothing_can_be_posted() throws Exception {
        assertThat(send("POST", "/", BodyHandlers.discarding()).statusCode()).isEqualTo(405);
    }
}
