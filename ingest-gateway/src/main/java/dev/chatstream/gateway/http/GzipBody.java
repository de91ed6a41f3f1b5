/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.http;

import dev.chatstream.gateway.gzip.GzipException;
import dev.chatstream.gateway.gzip.Inflation;
import dev.chatstream.gateway.gzip.Inflation.State;
import dev.chatstream.gateway.publish.InflightBytes;
import io.vertx.core.Context;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A body that came as gzip: a small one is inflated on the event loop, the rest of a large one where it may take long.
 */
final class GzipBody implements Inflation.Room {
    private static final int ON_EVENT_LOOP = 64 * 1024;
    private static final int ELSEWHERE = 1024 * 1024;

    private final Context context;
    private final InflightBytes inflight;
    private final Inflation inflation;
    private final BiConsumer<byte[], @Nullable Problem> whenDone;

    /**
     * Takes the array over.
     *
     * @param most largest inflated size
     * @param whenDone called on the context with the inflated bytes, for which as much room is taken, or with a problem
     */
    GzipBody(
            byte[] compressed,
            int most,
            Context context,
            InflightBytes inflight,
            BiConsumer<byte[], @Nullable Problem> whenDone) {
        this.context = context;
        this.inflight = inflight;
        this.inflation = new Inflation(compressed, most, this);
        this.whenDone = whenDone;
    }

    @Override
    public boolean tryTake(int bytes) {
        return inflight.tryAcquire(bytes);
    }

    @Override
    public void giveBack(int bytes) {
        inflight.release(bytes);
    }

    void inflate() {
        try {
            State state = inflation.step(ON_EVENT_LOOP);
            if (state == State.MORE) {
                context.executeBlocking(this::restOf, false).onComplete(this::settle, this::settle);
            } else {
                settle(state);
            }
        } catch (GzipException e) {
            settle(e);
        }
    }

    private State restOf() throws GzipException {
        State state = State.MORE;
        while (state == State.MORE) {
            state = inflation.step(ELSEWHERE);
        }
        return state;
    }

    private void settle(State state) {
        switch (state) {
            case DONE -> finish(null);
            case TOO_LARGE -> finish(Problem.BODY_TOO_LARGE);
            case NO_ROOM -> finish(Problem.BUSY);
            case MORE -> throw new IllegalStateException("not at the end");
        }
    }

    private void settle(Throwable failure) {
        finish(failure instanceof GzipException ? Problem.NOT_GZIP : Problem.INTERNAL);
    }

    private void finish(@Nullable Problem problem) {
        inflation.close();
        if (problem == null) {
            whenDone.accept(inflation.bytes(), null);
        } else {
            inflight.release(inflation.reserved());
            whenDone.accept(new byte[0], problem);
        }
    }
}
