/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AssetsTest {
    private static final Pattern IMPORT = Pattern.compile("from \"([^\"]+)\"|import\\(");
    private static final Pattern ELSEWHERE = Pattern.compile("(?i)(src|href|url|fetch|import)\\W{1,3}(https?:)?//");
    private static final Pattern IN_MARKUP =
            Pattern.compile("(?i)<style|\\sstyle\\s*=|\\son[a-z]+\\s*=|<script(?![^>]*\\ssrc=)|javascript:");

    private final Assets assets = new Assets();

    private static Path folder() throws URISyntaxException {
        URL page = Objects.requireNonNull(Assets.class.getResource("/dashboard/index.html"));
        return Objects.requireNonNull(Path.of(page.toURI()).getParent());
    }

    private static Set<String> names() throws IOException, URISyntaxException {
        try (Stream<Path> files = Files.list(folder())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals("index.html"))
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    private String text(String name) {
        return new String(assets.file(name).orElseThrow(), StandardCharsets.UTF_8);
    }

    @Test
    void the_page_names_every_file_in_the_folder_and_no_other() throws Exception {
        // Given
        Pattern named = Pattern.compile(Pattern.quote(assets.folder()) + "/([a-z.-]+)");

        // When
        Set<String> listed = named.matcher(assets.page())
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());

        // Then
        assertThat(listed).isEqualTo(names());
        assertThat(assets.page()).doesNotContain("@assets@");
    }

    @Test
    void modules_import_only_files_beside_them() throws Exception {
        for (String name : names()) {
            List<String> imported =
                    IMPORT.matcher(text(name)).results().map(AssetsTest::module).toList();
            assertThat(imported).as(name).allSatisfy(module -> {
                assertThat(module).startsWith("./");
                assertThat(assets.file(module.substring(2))).as(module).isPresent();
            });
        }
    }

    private static String module(MatchResult found) {
        return found.group(1) == null ? "an import that is computed" : found.group(1);
    }

    @Test
    void nothing_is_fetched_from_another_host() throws Exception {
        assertThat(assets.page()).doesNotContainPattern(ELSEWHERE);
        for (String name : names()) {
            assertThat(text(name)).as(name).doesNotContainPattern(ELSEWHERE);
        }
    }

    @Test
    void the_page_has_no_script_and_no_style_of_its_own() {
        assertThat(assets.page()).doesNotContainPattern(IN_MARKUP);
    }

    @Test
    void modules_never_make_markup_of_text() throws Exception {
        for (String name : names()) {
            assertThat(text(name))
                    .as(name)
                    .doesNotContainPattern(
                            "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|\\beval\\(|new Function");
        }
    }

    @Test
    void every_file_says_whose_it_is() throws Exception {
        for (String name : names()) {
            if (!name.endsWith(".svg")) {
                assertThat(text(name))
                        .as(name)
                        .contains("Copyright 2026 The Chatstream authors", "SPDX-License-Identifier: Apache-2.0");
            }
        }
    }

    @Test
    void no_module_is_too_long_to_be_read_at_a_sitting() throws Exception {
        for (String name : names()) {
            assertThat(text(name).lines().count()).as(name).isLessThanOrEqualTo(name.endsWith(".css") ? 500 : 300);
        }
    }
}
