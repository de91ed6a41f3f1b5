/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chatstream.processor.config.LogConfig;
import dev.chatstream.processor.config.ProcessorConfig;
import dev.chatstream.processor.failure.Ending;
import dev.chatstream.processor.ops.BuildVersion;
import dev.chatstream.schemas.settings.Settings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The program: reads its arguments and settings, starts the processor, stops it with the process. */
@Command(
        name = "stream-processor",
        mixinStandardHelpOptions = true,
        versionProvider = ProcessorMain.class,
        subcommands = RebuildCommand.class,
        description = "Splits conversations by type, counts them, and answers questions about them.",
        footer = {"", "Every setting and its default: processor-reference.conf; what is in force: --print-config."})
public final class ProcessorMain implements Callable<Integer>, CommandLine.IVersionProvider {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = CommandLine.ScopeType.INHERIT,
            description = "Settings: HOCON, JSON or .properties.")
    private @Nullable Path file;

    @Option(names = "--print-config", description = "Print every setting and where it was set; secrets are masked.")
    private boolean printConfig;

    @Option(
            names = "--check",
            description = "Ask Kafka, the registry, the state folder and the rest what is missing; 0 when nothing is.")
    private boolean check;

    public static void main(String[] arguments) {
        int code = new CommandLine(new ProcessorMain())
                .setExecutionExceptionHandler(new Complaint())
                .execute(arguments);
        if (code != 0) {
            System.exit(code);
        }
    }

    @Override
    public Integer call() {
        Settings settings = settings();
        if (printConfig) {
            System.out.print(settings.printable());
            return 0;
        }
        if (check) {
            LogConfig.from(settings).applyQuietly();
            ProcessorConfig config = ProcessorConfig.from(settings);
            return new Checkup(config).report(new PrintWriter(System.out, true, UTF_8)) ? 0 : 1;
        }
        LogConfig.from(settings).apply();
        Processor processor = Processor.start(ProcessorConfig.from(settings), ProcessorMain::endBecause);
        Runtime.getRuntime().addShutdownHook(new Thread(processor::close, "drain"));
        return 0;
    }

    /** As the arguments say, which a subcommand takes too. */
    Settings settings() {
        return Settings.load(
                ProcessorConfig.REFERENCE, Optional.ofNullable(file), System.getenv(), System.getProperties());
    }

    /** Ends from a thread of its own: the shutdown waits for the one that calls. */
    private static void endBecause(Ending ending) {
        System.err.println("stream-processor: " + ending.reason());
        new Thread(() -> System.exit(ending.exitCode()), "end").start();
    }

    @Override
    public String[] getVersion() {
        return new String[] {"stream-processor " + BuildVersion.current()};
    }
}
