/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.gateway.publish;

import dev.chatstream.gateway.record.SchemaIds;
import dev.chatstream.schemas.topic.Topic;
import dev.chatstream.schemas.topic.TopicNames;
import java.io.IOException;
import java.io.Reader;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps schema ids in a file, for a start while the registry is down. They hold for one registry, its subjects and
 * these very schemas: for any others the file counts as none.
 */
public final class SchemaIdMemory {
    private static final Logger LOG = LoggerFactory.getLogger(SchemaIdMemory.class);
    /** Who asks says nothing about which registry it is, and a password must not be guessed from the file. */
    private static final Pattern USER_INFO = Pattern.compile("(?<=//)[^/,]*@");

    private static final String BINDING = "binding";
    private static final String CONVERSATION = "conversation";
    private static final String WEBHOOK_EVENT = "webhookEvent";
    private static final String REJECTED_HOOK = "rejectedHook";

    private final Optional<Path> file;
    private final String binding;
    private String complaint = "";

    /**
     * A memory in the folder; without one nothing is remembered.
     *
     * @param registryUrl of the registry that the ids come from; it is not written down
     */
    public SchemaIdMemory(Optional<Path> folder, String registryUrl, TopicNames topics) {
        this.file = folder.map(place -> place.resolve("schema-ids.properties"));
        this.binding = binding(registryUrl, topics);
    }

    private static String binding(String registryUrl, TopicNames topics) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(USER_INFO.matcher(registryUrl).replaceAll("").getBytes(StandardCharsets.UTF_8));
            for (Topic topic : Topic.values()) {
                digest.update((byte) '\n');
                String schema = topic.valueSchema().map(Object::toString).orElse("");
                digest.update((topics.subjectOf(topic) + "=" + schema).getBytes(StandardCharsets.UTF_8));
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** What was remembered, if it holds here. */
    Optional<SchemaIds> recall() {
        return file.filter(Files::exists).flatMap(this::read);
    }

    private Optional<SchemaIds> read(Path from) {
        Properties read = new Properties();
        try (Reader reader = Files.newBufferedReader(from)) {
            read.load(reader);
            if (!binding.equals(read.getProperty(BINDING))) {
                complain(
                        "binding",
                        () -> LOG.warn("{} is of another registry or of other schemas: its ids are not used", from));
                return Optional.empty();
            }
            return Optional.of(new SchemaIds(
                    number(read, CONVERSATION), number(read, WEBHOOK_EVENT), number(read, REJECTED_HOOK)));
        } catch (IOException | IllegalArgumentException e) {
            complain(
                    e.toString(),
                    () -> LOG.warn("{} cannot be read, its schema ids are not used: {}", from, e.toString()));
            return Optional.empty();
        }
    }

    /** The registry has contradicted them: they must not be used after the next start either. */
    void forget() {
        try {
            if (file.isPresent() && Files.deleteIfExists(file.get())) {
                LOG.warn("the schema ids in {} are not those of the registry: it is deleted", file.get());
            }
        } catch (IOException e) {
            complain(e.toString(), () -> LOG.warn("{} cannot be deleted: {}", file, e.toString()));
        }
    }

    /** It is asked every second while the registry is down, but says each thing once. */
    private void complain(String what, Runnable say) {
        if (!what.equals(complaint)) {
            complaint = what;
            say.run();
        }
    }

    private static int number(Properties properties, String key) {
        return Integer.parseInt(properties.getProperty(key, ""));
    }

    /** Writes the ids down, whole or not at all. That this fails is no reason not to use them. */
    void remember(SchemaIds ids) {
        if (file.isEmpty() || recall().filter(ids::equals).isPresent()) {
            return;
        }
        Path target = file.get();
        Path made = target.resolveSibling(target.getFileName() + ".new");
        String text =
                "# Schema ids as the registry gave them, for a start while it is down. May be deleted.\n" + BINDING
                        + "=" + binding + "\n" + CONVERSATION + "=" + ids.conversation() + "\n" + WEBHOOK_EVENT + "="
                        + ids.webhookEvent() + "\n" + REJECTED_HOOK + "=" + ids.rejectedHook() + "\n";
        try {
            Files.writeString(made, text);
            try (FileChannel channel = FileChannel.open(made, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(made, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.warn("the schema ids could not be written to {}: {}", target, e.toString());
        }
    }
}
