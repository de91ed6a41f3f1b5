/*
 * Copyright 2026 The Chatstream authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.chatstream.processor.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chatstream.processor.access.Access;
import dev.chatstream.processor.access.Reader;
import dev.chatstream.processor.access.Token;
import dev.chatstream.processor.access.Tokens;
import dev.chatstream.schemas.settings.Settings;
import dev.chatstream.schemas.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessConfigTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";
    private static final String BEFORE = "fedcba9876543210fedcba9876543210";

    @TempDir
    private Path folder;

    private Settings settings(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("processor.conf"), text);
        return Settings.load(ProcessorConfig.REFERENCE, Optional.of(file), Map.of(), new Properties());
    }

    private AccessConfig config(String text) throws IOException {
        return ProcessorConfig.from(settings(text)).access();
    }

    private static Access accessWith(AccessConfig config, String token) {
        return new Tokens(config.tokens()).withToken(token).fold(Reader::access, reason -> Access.to(Set.of()));
    }

    @Test
    void wantsNoTokenUnlessOneIsSet() throws IOException {
        assertThat(config("")).isEqualTo(new AccessConfig(List.of(), Duration.ofHours(12)));
    }

    @Test
    void readsTokensAndWhatTheyOpen() throws IOException {
        // When
        AccessConfig config = config("api.session = 1h, api.tokens { operator { token = \"" + SECRET
                + "\", accounts = \"*\" }, shop-1 { token = \"" + BEFORE + "\", accounts = [209, 208] } }");

        // Then
        assertThat(config.session()).isEqualTo(Duration.ofHours(1));
        assertThat(config.tokens().stream().map(Token::name)).containsExactly("operator", "shop-1");
        assertThat(accessWith(config, SECRET)).isEqualTo(Access.ALL);
        assertThat(accessWith(config, BEFORE)).isEqualTo(Access.to(Set.of(208L, 209L)));
    }

    @Test
    void readsThemFromTheEnvironmentAndFromFilesToo() throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("token"), BEFORE + "\n");
        Map<String, String> environment = Map.of(
                "CHATSTREAM_API_TOKENS_SHOP_TOKEN",
                SECRET,
                "CHATSTREAM_API_TOKENS_SHOP_PREVIOUS_TOKEN_FILE",
                file.toString(),
                "CHATSTREAM_API_TOKENS_SHOP_ACCOUNTS",
                "208, 209");

        // When
        AccessConfig config = AccessConfig.from(
                Settings.load(ProcessorConfig.REFERENCE, Optional.empty(), environment, new Properties()));

        // Then
        assertThat(config.tokens()).hasSize(1);
        assertThat(accessWith(config, SECRET)).isEqualTo(Access.to(Set.of(208L, 209L)));
        assertThat(accessWith(config, BEFORE)).isEqualTo(Access.to(Set.of(208L, 209L)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "0123456789abcdef0123456789abcde", "0123456789 bcdef0123456789abcdef"})
    void refusesWhatIsNoTokenWithoutShowingIt(String token) {
        for (String key : List.of("token", "previous.token")) {
            String good = key.equals("token") ? "" : ", token = \"" + SECRET + "\"";
            assertThatThrownBy(() ->
                            config("api.tokens.shop { accounts = \"*\"" + good + ", " + key + " = \"" + token + "\" }"))
                    .isInstanceOf(SettingsException.class)
                    .hasMessage("api.tokens.shop." + key + ": **** (expected: " + Token.FORM + ")");
        }
    }

    @Test
    void refusesAFileThatHoldsNoToken() throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("token"), "\n");

        // Then
        assertThatThrownBy(() -> config("api.tokens.shop { accounts = 208, token-file = \"" + file + "\" }"))
                .hasMessage("api.tokens.shop.token: nothing (expected: " + Token.FORM + ")");
    }

    @Test
    void refusesNamesThatOpenNothingOrHaveNoToken() {
        assertThatThrownBy(() -> config("api.tokens.shop.token = \"" + SECRET + "\""))
                .hasMessageContaining("api.tokens.shop.accounts: \"\"")
                .hasMessageContaining("or * for all");
        assertThatThrownBy(() -> config("api.tokens.shop.accounts = 208"))
                .hasMessage("api.tokens.shop.token: nothing (expected: " + Token.FORM + ")");
        assertThatThrownBy(() -> config("api.tokens.shop { accounts = 208, previous.token = \"" + BEFORE + "\" }"))
                .hasMessageContaining("api.tokens.shop.token: nothing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {"all", "\"208,*\"", "2o8", "\"*,*\"", "99999999999999999999"})
    void refusesWhatAreNoAccounts(String accounts) {
        assertThatThrownBy(() -> config("api.tokens.shop { token = \"" + SECRET + "\", accounts = " + accounts + " }"))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("api.tokens.shop.accounts: ")
                .hasMessageContaining("numbers of accounts, separated by commas, or * alone");
    }

    @Test
    void refusesOneTokenUnderTwoNames() {
        assertThatThrownBy(() -> config(
                        "api.tokens { a { accounts = \"*\", token = \"" + SECRET + "\" }, b { accounts = 7, token = \""
                                + BEFORE + "\", previous.token = \"" + SECRET + "\" } }"))
                .hasMessage("api.tokens.b.previous.token: **** (expected: another one than api.tokens.a.token)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Shop", "-shop", "shop_1"})
    void refusesNamesThatNoCookieCanHold(String name) {
        assertThatThrownBy(() ->
                        config("api.tokens { \"" + name + "\" { accounts = \"*\", token = \"" + SECRET + "\" } }"))
                .hasMessageContaining("api.tokens." + name)
                .hasMessageContaining(Token.NAME_FORM);
    }

    @Test
    void refusesKeysThatDoNotExist() {
        assertThatThrownBy(() -> config("api.tokens.shop.account = 208"))
                .hasMessageContaining("unknown key api.tokens.shop.account")
                .hasMessageContaining("api.tokens.shop.accounts");
        assertThatThrownBy(() -> config("api.tokens.shop.accounts-file = \"/etc/accounts\""))
                .hasMessageContaining("unknown key api.tokens.shop.accounts-file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"59s", "31d", "0"})
    void boundsTheLengthOfASession(String session) {
        assertThatThrownBy(() -> config("api.session = " + session))
                .hasMessageContaining("api.session")
                .hasMessageContaining("1m to 30d");
    }

    @Test
    void printsWhatIsOpenAndNoToken() throws IOException {
        // When
        String printed = settings("api.tokens.shop { token = \"" + SECRET + "\", previous.token = \"" + BEFORE
                        + "\", accounts = [208, 209] }")
                .printable();

        // Then
        assertThat(printed)
                .contains("api.tokens.shop.token = ****", "api.tokens.shop.previous.token = ****")
                .contains("api.tokens.shop.accounts = 208,209")
                .doesNotContain(SECRET, BEFORE);
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1,true", "127.1.2.3,true", "localhost,true", "::1,true", "0.0.0.0,false", "192.0.2.1,false"})
    void knowsWhichAddressesNobodyElseReaches(String host, boolean loopback) {
        assertThat(new ListenConfig(host, 8090).isLoopback()).isEqualTo(loopback);
    }
}
