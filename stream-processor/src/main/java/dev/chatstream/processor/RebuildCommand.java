/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor;

import dev.chatstream.avro.ConversationFacts;
import dev.chatstream.avro.MetricsPane;
import dev.chatstream.processor.aggregate.Granularity;
import dev.chatstream.processor.aggregate.Pane;
import dev.chatstream.processor.aggregate.PaneChanges;
import dev.chatstream.processor.bounds.Bounds;
import dev.chatstream.processor.config.LogConfig;
import dev.chatstream.processor.config.ProcessorConfig;
import dev.chatstream.processor.rebuild.Clients;
import dev.chatstream.processor.rebuild.Comparison;
import dev.chatstream.processor.rebuild.PaneLines;
import dev.chatstream.processor.rebuild.PanePublisher;
import dev.chatstream.processor.rebuild.PaneTopics;
import dev.chatstream.processor.rebuild.RebuiltPanes;
import dev.chatstream.processor.rebuild.TopicReader;
import dev.chatstream.processor.rebuild.Verification;
import dev.chatstream.processor.store.ValueCodec;
import dev.chatstream.schemas.registry.RegistryException;
import dev.chatstream.schemas.registry.SchemaRegistry;
import dev.chatstream.schemas.serde.RecordDecoder;
import dev.chatstream.schemas.settings.Settings;
import dev.chatstream.schemas.topic.Topic;
import dev.chatstream.schemas.topic.TopicNames;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ObjLongConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** Makes all panes anew from the facts alone: to compare them with the published ones, or to publish them elsewhere. */
@Command(
        name = "rebuild",
        mixinStandardHelpOptions = true,
        description = {
            "Computes every pane from conversation.facts.v1 alone, as the processor would have.",
            "",
            "Reads what is committed, changes no state of the processor, which may run meanwhile. Panes older than their"
                    + " retention (72 hours by the minute, 65 days by the quarter) are left out. Needs memory for about"
                    + " 400 bytes a conversation of the last 65 days and 2 KB a pane: JAVA_OPTS='-Xmx4g -XX:NewRatio=4'."
        },
        footer = {
            "",
            "Exit codes: 0 done, and with --compare all panes are equal; 1 panes differ, or Kafka or the registry cannot"
                    + " be read; 2 wrong arguments or settings."
        })
