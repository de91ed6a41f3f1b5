/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import dev.chatstream.avro.Dimension;
import dev.chatstream.processor.aggregate.DimensionKey;
import dev.chatstream.processor.query.RollingWindow;
import io.vertx.core.MultiMap;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads a request's parameters. An unknown one is an error: a misspelt filter must not widen the answer. */
final class Parameters {
    private final MultiMap query;

    /** @param known names of the parameters that the resource takes */
    Parameters(MultiMap query, Set<String> known) throws BadParameter {
        this.query = query;
        for (String name : query.names()) {
            if (!known.contains(name)) {
                throw new BadParameter("an unknown parameter", "only " + String.join(", ", new TreeSet<>(known)));
            }
            if (query.getAll(name).size() > 1 || query.get(name).isEmpty()) {
                throw new BadParameter(name, "to be given once, with a value");
            }
        }
    }

    static long accountId(String segment) throws BadParameter {
        try {
            return Long.parseLong(segment);
        } catch (NumberFormatException e) {
            throw new BadParameter("the account in the path", "a whole number of 64 bits");
        }
    }

    RollingWindow window() throws BadParameter {
        List<String> names = RollingWindow.parameters();
        return text("window")
                .flatMap(RollingWindow::named)
                .orElseThrow(() -> new BadParameter("window", "one of " + String.join(", ", names)));
    }

    /** What the answer is about: an agent, or the account as a whole. */
    DimensionKey about(Set<Dimension> counted) throws BadParameter {
        Optional<String> agent = text("agent");
        if (agent.isEmpty()) {
            return DimensionKey.ACCOUNT;
        }
        if (!counted.contains(Dimension.AGENT)) {
            throw new BadParameter("agent", "nothing: agents are not counted, see dimensions.agent");
        }
        if (!agent.get().startsWith("agent:")) {
            throw new BadParameter("agent", "agent:<number>");
        }
        return DimensionKey.agent(agent.get());
    }

    Optional<ZoneId> zone() throws BadParameter {
        Optional<String> zone = text("tz");
        try {
            return zone.map(ZoneId::of);
        } catch (DateTimeException e) {
            throw new BadParameter("tz", "an IANA time zone such as Europe/Prague");
        }
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(query.get(name));
    }
}
