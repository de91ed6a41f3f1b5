/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.schemas.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static final String REFERENCE = "settings-test-reference.conf";

    @TempDir
    private Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private final Properties properties = new Properties();
    private Optional<Path> file = Optional.empty();

    private Settings load() {
        return Settings.load(REFERENCE, file, environment, properties);
    }

    private void givenFile(String name, String text) throws IOException {
        file = Optional.of(Files.writeString(folder.resolve(name), text));
    }

    @Test
    void defaultsComeFromTheReference() {
        Settings settings = load();

        assertThat(settings.string("http.host")).isEqualTo("127.0.0.1");
        assertThat(settings.integer("http.port", 0, 65_535)).isEqualTo(8080);
        assertThat(settings.duration("ack.timeout")).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.bytes("max.body")).isEqualTo(4L * 1024 * 1024);
        assertThat(settings.optionalString("spool.dir")).isEmpty();
        assertThat(settings.map("registry")).isEmpty();
        assertThat(settings.children("sources")).isEmpty();
    }

    @Test
    void systemPropertyBeatsEnvironmentBeatsFileBeatsReference() throws IOException {
        // Given
        givenFile("gateway.conf", "http.port = 1\nhttp.host = file\nspool.dir = file\n");
        environment.put("CHATSTREAM_HTTP_PORT", "2");
        environment.put("CHATSTREAM_HTTP_HOST", "environment");
        properties.setProperty("chatstream.http.port", "3");

        // When
        Settings settings = load();

        // Then
        assertThat(settings.integer("http.port", 0, 9)).isEqualTo(3);
        assertThat(settings.string("http.host")).isEqualTo("environment");
        assertThat(settings.string("spool.dir")).isEqualTo("file");
        assertThat(settings.string("ack.timeout")).isEqualTo("2s");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gateway.conf       | http { port = 90 }",
                "gateway.properties | http.port=90",
                "gateway.json       | {\"http\":{\"port\":90}}",
            })
    void fileMayBeHoconPropertiesOrJson(String name, String text) throws IOException {
        givenFile(name, text);

        assertThat(load().integer("http.port", 0, 99)).isEqualTo(90);
    }

    @Test
    void quotedAndNestedSpellingsOfDottedKeysMeanTheSame() throws IOException {
        givenFile("gateway.conf", "registry { \"schema.registry.url\" = a, schema.registry.ssl.protocol = b }");

        assertThat(load().map("registry"))
                .isEqualTo(Map.of("schema.registry.url", "a", "schema.registry.ssl.protocol", "b"));
    }

    @Test
    void fileMayNameEnvironmentVariables() throws IOException {
        environment.put("SHOP_HOST", "shop.example");
        givenFile("gateway.conf", "http.host = ${SHOP_HOST}\nspool.dir = ${?NOT_SET}\n");

        assertThat(load().string("http.host")).isEqualTo("shop.example");
        assertThat(load().optionalString("spool.dir")).isEmpty();
    }

    @Test
    void unknownKeysNameTheirOriginAndTheNearestKey() throws IOException {
        // Given
        givenFile("gateway.conf", "\nhttp.prot = 1\n");
        environment.put("CHATSTREAM_MAX_BODDY", "1");
        properties.setProperty("chatstream.sources.shop.tokne", "s3cret");
        properties.setProperty("chatstream.entirely-different", "1");

        // Then
        assertThatThrownBy(this::load)
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(
                        "unknown key http.prot, set by file %s, line 2 (did you mean http.port?)",
                        folder.resolve("gateway.conf"))
                .hasMessageContaining("unknown key max.boddy, set by environment variable CHATSTREAM_MAX_BODDY"
                        + " (did you mean max.body?)")
                .hasMessageContaining("unknown key sources.shop.tokne, set by system property"
                        + " chatstream.sources.shop.tokne (did you mean sources.shop.token?)")
                .hasMessageContaining("unknown key entirely-different")
                .hasMessageNotContaining("s3cret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"eighty", "-1", "65536", "8080.5", "99999999999"})
    void wrongNumberNamesKeyValueOriginAndExpectation(String value) {
        properties.setProperty("chatstream.http.port", value);

        Settings settings = load();

        assertThatThrownBy(() -> settings.integer("http.port", 0, 65_535))
                .isInstanceOf(SettingsException.class)
                .hasMessage("http.port: \"" + value + "\", set by system property chatstream.http.port"
                        + " (expected: a whole number from 0 to 65535)");
    }

    @Test
    void wrongKindsSayWhatWasExpected() {
        properties.setProperty("chatstream.ack.timeout", "soon");
        properties.setProperty("chatstream.max.body", "4 heaps");
        properties.setProperty("chatstream.spool.dir", "yes");
        properties.setProperty("chatstream.http.host", "");

        Settings settings = load();

        assertThatThrownBy(() -> settings.duration("ack.timeout")).hasMessageContaining("\"soon\"", "2s");
        assertThatThrownBy(() -> settings.bytes("max.body")).hasMessageContaining("\"4 heaps\"", "4MiB");
        assertThatThrownBy(() -> settings.bool("spool.dir")).hasMessageContaining("\"yes\"", "true or false");
        assertThatThrownBy(() -> settings.string("http.host")).hasMessageContaining("\"\"", "expected: a value");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-2s", "2 parsecs", ""})
    void durationIsALengthOfTime(String value) {
        properties.setProperty("chatstream.ack.timeout", value);

        assertThatThrownBy(() -> load().duration("ack.timeout")).isInstanceOf(SettingsException.class);
    }

    @ParameterizedTest
    @CsvSource({"35d, P35D", "24h, PT24H", "500ms, PT0.5S", "15m, PT15M", "0s, PT0S", "250, PT0.25S"})
    void durationsHaveUnits(String value, Duration expected) {
        properties.setProperty("chatstream.ack.timeout", value);

        assertThat(load().duration("ack.timeout")).isEqualTo(expected);
    }

    @Test
    void wrongSecretIsNeverShown() {
        properties.setProperty("chatstream.admin.token", "s3cret");

        assertThat(load().wrong("admin.token", "at least 16 characters"))
                .hasMessage("admin.token: \"****\", set by system property chatstream.admin.token"
                        + " (expected: at least 16 characters)");
    }

    @Test
    void sectionOfTokensHoldsMoreThanSecrets() {
        properties.setProperty("chatstream.api.tokens.shop.token", "s3cret");
        properties.setProperty("chatstream.api.tokens.shop.accounts", "208");

        assertThat(load().printable())
                .contains("api.tokens.shop.token = ****", "api.tokens.shop.accounts = 208")
                .doesNotContain("s3cret");
    }

    @Test
    void filesThatCannotBeParsedAreNamedWithoutQuotingThem() throws IOException {
        givenFile("gateway.conf", "http.port = 1\nadmin { token = s3cret ] }");

        assertThatThrownBy(this::load)
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("gateway.conf, line 2: cannot be parsed")
                .hasMessageNotContaining("s3cret")
                .hasNoCause();
    }

    @Test
    void missingFileSaysWhatWasExpected() {
        file = Optional.of(folder.resolve("nowhere.conf"));

        assertThatThrownBy(this::load)
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("nowhere.conf: not there or not readable");
    }

    @Test
    void aSectionMayStandInAFileOfItsOwn() throws IOException {
        givenFile("sources.conf", "sources { a { token = ${?TOKEN} }, b { token-file = secret } }");
        Settings settings =
                Settings.load("settings-test-reference.conf", Optional.empty(), Map.of("TOKEN", "t"), new Properties());

        Settings section = settings.section("sources", file.orElseThrow());

        assertThat(section.children("sources")).containsExactly("a", "b");
        assertThat(section.secret("sources.a.token")).hasValue("t");
        assertThat(section.namedFiles("sources")).containsExactly("secret");
        assertThat(section.string("http.host")).isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http.port = 1", "sources.a.tokens = t", "sources {", "sourcest.a = 1"})
    void aFileOfOneSectionHoldsNothingElse(String text) throws IOException {
        givenFile("sources.conf", text);

        assertThatThrownBy(() -> load().section("sources", file.orElseThrow()))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("sources.conf, line 1");
    }

    @Test
    void complaintsAboutAFileOfOneSectionShowNoValueButNumbersAndPaths() throws IOException {
        givenFile("sources.conf", "sources.a { accounts = 10, token-file = /none/t }, sources.b.accounts = s3cret");
        Settings section = Settings.load("settings-test-reference.conf", Optional.empty(), Map.of(), new Properties())
                .section("sources", file.orElseThrow());

        assertThatThrownBy(() -> section.integer("sources.a.accounts", 0, 1))
                .hasMessageContaining("sources.a.accounts: \"10\", set by file")
                .hasMessageContaining("line 1");
        assertThatThrownBy(() -> section.secret("sources.a.token"))
                .hasMessageContaining("sources.a.token-file: \"/none/t\", set by file");
        assertThatThrownBy(() -> section.integer("sources.b.accounts", 0, 1))
                .hasMessageContaining("sources.b.accounts: ****")
                .hasMessageNotContaining("s3cret");
        assertThat(section.wrong("sources.a.accounts", "another"))
                .hasMessageContaining("sources.a.accounts: ****, set by file");
    }

    @Test
    void listsMayBeListsOrCommaSeparatedText() throws IOException {
        givenFile("gateway.conf", "sources.a.accounts = [1, 2]\nsources.b.accounts = \"3, 4,\"");

        Settings settings = load();

        assertThat(settings.strings("sources.a.accounts")).containsExactly("1", "2");
        assertThat(settings.strings("sources.b.accounts")).containsExactly("3", "4");
        assertThat(settings.strings("sources.c.accounts")).isEmpty();
    }

    @Test
    void entriesOfAMapHaveNamesAndDefaults() throws IOException {
        givenFile("gateway.conf", "accounts { 208.timezone = Europe/Prague, 7.timezone = null }");

        Settings settings = load();

        assertThat(settings.children("accounts")).containsExactly("208", "7");
        assertThat(settings.string("accounts.208.timezone")).isEqualTo("Europe/Prague");
        assertThat(settings.optionalString("accounts.7.timezone")).isEmpty();
        assertThat(settings.string("accounts.9.timezone")).isEqualTo("UTC");
    }

    @Test
    void readingAKeyThatTheReferenceDoesNotListIsABug() {
        assertThatThrownBy(() -> load().string("no.such.key")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void referenceIsReturnedAsWritten() {
        assertThat(load().reference()).contains("# Where hooks arrive.", "port = 8080");
    }
}
