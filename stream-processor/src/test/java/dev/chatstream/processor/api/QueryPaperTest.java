/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.api;

import static dev.chatstream.processor.support.Hooks.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chatstream.processor.support.Hooks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the papers show of the query API is asked for here, and what they list is in the answers. */
class QueryPaperTest {
    private static final Path PAPER = Path.of("../docs/query-api.md");
    private static final Path README = Path.of("../README.md");
    private static final ObjectMapper JSON = new ObjectMapper();

    private static final Pattern EXAMPLE = Pattern.compile("(?m)^(?:GET )?(/api/v1/\\S+)$");
    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");
    private static final Pattern LIST = Pattern.compile("`([A-Za-z.]+)\\[]`");

    /** Sections about what no single answer shows. */
    private static final Set<String> WITHOUT_EXAMPLE =
            Set.of("Access", "What every question about an account can say", "`GET /openapi.yaml`");

    @TempDir
    private Path stateDir;

    private ApiFixture api;

    @BeforeEach
    void start() {
        api = new ApiFixture(stateDir, NOON)
                .pipe(
                        Hooks.sample(),
                        // one that is remarked on, and what the example of a filter is after
                        Hooks.sample()
                                .channelId(2)
                                .event("missed")
                                .agentTriggeredBy("Hello", 3, 20_000)
                                .channel(c -> c.setIsMissed(true).setRating(2L).setDuration(-1L)));
    }

    @AfterEach
    void stop() {
        api.close();
    }

    /** A chapter of the paper: its title, its text, and the requests in it. */
    private record Section(String title, String text) {
        List<String> examples() {
            return EXAMPLE.matcher(text).results().map(found -> found.group(1)).toList();
        }

        /** Paths in the first column of the tables of fields, and lists that the text names. */
        Set<String> fields() {
            Set<String> fields = new TreeSet<>();
            boolean inTable = false;
            for (String line : text.lines().toList()) {
                inTable = line.startsWith("| field ") || inTable && line.startsWith("|");
                if (inTable) {
                    fields.addAll(paths(line.split("\\|")[1]));
                } else {
                    LIST.matcher(line).results().forEach(found -> fields.add(found.group(1) + "[]"));
                }
            }
            return fields;
        }

        /** A name that starts with a dot goes on where the one before it ended. */
        private static List<String> paths(String cell) {
            List<String> paths = new ArrayList<>();
            String parent = "";
            for (Matcher name = QUOTED.matcher(cell); name.find(); ) {
                String path = name.group(1).startsWith(".") ? parent + name.group(1) : name.group(1);
                parent = path.contains(".") ? path.substring(0, path.lastIndexOf('.')) : "";
                paths.add(path);
            }
            return paths;
        }

        @Override
        public String toString() {
            return title;
        }
    }

    private static String read(Path paper) {
        try {
            return Files.readString(paper);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Section> sections() {
        return Stream.of(read(PAPER).split("(?m)^## "))
                .skip(1)
                .map(text -> new Section(text.lines().findFirst().orElseThrow(), text))
                .toList();
    }

    static Stream<Section> sectionsWithJson() {
        return sections().stream()
                .filter(section -> !WITHOUT_EXAMPLE.contains(section.title()))
                .filter(section -> !section.title().equals("`/stream`"));
    }

    private JsonNode answer(String example) throws IOException, InterruptedException {
        HttpResponse<String> answer = api.at(example);
        assertThat(answer.statusCode()).as(example + ": " + answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    @Test
    void hasAnExampleOfEveryResource() {
        assertThat(sections()).hasSizeGreaterThan(8);
        assertThat(sections().stream().filter(section -> section.examples().isEmpty()))
                .extracting(Section::title)
                .containsExactlyInAnyOrderElementsOf(WITHOUT_EXAMPLE);
    }

    @ParameterizedTest
    @MethodSource("sectionsWithJson")
    void listsFieldsThatAreInTheAnswers(Section section) throws Exception {
        for (String example : section.examples()) {
            // When
            JsonNode answer = answer(example);

            // Then
            for (String field : section.fields()) {
                JsonNode found = answer.at("/" + field.replace("[]", "").replace('.', '/'));
                assertThat(found.isMissingNode()).as(field).isFalse();
                if (field.endsWith("[]")) {
                    assertThat(found).as(field).isNotEmpty();
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("sectionsWithJson")
    void leavesNoFieldOfAnAnswerOut(Section section) throws Exception {
        for (String example : section.examples()) {
            // When
            JsonNode answer = answer(example);

            // Then
            assertThat(answer.fieldNames())
                    .toIterable()
                    .isNotEmpty()
                    .allSatisfy(name -> assertThat(read(PAPER)).containsPattern("`" + name + "(\\[])?[`.]"));
        }
    }

    @Test
    void showsAStreamThatBeginsWithASnapshotOfWhatIsWatched() throws Exception {
        // Given
        Section section = sections().stream()
                .filter(found -> found.title().equals("`/stream`"))
                .findFirst()
                .orElseThrow();
        HttpRequest request =
                HttpRequest.newBuilder(api.uri(section.examples().get(0))).build();

        // When
        HttpResponse<Stream<String>> open =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofLines());
        try (Stream<String> lines = open.body()) {
            Iterator<String> line =
                    lines.filter(text -> text.matches("(event|data): .*")).iterator();

            // Then
            assertThat(open.statusCode()).isEqualTo(200);
            assertThat(line.next()).isEqualTo("event: snapshot");
            JsonNode snapshot = JSON.readTree(line.next().replaceFirst("^data: ", ""));
            assertThat(snapshot.fieldNames()).toIterable().containsExactlyInAnyOrder("asOf", "values");
            assertThat(snapshot.get("values").fieldNames())
                    .toIterable()
                    .containsExactlyInAnyOrder("summary?window=PT5M", "breakdown?window=today&by=agent");
        }
    }

    /** Of the published sample alone, as somebody sees it who follows the paper; only the moment differs. */
    @Test
    void theReadmeShowsWhatBecomesOfTheSample(@TempDir Path ownState) throws Exception {
        // Given
        String readme = read(README);
        int start = readme.indexOf("{\"accountId\"");
        String shown = readme.substring(start, readme.indexOf("```", start)).replace("\n ...\n", "\n");
        JsonNode promised = JSON.readTree(shown);

        // When
        JsonNode answer;
        try (ApiFixture sample = new ApiFixture(ownState, NOON).pipe(Hooks.sample())) {
            answer = JSON.readTree(sample.get("/summary?window=PT15M").body());
        }

        // Then
        assertThat(promised).hasSizeGreaterThan(8);
        promised.properties().forEach(field -> {
            JsonNode found = answer.path(field.getKey());
            if (Set.of("window", "asOf", "watermark").contains(field.getKey())) {
                assertThat(found.fieldNames())
                        .toIterable()
                        .containsExactlyElementsOf(() -> field.getValue().fieldNames());
            } else {
                assertThat(found).as(field.getKey()).isEqualTo(field.getValue());
            }
        });
    }
}
