/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.local.machine;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the built programs are.
 *
 * @param root folder with the project's root POM
 */
public record Installation(Path root) {
    private static final String REGISTRY_RUNNER = "apicurio-registry-app-*-runner.jar";

    /** Folder of a built program; the archive of the same name has a suffix after the version. */
    private static final String VERSIONED = "%s-*[0-9T]";

    public Installation {
        root = DataFolder.usable("project folder", root.toAbsolutePath().normalize());
    }

    /** Class path of the broker. */
    public String brokerClasspath() {
        return lifelineJar() + File.pathSeparator + require(local().resolve("local/lib")) + "/*";
    }

    /** Jar with the agent that ends a child with its parent. */
    public Path lifelineJar() {
        return require(local().resolve("local.jar"));
    }

    /** Folder of the registry's distribution. */
    public Path registryHome() {
        return require(local().resolve("registry"));
    }

    public Path registryJar() {
        return theOne(registryHome(), REGISTRY_RUNNER);
    }

    /** Start script of one of our programs, as it is shipped. */
    public Path startScript(String program) {
        Path target = require(root.resolve(program).resolve("target"));
        return require(
                theOne(target, VERSIONED.formatted(program)).resolve("bin").resolve(program));
    }

    /** Java of the launcher, used for every part. */
    public static Path javaHome() {
        return Path.of(System.getProperty("java.home"));
    }

    public static Path java() {
        return javaHome().resolve("bin").resolve("java");
    }

    private Path local() {
        return require(root.resolve("deploy/local/target"));
    }

    private static Path require(Path path) {
        if (!Files.exists(path)) {
            throw new StartException(path + " is missing: build with deploy/local/up or mvn package");
        }
        return path;
    }

    private static Path theOne(Path folder, String pattern) {
        List<Path> found;
        try (Stream<Path> entries = Files.list(folder)) {
            var matcher = folder.getFileSystem().getPathMatcher("glob:" + pattern);
            found = entries.filter(entry -> matcher.matches(entry.getFileName()))
                    .toList();
        } catch (IOException e) {
            throw new StartException(folder + " cannot be read: " + e.getMessage(), e);
        }
        if (found.size() != 1) {
            throw new StartException("expected one " + pattern + " in " + folder + ", found " + found
                    + ": build with deploy/local/up or mvn clean package");
        }
        return found.get(0);
    }
}