final class RebuildCommand implements Callable<Integer> {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);
    private static final Duration BETWEEN_REPORTS = Duration.ofSeconds(5);

    @ParentCommand
    private @Nullable ProcessorMain parent;

    @Spec
    private @Nullable CommandSpec spec;

    @ArgGroup
    private Purpose purpose = new Purpose();

    @Option(
            names = "--examples",
            paramLabel = "N",
            description = "With --compare: differences to list (${DEFAULT-VALUE}).")
    private int examples = 20;

    @Option(
            names = "--create-topics",
            description = "With --to-prefix: create the two topics and register their schema.")
    private boolean createTopics;

    /** What to do with the panes; at most one of these. */
    static final class Purpose {
        @Option(names = "--compare", description = "Compare with the published panes, which is also the default.")
        private boolean compare;

        @Option(
                names = "--to-prefix",
                paramLabel = "PREFIX",
                description = "Publish to PREFIXmetrics.minute.v1 and PREFIXmetrics.quarter.v1, which must be empty.")
        private @Nullable String prefix;

        @Option(names = "--json", paramLabel = "FILE", description = "Write to a file, one line of JSON a pane.")
        private @Nullable Path file;
    }

    private long nextReport = System.nanoTime() + BETWEEN_REPORTS.toNanos();

    @Override
    public Integer call() throws InterruptedException {
        if (parent == null || spec == null) {
            throw new IllegalStateException("set by picocli");
        }
        CommandLine line = spec.commandLine();
        Settings settings = parent.settings();
        LogConfig.from(settings).applyQuietly();
        ProcessorConfig config = ProcessorConfig.from(settings);
        config.streams().check();
        Clients clients = new Clients(config.streams().kafka(), config.streams().maxRecord());
        try (SchemaRegistry registry = config.openRegistry()) {
            return run(config, clients, registry, line.getOut(), progress(line.getErr()));
        } catch (KafkaException e) {
            throw new StartException(config.streams().unreachable(e), e);
        } catch (RegistryException e) {
            throw new StartException("the topics cannot be read: " + e.getMessage(), e);
        }
    }

    private int run(
            ProcessorConfig config,
            Clients clients,
            SchemaRegistry registry,
            PrintWriter out,
            ObjLongConsumer<String> progress)
            throws InterruptedException {
        Instant now = Instant.now();
        RecordDecoder<ConversationFacts> facts = RecordDecoder.of(ConversationFacts.class, registry);
        RebuiltPanes rebuilt = new RebuiltPanes(new PaneChanges(config.dimensions()), facts::decode, now);
        // a row counts until its pane is forgotten, and may have the receipt of an older copy of its conversation
        Instant from =
                now.minus(Bounds.QUARTER_RETENTION).minus(config.retention()).minus(Bounds.SLACK.multipliedBy(2));
        String topic = config.topics().of(Topic.CONVERSATION_FACTS);
        try (TopicReader rows = new TopicReader(clients.consumer(), topic, from)) {
            if (purpose.compare || purpose.prefix == null && purpose.file == null) {
                return compare(config, clients, registry, rows, rebuilt, out, progress);
            }
            if (purpose.prefix != null) {
                prepare(new PaneTopics(config.topics(), new TopicNames(purpose.prefix)), clients);
                // what is missing is to be known before the long work
                for (Granularity granularity : Granularity.values()) {
                    int unused = schemaId(config, registry, topicOf(granularity));
                }
            }
            rows.readToEnd((key, row) -> rebuilt.apply(row), left -> progress.accept(topic, left));
        }
        if (purpose.prefix != null) {
            publish(config, clients, registry, rebuilt, now);
        } else if (purpose.file != null) {
            write(rebuilt, purpose.file);
        }
        out.println(summary(rebuilt));
        out.flush();
        return 0;
    }

    private int compare(
            ProcessorConfig config,
            Clients clients,
            SchemaRegistry registry,
            TopicReader rows,
            RebuiltPanes rebuilt,
            PrintWriter out,
            ObjLongConsumer<String> progress)
            throws InterruptedException {
        RecordDecoder<Pane> panes = ValueCodec.paneDecoder(registry);
        Map<Granularity, TopicReader> published = new EnumMap<>(Granularity.class);
        try {
            for (Granularity granularity : Granularity.values()) {
                String topic = config.topics().of(topicOf(granularity));
                Instant from = rebuilt.earliest(granularity).minus(Bounds.SLACK);
                published.put(granularity, new TopicReader(clients.consumer(), topic, from));
            }
            Verification.Findings findings = new Verification(
                            rows,
                            rebuilt,
                            published,
                            value -> panes.decode(value).counted())
                    .run(() -> Thread.sleep(BETWEEN_LOOKS.toMillis()), progress);
            report(config.topics(), rebuilt, findings, out);
            return findings.allEqual() ? 0 : 1;
        } finally {
            published.values().forEach(TopicReader::close);
        }
    }

    private void report(TopicNames names, RebuiltPanes rebuilt, Verification.Findings findings, PrintWriter out) {
        out.println(summary(rebuilt));
        out.printf("%-40s %10s %10s %10s %12s%n", "topic", "equal", "missing", "different", "superfluous");
        findings.comparisons()
                .forEach((granularity, comparison) -> out.printf(
                        "%-40s %10d %10d %10d %12d%n",
                        names.of(topicOf(granularity)),
                        comparison.equal(),
                        comparison.count(Comparison.Kind.MISSING),
                        comparison.count(Comparison.Kind.DIFFERENT),
                        comparison.count(Comparison.Kind.SUPERFLUOUS)));
        findings.comparisons().values().stream()
                .flatMap(comparison -> comparison.differences().entrySet().stream())
                .sorted(Map.Entry.comparingByKey())
                .limit(examples)
                .forEach(found -> out.println(found.getValue().kind() + " " + found.getKey() + ": "
                        + found.getValue().text()));
        if (!findings.settled()) {
            out.println("Panes were changing all the time; what differs may be what was under way. Try again later.");
        }
        out.flush();
    }

    private static String summary(RebuiltPanes rebuilt) {
        return String.format(
                "%d conversations, %d panes by the minute, %d by the quarter; %d rows received too late to count",
                rebuilt.conversations(),
                rebuilt.of(Granularity.MINUTE).size(),
                rebuilt.of(Granularity.QUARTER).size(),
                rebuilt.uncounted());
    }

    private void prepare(PaneTopics topics, Clients clients) throws InterruptedException {
        try (Admin admin = clients.admin()) {
            if (createTopics) {
                topics.create(admin, clients.maxRecord());
            }
            List<String> notEmpty = topics.notEmpty(admin);
            if (!notEmpty.isEmpty()) {
                throw new StartException(String.join(", ", notEmpty) + " (expected: empty topics)");
            }
        }
    }

    private void publish(
            ProcessorConfig config, Clients clients, SchemaRegistry registry, RebuiltPanes rebuilt, Instant now) {
        TopicNames target = new TopicNames(String.valueOf(purpose.prefix));
        try (Producer<byte[], byte[]> producer = clients.producer()) {
            for (Granularity granularity : Granularity.values()) {
                Topic topic = topicOf(granularity);
                int id = schemaId(config, registry, topic);
                ValueCodec<Pane> codec = ValueCodec.panes(id, registry);
                new PanePublisher(producer, codec::encode)
                        .publish(target.of(topic), granularity, rebuilt.of(granularity), now);
            }
        }
    }

    private static Topic topicOf(Granularity granularity) {
        return granularity == Granularity.MINUTE ? Topic.METRICS_MINUTE : Topic.METRICS_QUARTER;
    }

    private int schemaId(ProcessorConfig config, SchemaRegistry registry, Topic topic) {
        String subject = new TopicNames(String.valueOf(purpose.prefix)).subjectOf(topic);
        return createTopics || config.registersSchemas()
                ? registry.register(subject, MetricsPane.getClassSchema())
                : registry.lookUp(subject, MetricsPane.getClassSchema())
                        .orElseThrow(() -> new StartException("the schema of panes is not registered under " + subject
                                + "; register it, or give --create-topics"));
    }

    private static void write(RebuiltPanes rebuilt, Path file) {
        try (PrintWriter lines = new PrintWriter(Files.newBufferedWriter(file))) {
            for (Granularity granularity : Granularity.values()) {
                rebuilt.of(granularity).forEach((key, pane) -> lines.println(PaneLines.line(key, granularity, pane)));
            }
            if (lines.checkError()) {
                throw new IOException("not all could be written");
            }
        } catch (IOException e) {
            throw new StartException(file + ": " + e.getMessage(), e);
        }
    }

    /** Says every few seconds what is left, so that long work does not look like a hang. */
    private ObjLongConsumer<String> progress(PrintWriter err) {
        return (topic, left) -> {
            if (System.nanoTime() - nextReport > 0) {
                nextReport = System.nanoTime() + BETWEEN_REPORTS.toNanos();
                err.println(topic + ": " + left + " records to read");
                err.flush();
            }
        };
    }
}
