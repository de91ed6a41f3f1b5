/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.local;

import dev.chatstream.local.demo.Demo;
import dev.chatstream.local.machine.StartException;
import dev.chatstream.local.part.Part;
import dev.chatstream.local.simulator.HookStream;
import java.io.PrintStream;
import java.net.URI;
import java.time.Instant;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One run of a pipeline at a terminal, from its start until somebody stops it or a part ends by itself. */
final class Run {
    /** The sample is written anew that often, so that whenever it is posted it ended a moment ago. */
    private static final int SECONDS_BETWEEN_SAMPLES = 300;

    private final LocalPipeline pipeline;
    private final PrintStream out;
    private final DemoProgress progress;
    private final double hooksPerSecond;
    private final long seed;
    private volatile @Nullable Demo demo;
    private volatile boolean stopping;

    Run(LocalPipeline pipeline, PrintStream out, double hooksPerSecond, long seed) {
        this.pipeline = pipeline;
        this.out = out;
        this.progress = new DemoProgress(out, Boolean.getBoolean("chatstream.terminal"));
        this.hooksPerSecond = hooksPerSecond;
        this.seed = seed;
    }

    /** Starts the pipeline and goes on until it is stopped; fails when a part ends by itself. */
    void untilStopped() {
        try {
            pipeline.start();
            Welcome.writeSample(pipeline.data());
            out.print(Welcome.text(pipeline.ports(), pipeline.data()));
            out.flush();
            startDemo();
            watch();
        } catch (RuntimeException e) {
            if (!stopping) {
                throw e;
            }
        }
    }

    private void startDemo() {
        if (hooksPerSecond > 0) {
            URI hooks = URI.create("http://127.0.0.1:" + pipeline.ports().gateway() + "/hooks/smartsupp/local");
            Demo started = new Demo(hooks, new HookStream(seed, Instant.now(), hooksPerSecond));
            demo = started;
            started.start();
        }
    }

    private void watch() {
        for (long second = 1; !stopping; second++) {
            @Nullable Part ended = waitASecond();
            if (ended != null) {
                throw new StartException(ended.endMessage());
            }
            @Nullable Demo running = demo;
            if (running != null && !stopping) {
                progress.tick(running.count());
            }
            if (second % SECONDS_BETWEEN_SAMPLES == 0) {
                Welcome.writeSample(pipeline.data());
            }
        }
    }

    private @Nullable Part waitASecond() {
        try {
            return pipeline.unexpectedEnd().get(1, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return null;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartException("interrupted", e);
        }
    }

    /** Stops whatever runs, in order, and waits for it. */
    void stop() {
        stopping = true;
        out.println();
        @Nullable Demo running = demo;
        if (running != null) {
            running.close();
            out.println("  demo        " + running.count().total() + " hooks posted (" + running.count() + ")");
        }
        pipeline.close();
        out.println("  stopped");
    }
}
