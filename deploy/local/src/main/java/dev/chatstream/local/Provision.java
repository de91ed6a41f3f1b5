/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.local;

import dev.chatstream.local.machine.StartException;
import dev.chatstream.schemas.provision.ProvisionConfig;
import dev.chatstream.schemas.provision.ProvisionException;
import dev.chatstream.schemas.provision.ProvisionReport;
import dev.chatstream.schemas.provision.Provisioner;
import dev.chatstream.schemas.registry.RegistryConfig;
import dev.chatstream.schemas.registry.SchemaRegistry;
import dev.chatstream.schemas.topic.TopicNames;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Topics, subjects and compatibility as everywhere, but one copy of everything: there is one broker. */
final class Provision {
    private static final int REPLICATION = 1;
    private static final int MAX_BODY = 4 * 1024 * 1024;

    private Provision() {}

    static ProvisionReport run(String bootstrapServers, String registryUrl) {
        ProvisionConfig config =
                ProvisionConfig.of(TopicNames.DEFAULT, REPLICATION, TopicNames.maxMessageBytes(MAX_BODY));
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
                SchemaRegistry registry = SchemaRegistry.open(Map.of(RegistryConfig.URL, registryUrl))) {
            return new Provisioner(admin, registry, config).provision();
        } catch (ProvisionException e) {
            throw new StartException(String.valueOf(e.getMessage()), e);
        }
    }
}
