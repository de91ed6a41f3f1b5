/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.local;

import dev.chatstream.local.machine.Installation;
import dev.chatstream.local.machine.Ports;
import dev.chatstream.local.part.PartName;
import java.nio.file.Path;
import java.util.Set;

/**
 * What a local pipeline is made of.
 *
 * @param fresh whether what earlier runs have left in the data folder is deleted first
 * @param parts which parts are started; the broker at least
 */
public record LocalOptions(
        Installation installation, Path dataFolder, Ports ports, boolean fresh, Set<PartName> parts) {
    public LocalOptions {
        parts = Set.copyOf(parts);
    }

    /** The whole pipeline on the given ports. */
    public static LocalOptions whole(Installation installation, Path dataFolder, Ports ports) {
        return new LocalOptions(installation, dataFolder, ports, false, Set.of(PartName.values()));
    }

    public LocalOptions withFresh(boolean wiped) {
        return new LocalOptions(installation, dataFolder, ports, wiped, parts);
    }

    public LocalOptions withParts(PartName... wanted) {
        return new LocalOptions(installation, dataFolder, ports, fresh, Set.of(wanted));
    }
}
