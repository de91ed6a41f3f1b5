/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.systemtests.crash;

import dev.chatstream.local.LocalOptions;
import dev.chatstream.local.LocalPipeline;
import dev.chatstream.local.StartListener;
import dev.chatstream.local.machine.Ports;
import dev.chatstream.local.part.Part;
import dev.chatstream.local.part.PartName;
import dev.chatstream.systemtests.TestRun;
import java.net.URI;

/**
 * One processor, through all its lives.
 *
 * @param name of its Kafka clients
 * @param pipeline that it is part of
 */
record Instance(String name, LocalPipeline pipeline) {

    /** Broker, registry, gateway and a processor, which the group knows again when it comes back. */
    static Instance withPipeline(String name) {
        LocalOptions options = options(name, Ports.ANY).withSetting(PartName.PROCESSOR, "instance.id", name);
        return new Instance(name, LocalPipeline.started(options, StartListener.SILENT));
    }

    /** A processor of the same group, with a data folder of its own, a new member at each start; ready. */
    Instance another(String otherName) {
        Ports ports = new Ports(pipeline.ports().kafka(), pipeline.ports().registry(), 0, 0, 0, 0);
        LocalOptions options = options(otherName, ports).withParts(PartName.PROCESSOR);
        return new Instance(otherName, LocalPipeline.started(options, StartListener.SILENT));
    }

    private static LocalOptions options(String name, Ports ports) {
        LocalOptions options = LocalOptions.whole(TestRun.installation(), TestRun.dataFolder(name), ports)
                .withFresh(true)
                .withSetting(PartName.PROCESSOR, "kafka.client.id", name)
                // as short as the broker allows: partitions of the dead go to the living while the test waits
                .withSetting(PartName.PROCESSOR, "kafka.session.timeout.ms", "6000")
                .withSetting(PartName.PROCESSOR, "kafka.heartbeat.interval.ms", "1500");
        for (String dimension : new String[] {"group", "country", "trigger"}) {
            options = options.withSetting(PartName.PROCESSOR, "dimensions." + dimension, "true");
        }
        return options.withSetting(
                PartName.PROCESSOR, "accounts." + Zones.CONFIGURED + ".timezone", Zones.PRAGUE.getId());
    }

    Part part() {
        return pipeline.part(PartName.PROCESSOR);
    }

    /** Starts the process again and waits until it is ready. */
    void restart() {
        pipeline.restart(PartName.PROCESSOR);
    }

    URI api(String path) {
        return URI.create("http://127.0.0.1:" + pipeline.ports().api() + "/api/v1" + path);
    }
}
