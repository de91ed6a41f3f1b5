/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway;

import dev.chatstream.gateway.config.GatewayConfig;
import dev.chatstream.gateway.config.SourceConfig;
import dev.chatstream.gateway.config.TlsConfig;
import dev.chatstream.gateway.connection.Tls;
import dev.chatstream.gateway.connection.TlsException;
import dev.chatstream.gateway.publish.KafkaCheckup;
import dev.chatstream.gateway.publish.SchemaIdLookup;
import dev.chatstream.gateway.publish.SchemaIdMemory;
import dev.chatstream.gateway.spool.SpoolCheckup;
import dev.chatstream.gateway.spool.SpoolException;
import dev.chatstream.schemas.registry.SchemaRegistry;
import dev.chatstream.schemas.topic.TopicNames;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/** Looks, before a start, at everything that a hook needs on its way; takes none and changes nothing. */
final class Checkup {
    private final GatewayConfig config;

    Checkup(GatewayConfig config) {
        this.config = config;
    }

    /**
     * What was found of one part.
     *
     * @param well whether hooks could be taken, as far as this part goes
     * @param words for an operator
     */
    private record Finding(String part, boolean well, String words) {}

    /** Prints one line for each part; false when something is wrong. */
    boolean report(PrintWriter out) {
        List<Finding> findings = List.of(
                find("sources", this::sources),
                find("tls", this::tls),
                find("kafka", this::kafka),
                find("registry", this::registry),
                find("spool", this::spool));
        findings.forEach(finding ->
                out.printf("%-8s  %-5s  %s%n", finding.part(), finding.well() ? "ok" : "WRONG", finding.words()));
        out.flush();
        return findings.stream().allMatch(Finding::well);
    }

    /** Thrown with what is wrong. */
    private static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;

        Wrong(String words) {
            super(words);
        }
    }

    private static Finding find(String part, Callable<String> look) {
        try {
            return new Finding(part, true, look.call());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Finding(part, false, "interrupted");
        } catch (Wrong | TlsException e) {
            return new Finding(part, false, String.valueOf(e.getMessage()));
        } catch (Exception e) {
            return new Finding(part, false, e.toString());
        }
    }

    private static void failOn(Optional<String> problem) throws Wrong {
        if (problem.isPresent()) {
            throw new Wrong(problem.get());
        }
    }

    private String sources() {
        return config.access().sources().stream().map(SourceConfig::name).collect(Collectors.joining(", "));
    }

    private String tls() throws TlsException {
        Optional<TlsConfig> files = config.http().tls();
        if (files.isEmpty()) {
            return "off: the port speaks plain HTTP";
        }
        Vertx vertx = Vertx.vertx();
        try {
            return "the certificate expires " + Tls.check(vertx, files.get());
        } finally {
            vertx.close();
        }
    }

    private String kafka() throws InterruptedException, Wrong {
        KafkaCheckup kafka = new KafkaCheckup(config.publish());
        failOn(kafka.problem());
        return "takes records of " + config.publish().maxRecord() + " bytes in " + String.join(", ", kafka.topics());
    }

    private String registry() throws Wrong {
        TopicNames topics = config.publish().topics();
        try (SchemaRegistry registry = SchemaRegistry.open(config.registry().client())) {
            if (config.registry().autoRegister()) {
                Set<String> missing = SchemaIdLookup.missing(registry, topics);
                if (!missing.isEmpty()) {
                    return "answers; these schemas will be registered: " + String.join(", ", missing);
                }
            }
            SchemaIdLookup ids =
                    new SchemaIdLookup(registry, topics, false, new SchemaIdMemory(Optional.empty(), "", topics));
            ids.attempt();
            failOn(ids.problem());
            return "knows the schemas: " + ids.ids().orElseThrow();
        }
    }

    private String spool() throws Wrong {
        if (config.spool().dir().isEmpty()) {
            return "off: hooks are answered 503 while Kafka is away (spool.dir)";
        }
        Path folder = config.spool().dir().get().toAbsolutePath();
        Optional<String> found = found(folder);
        Path existing = folder;
        while (existing.getParent() != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
            throw new Wrong("the folder " + folder + " (spool.dir) cannot be written to; let the gateway's user write"
                    + " there, or choose another folder");
        }
        long free = existing.toFile().getUsableSpace() - config.spool().minFree();
        if (free <= 0) {
            throw new Wrong(
                    "the disk of " + folder + " (spool.dir) has less than spool.min.free left; free some of it");
        }
        return "may write " + Math.min(free, config.spool().maxBytes()) + " bytes to " + folder
                + found.map(words -> "; " + words).orElse("");
    }

    private static Optional<String> found(Path folder) throws Wrong {
        try {
            return SpoolCheckup.found(folder);
        } catch (SpoolException e) {
            throw new Wrong(String.valueOf(e.getMessage()));
        }
    }
}
