/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.chatstream.processor.config.ClusterConfig;
import dev.chatstream.processor.query.Replica;
import dev.chatstream.processor.support.LogCapture;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever another instance does, asking it ends in time and with an answer or a reason. */
class PeersTest {
    private static final String TOKEN = "a-token-of-the-group";
    private static final Duration TIMEOUT = Duration.ofMillis(300);

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<HttpServerRequest> received = new CopyOnWriteArrayList<>();
    private final Peers peers = new Peers(
            vertx, new ClusterConfig(Optional.of(TOKEN), Optional.empty(), TIMEOUT, 1, 1, 1), meters, System::nanoTime);

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    private Address peer(Handler<HttpServerRequest> behaviour) {
        HttpServer server = vertx.createHttpServer().requestHandler(request -> {
            received.add(request);
            behaviour.handle(request);
        });
        return new Address("127.0.0.1", server.listen(0, "127.0.0.1").await().actualPort());
    }

    private static HttpServerResponse ours(HttpServerRequest request) {
        return request.response()
                .putHeader("Chatstream-Hop", request.getHeader("Chatstream-Hop"))
                .putHeader("Content-Type", "application/json");
    }

    private PeerAnswer ask(Address peer) {
        return peers.ask(peer, "/api/v1/status?x=%C3%A9", Replica.ACTIVE).await();
    }

    private double counted(String outcome) {
        return meters.counter("chatstream.processor.hops", "outcome", outcome).count();
    }

    private void isSilent(Address peer, Silence expected) {
        assertThat(ask(peer)).isEqualTo(new PeerAnswer.Silent(expected));
        assertThat(counted(expected.tag())).isOne();
    }

