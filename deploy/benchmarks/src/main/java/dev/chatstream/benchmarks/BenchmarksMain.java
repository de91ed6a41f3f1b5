/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.benchmarks;

import dev.chatstream.local.machine.StartException;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program: one subcommand for each benchmark. */
@Command(
        name = "deploy/benchmarks/run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Builds what is needed, measures on this machine and prints a table.",
        subcommands = {GatewayCommand.class, SpoolCommand.class, ProcessorCommand.class},
        footer = {
            "",
            "deploy/benchmarks/run parse measures parsing and encoding with JMH (its options: parse -h).",
            "Results with machine and date: deploy/benchmarks/RESULTS.md."
        })
public final class BenchmarksMain {
    private BenchmarksMain() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) {
        CommandLine command = new CommandLine(new BenchmarksMain());
        command.setExecutionExceptionHandler((failure, line, parsed) -> {
            if (failure instanceof StartException) {
                line.getErr().println("benchmarks: " + failure.getMessage());
            } else {
                failure.printStackTrace(line.getErr());
            }
            return 1;
        });
        System.exit(command.execute(arguments));
    }
}
