/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.local;

import dev.chatstream.local.machine.Installation;
import dev.chatstream.local.machine.StartException;
import dev.chatstream.local.part.PartName;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts a local pipeline and runs it until Ctrl-C. */
@Command(
        name = "deploy/local/up",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Builds what is needed and runs the whole pipeline on this machine until Ctrl-C.")
public final class LocalMain implements Callable<Integer> {
    @Option(names = "--root", hidden = true, required = true, description = "Folder of the project.")
    @SuppressWarnings("NullAway.Init")
    private Path root;

    @Option(names = "--fresh", description = "Delete what earlier runs have left in the data folder first.")
    private boolean fresh;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Data folder, new, empty or of an earlier run (default: deploy/local/.data).")
    private @Nullable Path data;

    @Option(
            names = "--demo",
            paramLabel = "N",
            description = "Post N simulated conversations a second, on the average of a day.")
    private double demo;

    @Option(names = "--seed", paramLabel = "SEED", description = "Seed of the simulation (default: 1).")
    private long seed = 1;

    @Option(
            names = "--only",
            paramLabel = "PART",
            split = ",",
            description = "Start these parts only, to run the others from an editor: ${COMPLETION-CANDIDATES}.")
    private Set<PartName> only = EnumSet.allOf(PartName.class);

    @Mixin
    private final PortOptions ports = new PortOptions();

    private final PrintStream out;

    private LocalMain(PrintStream out) {
        this.out = out;
    }

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) {
        CommandLine command = new CommandLine(new LocalMain(System.out)).setCaseInsensitiveEnumValuesAllowed(true);
        command.setExecutionExceptionHandler((failure, line, parsed) -> {
            if (failure instanceof StartException) {
                line.getErr().println("chatstream: " + failure.getMessage());
            } else {
                failure.printStackTrace(line.getErr());
            }
            return 1;
        });
        System.exit(command.execute(arguments));
    }

    @Override
    public Integer call() {
        if (demo < 0) {
            throw new StartException("--demo " + demo + " (expected: a number above 0)");
        }
        Path folder = data == null ? root.resolve("deploy/local/.data") : data;
        LocalOptions options = LocalOptions.whole(new Installation(root), folder, ports.toPorts())
                .withFresh(fresh)
                .withParts(only.toArray(PartName[]::new));
        out.println("Chatstream: starting the pipeline, data in " + folder);
        LocalPipeline pipeline = LocalPipeline.prepare(options, new ConsoleProgress(out));
        Run run = new Run(pipeline, out, demo, seed);
        Runtime.getRuntime().addShutdownHook(new Thread(run::stop, "stop"));
        run.untilStopped();
        return 1;
    }
}