    @Test
    void countsEveryOutcomeFromZeroOn() {
        // Given
        Set<String> expected = Stream.concat(
                        Stream.of("answered"), Stream.of(Silence.values()).map(Silence::tag))
                .collect(Collectors.toSet());

        // When
        Collection<Counter> counters = meters.get("chatstream.processor.hops").counters();

        // Then
        assertThat(counters).allMatch(counter -> counter.count() == 0);
        assertThat(counters)
                .extracting(counter -> counter.getId().getTag("outcome"))
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void bringsTheAnswerWithWhatBelongsToIt() {
        // Given
        Address peer = peer(request -> ours(request)
                .putHeader("ETag", "\"1\"")
                .putHeader("Chatstream-Next", "abc")
                .putHeader("Set-Cookie", "a=b")
                .putHeader("Server", "x")
                .end("{\"é\":1}"));

        // When
        PeerAnswer answer = peers.ask(
                        peer, "/api/v1/status?x=%C3%A9", Replica.COPY, new HopScope(Set.of(3), Optional.empty()))
                .await();

        // Then
        assertThat(answer)
                .isEqualTo(new PeerAnswer.Answered(
                        200, "application/json", Map.of("ETag", "\"1\"", "Chatstream-Next", "abc"), "{\"é\":1}"));
        assertThat(counted("answered")).isOne();
        HttpServerRequest request = received.get(0);
        assertThat(request.uri()).isEqualTo("/api/v1/status?x=%C3%A9");
        assertThat(request.getHeader("Authorization")).isEqualTo("Bearer " + TOKEN);
        assertThat(request.getHeader("Chatstream-Hop")).isEqualTo("copy");
        assertThat(request.getHeader("Chatstream-Partitions")).isEqualTo("3");
    }

    @Test
    void givesUpAfterItsTime() {
        // Given
        Address peer = peer(request -> {});

        // When
        long begun = System.nanoTime();
        isSilent(peer, Silence.LATE);

        // Then
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isBetween(TIMEOUT, TIMEOUT.multipliedBy(10));
    }

    @Test
    void givesUpOnABodyThatNeverEnds() {
        isSilent(
                peer(request -> {
                    HttpServerResponse response = ours(request).setChunked(true);
                    vertx.setPeriodic(20, tick -> response.write("drop"));
                }),
                Silence.LATE);
    }

    @Test
    void takesTheConnectionBackFromWhoeverWasLate() {
        // Given
        Address peer = peer(request -> {
            if (received.size() > 1) {
                ours(request).end("{}");
            }
        });
        ask(peer);

        // When
        PeerAnswer second = ask(peer);

        // Then
        assertThat(second).isInstanceOf(PeerAnswer.Answered.class);
    }

    @Test
    void asksOnlySoMuchAtATime() {
        // Given one who does not answer, and more time than it takes to ask him
        Address peer = peer(request -> {});
        Peers patient = new Peers(
                vertx,
                new ClusterConfig(Optional.empty(), Optional.empty(), TIMEOUT.multipliedBy(10), 1, 1, 1),
                meters,
                System::nanoTime);

        // When
        List<Future<PeerAnswer>> asked = new ArrayList<>();
        asked.add(patient.ask(peer, "/", Replica.ACTIVE));
        await().until(() -> received.size() == 1);
        for (int i = 0; i < 3; i++) {
            asked.add(patient.ask(peer, "/", Replica.ACTIVE));
        }
        Future.join(asked).await();

        // Then
        assertThat(asked.stream().map(Future::result))
                .filteredOn(answer -> answer.equals(new PeerAnswer.Silent(Silence.BUSY)))
                .hasSize(2);
    }

    @Test
    void findsNobodyWhereNobodyListens() {
        // Given
        HttpServer gone = vertx.createHttpServer().requestHandler(request -> {});
        Address address =
                new Address("127.0.0.1", gone.listen(0, "127.0.0.1").await().actualPort());
        gone.close().await();

        // When, Then
        isSilent(address, Silence.UNREACHABLE);
    }

    @Test
    void findsNobodyWhereTheConnectionBreaksOff() {
        isSilent(
                peer(request -> {
                    ours(request).setChunked(true).write("{");
                    request.connection().close();
                }),
                Silence.UNREACHABLE);
    }

    @Test
    void saysThatItsTokenIsRefusedButNotWhichItIs() {
        // Given
        Address peer = peer(request -> request.response().setStatusCode(401).end());

        try (LogCapture log = new LogCapture()) {
            // When
            isSilent(peer, Silence.REFUSED);

            // Then
            assertThat(log.text())
                    .contains("refuses this instance's cluster.token")
                    .doesNotContain(TOKEN);
        }
    }

    @Test
    void hearsThatThePeerDoesNotHaveIt() {
        isSilent(peer(request -> ours(request).setStatusCode(503).end("{}")), Silence.NOT_HERE);
    }

    @Test
    void takesNothingFromSomethingElseAtThatAddress() {
        isSilent(
                peer(request -> request.response()
                        .putHeader("Content-Type", "application/json")
                        .end("{\"counts\":{\"total\":0}}")),
                Silence.UNUSABLE);
    }

    @Test
    void doesNotFollow() {
        isSilent(
                peer(request -> ours(request)
                        .setStatusCode(302)
                        .putHeader("Location", "/elsewhere")
                        .end()),
                Silence.UNUSABLE);
        assertThat(received).hasSize(1);
    }

    @Test
    void takesNoBugForAnAnswer() {
        isSilent(peer(request -> ours(request).setStatusCode(500).end("{}")), Silence.UNUSABLE);
    }

    @Test
    void stopsReadingABodyThatIsTooLarge() {
        // Given
        Buffer much = Buffer.buffer(new byte[33 << 20]);

        // When, Then
        Peers patient = new Peers(
                vertx,
                new ClusterConfig(Optional.empty(), Optional.empty(), Duration.ofSeconds(20), 1, 1, 1),
                meters,
                System::nanoTime);
        assertThat(patient.ask(peer(request -> ours(request).end(much)), "/", Replica.ACTIVE)
                        .await())
                .isEqualTo(new PeerAnswer.Silent(Silence.UNUSABLE));
        assertThat(received.get(0).getHeader("Authorization")).isNull();
    }

    @Test
    void asksNobodyAfterTheEnd() {
        // Given
        Address peer = peer(request -> ours(request).end("{}"));
        peers.close().await();

        // When, Then
        isSilent(peer, Silence.UNREACHABLE);
    }
}
