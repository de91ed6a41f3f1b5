/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chatstream.local.LocalOptions;
import dev.chatstream.local.LocalPipeline;
import dev.chatstream.local.Sample;
import dev.chatstream.local.StartListener;
import dev.chatstream.local.machine.Ports;
import dev.chatstream.local.part.PartName;
import dev.chatstream.systemtests.TestRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.TopicPartition;

/** Broker, registry, gateway and two processors that the group knows by name. */
final class Pair implements AutoCloseable {
    static final String FIRST = "cluster-first";
    static final String SECOND = "cluster-second";
    static final String TOKEN = "the-token-of-this-group";

    private static final String GROUP = "chatstream-processor";

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private final LocalPipeline first;
    private final Admin admin;
    private LocalPipeline second;

    Pair() {
        first = LocalPipeline.started(options(FIRST, Ports.ANY, TOKEN).withFresh(true), StartListener.SILENT);
        second = LocalPipeline.started(secondOptions(TOKEN).withFresh(true), StartListener.SILENT);
        admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, first.bootstrapServers()));
    }

    private LocalOptions secondOptions(String token) {
        Ports ports = new Ports(first.ports().kafka(), first.ports().registry(), 0, 0, 0, 0);
        return options(SECOND, ports, token).withParts(PartName.PROCESSOR);
    }

    private static LocalOptions options(String name, Ports ports, String token) {
        return LocalOptions.whole(TestRun.installation(), TestRun.dataFolder(name), ports)
                .withSetting(PartName.PROCESSOR, "instance.id", name)
                .withSetting(PartName.PROCESSOR, "kafka.client.id", name)
                .withSetting(PartName.PROCESSOR, "cluster.token", token)
                // one is restarted, which must not take longer on a busy machine; the other is killed, and waited for
                .withSetting(PartName.PROCESSOR, "kafka.session.timeout.ms", name.equals(FIRST) ? "60000" : "10000");
    }

    LocalPipeline first() {
        return first;
    }

    LocalPipeline second() {
        return second;
    }

    void stopSecond() {
        second.close();
    }

    /** Starts it again, with another token of the cluster. */
    void startSecondWithToken(String token) {
        second = LocalPipeline.started(secondOptions(token), StartListener.SILENT);
    }

    static String address(LocalPipeline instance) {
        return "127.0.0.1:" + instance.ports().api();
    }

    static URI api(LocalPipeline instance, String path) {
        return URI.create("http://" + address(instance) + "/api/v1" + path);
    }

    static URI metrics(LocalPipeline instance) {
        return URI.create("http://127.0.0.1:" + instance.ports().processorOps() + "/metrics");
    }

    HttpResponse<String> get(URI address, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(20));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    JsonNode json(URI address) {
        HttpResponse<String> answer = get(address);
        assertThat(answer.statusCode()).as("%s: %s", address, answer.body()).isEqualTo(200);
        return TestRun.json(answer.body());
    }

    /** Sends a conversation of the account that ended then. */
    void post(long account, Instant end) {
        String body =
                Sample.endingAt(Sample.CURRENT, end).replaceFirst("\"accountId\": *\\d+", "\"accountId\": " + account);
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + first.ports().gateway() + "/hooks/smartsupp/local"))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            assertThat(client.send(request, BodyHandlers.ofString()).statusCode())
                    .isEqualTo(200);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Partitions by the instance that the broker has assigned them to. */
    Map<String, Set<TopicPartition>> assigned() {
        Map<String, Set<TopicPartition>> assigned = new TreeMap<>();
        try {
            admin.describeConsumerGroups(Set.of(GROUP)).all().get().values().stream()
                    .flatMap(group -> group.members().stream())
                    .filter(member -> member.groupInstanceId().isPresent())
                    .forEach(member -> assigned.computeIfAbsent(
                                    member.clientId().startsWith(FIRST) ? FIRST : SECOND, name -> new HashSet<>())
                            .addAll(member.assignment().topicPartitions()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } catch (ExecutionException e) {
            throw new AssertionError("the broker does not say", e);
        }
        return assigned;
    }

    /** Numbers of the partitions that an instance processes, as another one sees it. */
    static Set<Integer> processedBy(LocalPipeline instance, JsonNode status) {
        Set<Integer> partitions = new TreeSet<>();
        status.get("partitions").forEach(partition -> {
            if (address(instance).equals(partition.get("active").textValue())) {
                partitions.add(partition.get("partition").intValue());
            }
        });
        return partitions;
    }

    static String log(LocalPipeline instance) {
        try {
            return Files.readString(instance.data().log(PartName.PROCESSOR.label()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        admin.close();
        second.close();
        first.close();
    }
}
