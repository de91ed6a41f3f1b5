/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.local;

import dev.chatstream.local.machine.DataFolder;
import dev.chatstream.local.machine.Ports;
import dev.chatstream.local.part.Part;
import dev.chatstream.local.part.PartName;
import dev.chatstream.local.part.Parts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * A whole pipeline on this machine. Closing it stops the parts in the reverse order of their start, waits for each, and
 * leaves no process.
 */
public final class LocalPipeline implements AutoCloseable {
    private static final Duration START_WITHIN = Duration.ofSeconds(120);

    private final Ports ports;
    private final DataFolder data;
    private final Map<PartName, Part> parts;
    private final StartListener listener;
    private final CompletableFuture<Part> unexpectedEnd = new CompletableFuture<>();

    private LocalPipeline(LocalOptions options, Ports ports, DataFolder data, StartListener listener) {
        this.ports = ports;
        this.data = data;
        this.listener = listener;
        this.parts = Parts.of(
                options.parts(), options.installation(), data, ports, options.settings(), unexpectedEnd::complete);
    }

    /**
     * Locks the data folder, checks ports and installation, and only then deletes old data when that is wanted; starts
     * nothing yet.
     */
    public static LocalPipeline prepare(LocalOptions options, StartListener listener) {
        DataFolder data = DataFolder.open(options.dataFolder());
        try {
            Leftovers.await(data, listener);
            Ports ports = options.ports().resolved();
            PortCheck.requireFree(PortCheck.byUse(ports, options.parts()));
            LocalPipeline pipeline = new LocalPipeline(options, ports, data, listener);
            if (options.fresh()) {
                data.wipe();
            }
            data.rotateLogs();
            return pipeline;
        } catch (RuntimeException | Error e) {
            data.close();
            throw e;
        }
    }

    /** A pipeline that is ready. */
    public static LocalPipeline started(LocalOptions options, StartListener listener) {
        LocalPipeline pipeline = prepare(options, listener);
        try {
            pipeline.start();
            return pipeline;
        } catch (RuntimeException | Error e) {
            pipeline.close();
            throw e;
        }
    }

    /** Starts everything and waits until all is ready. */
    public void start() {
        startAll(PartName.REGISTRY, PartName.BROKER);
        if (parts.keySet().containsAll(Set.of(PartName.BROKER, PartName.REGISTRY))) {
            long begin = System.nanoTime();
            Provision.run(bootstrapServers(), registryUrl());
            listener.provisioned(Duration.ofNanos(System.nanoTime() - begin));
        }
        startAll(PartName.PROCESSOR, PartName.GATEWAY);
    }

    private void startAll(PartName... names) {
        long begin = System.nanoTime();
        List<Part> started = new ArrayList<>();
        for (PartName name : names) {
            Part part = parts.get(name);
            if (part != null) {
                listener.starting(part.spec());
                part.start();
                Leftovers.remember(data, parts.values());
                started.add(part);
            }
        }
        for (Part part : started) {
            part.awaitReady(START_WITHIN);
            listener.ready(part.spec(), Duration.ofNanos(System.nanoTime() - begin));
        }
    }

    /** Starts a part again that was stopped or killed, and waits until it is ready. */
    public void restart(PartName name) {
        Part part = part(name);
        part.start();
        Leftovers.remember(data, parts.values());
        part.awaitReady(START_WITHIN);
    }

    public Part part(PartName name) {
        Part part = parts.get(name);
        if (part == null) {
            throw new IllegalArgumentException(name.label() + " is not among the parts " + parts.keySet());
        }
        return part;
    }

    /** Completes with the first part whose process ends without having been asked to. */
    public CompletableFuture<Part> unexpectedEnd() {
        return unexpectedEnd;
    }

    public Ports ports() {
        return ports;
    }

    public DataFolder data() {
        return data;
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + ports.kafka();
    }

    /** Base of the registry's Confluent-compatible API. */
    public String registryUrl() {
        return Parts.registryUrl(ports);
    }

    @Override
    public synchronized void close() {
        List<Part> reversed = new ArrayList<>(parts.values());
        Collections.reverse(reversed);
        for (Part part : reversed) {
            if (part.alive()) {
                listener.stopping(part.spec());
            }
            part.close();
        }
        data.close();
    }
}
