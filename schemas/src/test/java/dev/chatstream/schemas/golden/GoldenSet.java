/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chatstream.schemas.topic.Topic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.util.RandomData;

/**
 * What one released version of one schema wrote: {@code <folder>/<schema>/<version>.avsc}, {@code .bin} with records
 * one after the other in Avro's binary, {@code .json} with the same records, one a line.
 */
record GoldenSet(Path folder, String schemaName, String version) {
    private static final int RECORDS = 20;
    private static final long SEED = 208;

    /** Every set below the folder. */
    static List<GoldenSet> in(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder, 2)) {
            return files.filter(file -> file.toString().endsWith(".avsc"))
                    .map(file -> new GoldenSet(
                            folder,
                            file.getParent().getFileName().toString(),
                            file.getFileName().toString().replaceFirst("\\.avsc$", "")))
                    .sorted((a, b) -> a.toString().compareTo(b.toString()))
                    .toList();
        }
    }

    /** Every schema that a topic carries, as its class has it. */
    static List<Schema> currentSchemas() {
        return Stream.of(Topic.values())
                .flatMap(topic -> topic.valueSchema().stream())
                .distinct()
                .toList();
    }

    /** Writes the set from the file of the current schema. A set that exists is never overwritten: it was released. */
    void write() throws IOException {
        String source = Files.readString(Path.of("src/main/avro", schemaName + ".avsc"));
        Schema schema = new Schema.Parser().parse(source);
        ByteArrayOutputStream binary = new ByteArrayOutputStream();
        StringBuilder lines = new StringBuilder();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(binary, null);
        for (Object record : new RandomData(schema, RECORDS, SEED)) {
            new GenericDatumWriter<>(schema).write(record, encoder);
            lines.append(record).append('\n');
        }
        encoder.flush();
        Files.createDirectories(folder.resolve(schemaName));
        Files.writeString(file("avsc"), source, StandardOpenOption.CREATE_NEW);
        Files.write(file("bin"), binary.toByteArray());
        Files.writeString(file("json"), lines);
    }

    Schema schema() throws IOException {
        return new Schema.Parser().parse(Files.readString(file("avsc")));
    }

    /** The records, resolved to the wanted schema. */
    List<GenericRecord> readAs(Schema wanted) throws IOException {
        return readWith(new GenericDatumReader<>(schema(), wanted));
    }

    <T> List<T> readWith(DatumReader<T> reader) throws IOException {
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(Files.readAllBytes(file("bin")), null);
        List<T> records = new ArrayList<>();
        while (!decoder.isEnd()) {
            records.add(reader.read(null, decoder));
        }
        return records;
    }

    List<JsonNode> json() throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        List<JsonNode> records = new ArrayList<>();
        for (String line : Files.readAllLines(file("json"))) {
            records.add(mapper.readTree(line));
        }
        return records;
    }

    private Path file(String extension) {
        return folder.resolve(schemaName).resolve(version + "." + extension);
    }

    @Override
    public String toString() {
        return schemaName + " " + version;
    }
}
