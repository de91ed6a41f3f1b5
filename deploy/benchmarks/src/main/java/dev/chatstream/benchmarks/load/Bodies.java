/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.benchmarks.load;

import dev.chatstream.local.simulator.HookStream;
import dev.chatstream.local.simulator.SimulatedHook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bodies of hooks as the simulator writes them, for other accounts and times: each is drawn once and used often. */
public final class Bodies {
    private static final Instant NOON = Instant.parse("2026-01-05T12:00:00Z");
    private static final Pattern CHANGED = Pattern.compile("\"(accountId|beginAt|endAt|sentAt)\":(\\d+)");
    private static final String ACCOUNT = "accountId";

    private final List<Body> bodies;
    private int next;

    /** A body in pieces: after each, but the last, comes a number. */
    private record Body(List<String> pieces, List<Hole> holes, long endAt) {}

    private record Hole(boolean account, long millis) {}

    private Bodies(List<Body> bodies) {
        this.bodies = bodies;
    }

    /** Draws that many. */
    public static Bodies draw(int count, long seed) {
        HookStream stream = new HookStream(seed, NOON, 1);
        List<Body> bodies = new ArrayList<>();
        while (bodies.size() < count) {
            SimulatedHook hook = stream.next();
            if (hook.cause() == SimulatedHook.Cause.ENDED) {
                bodies.add(cut(hook));
            }
        }
        return new Bodies(bodies);
    }

    private static Body cut(SimulatedHook hook) {
        List<String> pieces = new ArrayList<>();
        List<Hole> holes = new ArrayList<>();
        Matcher changed = CHANGED.matcher(hook.body());
        int from = 0;
        while (changed.find()) {
            pieces.add(hook.body().substring(from, changed.start(2)));
            holes.add(new Hole(ACCOUNT.equals(changed.group(1)), Long.parseLong(changed.group(2))));
            from = changed.end();
        }
        pieces.add(hook.body().substring(from));
        return new Body(pieces, holes, hook.truth().endAt().toEpochMilli());
    }

    /** The next body, of a conversation of that account that ended then. */
    public String next(long accountId, Instant endAt) {
        Body body = bodies.get(next++ % bodies.size());
        long moved = endAt.toEpochMilli() - body.endAt();
        StringBuilder text = new StringBuilder();
        for (int hole = 0; hole < body.holes().size(); hole++) {
            Hole each = body.holes().get(hole);
            text.append(body.pieces().get(hole)).append(each.account() ? accountId : each.millis() + moved);
        }
        return text.append(body.pieces().get(body.holes().size())).toString();
    }
}
