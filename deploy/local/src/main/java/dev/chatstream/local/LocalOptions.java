/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.local;

import dev.chatstream.local.machine.Installation;
import dev.chatstream.local.machine.Ports;
import dev.chatstream.local.part.PartName;
import dev.chatstream.local.part.ProgramSettings;
import java.nio.file.Path;
import java.util.Set;

/**
 * What a local pipeline is made of.
 *
 * @param fresh whether what earlier runs have left in the data folder is deleted first
 * @param parts which parts are started
 * @param settings what our programs are given beyond what each local run gives them
 */
public record LocalOptions(
        Installation installation,
        Path dataFolder,
        Ports ports,
        boolean fresh,
        Set<PartName> parts,
        ProgramSettings settings) {
    public LocalOptions {
        parts = Set.copyOf(parts);
    }

    /** The whole pipeline on the given ports. */
    public static LocalOptions whole(Installation installation, Path dataFolder, Ports ports) {
        return new LocalOptions(
                installation, dataFolder, ports, false, Set.of(PartName.values()), ProgramSettings.NONE);
    }

    public LocalOptions withFresh(boolean wiped) {
        return new LocalOptions(installation, dataFolder, ports, wiped, parts, settings);
    }

    public LocalOptions withParts(PartName... wanted) {
        return new LocalOptions(installation, dataFolder, ports, fresh, Set.of(wanted), settings);
    }

    /** With one setting more for one of our programs; it counts more than what each local run gives. */
    public LocalOptions withSetting(PartName part, String key, String value) {
        return new LocalOptions(installation, dataFolder, ports, fresh, parts, settings.with(part, key, value));
    }
}
