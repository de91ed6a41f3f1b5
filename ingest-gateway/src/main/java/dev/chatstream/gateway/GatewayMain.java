/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chatstream.gateway.config.GatewayConfig;
import dev.chatstream.gateway.config.LogConfig;
import dev.chatstream.gateway.ops.BuildVersion;
import dev.chatstream.schemas.settings.Settings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The program: reads its arguments and settings, starts the gateway, stops it with the process. */
@Command(
        name = "ingest-gateway",
        mixinStandardHelpOptions = true,
        versionProvider = GatewayMain.class,
        description = "Takes chat hooks over HTTP and answers 200 once Kafka, or its spool on disk, has them.",
        footer = {"", "Every setting and its default: gateway-reference.conf; what is in force: --print-config."})
public final class GatewayMain implements Callable<Integer>, CommandLine.IVersionProvider {

    @Option(names = "--config", paramLabel = "FILE", description = "Settings: HOCON, JSON or .properties.")
    private @Nullable Path file;

    @Option(names = "--print-config", description = "Print every setting and where it was set; secrets are masked.")
    private boolean printConfig;

    @Option(
            names = "--check",
            description = "Ask Kafka, the registry, the spool and the rest what is missing; 0 when nothing is.")
    private boolean check;

    public static void main(String[] arguments) {
        int code = new CommandLine(new GatewayMain())
                .setExecutionExceptionHandler(new Complaint())
                .execute(arguments);
        if (code != 0) {
            System.exit(code);
        }
    }

    @Override
    @SuppressWarnings("SystemOut")
    public Integer call() {
        Settings settings = GatewayConfig.settings(Optional.ofNullable(file), System.getenv(), System.getProperties());
        if (printConfig) {
            System.out.print(GatewayConfig.printable(settings));
            return 0;
        }
        if (check) {
            LogConfig.from(settings).applyQuietly();
            GatewayConfig config = GatewayConfig.from(settings);
            return new Checkup(config).report(new PrintWriter(System.out, true, UTF_8)) ? 0 : 1;
        }
        LogConfig.from(settings).apply();
        Gateway gateway = Gateway.start(GatewayConfig.from(settings));
        Runtime.getRuntime().addShutdownHook(new Thread(gateway::close, "drain"));
        return 0;
    }

    @Override
    public String[] getVersion() {
        return new String[] {"ingest-gateway " + BuildVersion.current()};
    }
}
