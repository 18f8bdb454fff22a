// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DatabaseUrlTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "jdbc:postgresql://db/lanyard?user=a&password=hush jdbc:postgresql://db/lanyard?password=***&user=a",
                "jdbc:postgresql://db:5432/lanyard?PASSWORD=hush jdbc:postgresql://db:5432/lanyard?PASSWORD=***",
                "jdbc:postgresql://[::1]:5432,b:1/x?sslpassword=hush jdbc:postgresql://[::1]:5432,b:1/x?sslpassword=***",
                "jdbc:postgresql:lanyard?password=hu%26sh jdbc:postgresql:lanyard?password=***",
                "jdbc:postgresql://db/?sslmode=require&token=hush jdbc:postgresql://db/?sslmode=require&token=***",
                "jdbc:postgresql: jdbc:postgresql:",
                "jdbc:postgresql://db jdbc:postgresql://db",
            })
    void onlyWhatIsNoSecretIsShown(String url, String shown) {
        assertThat(DatabaseUrl.parse(url)).hasToString(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://user:hush@db/lanyard",
                "jdbc:postgresql://user:hu/sh@db/lanyard",
                "jdbc:postgresql://user:hu?sh@db/lanyard",
                "jdbc:postgresql://user:123?hush@db/lanyard?x=y",
                "jdbc:postgresql://db/lanyard?password=hush%",
                "jdbc:postgresql://db/lanyard?password=hush%zz",
                "jdbc:postgresql://db/lanyard?password=a&hush;b",
                "jdbc:postgresql://db:hush/lanyard",
                "jdbc:postgresql://db/lan yard:hush",
                "jdbc:mysql://db/lanyard?password=hush",
                "postgresql://user:hush@db/lanyard",
                "jdbc:postgresql://db/lanyard?connections=hush",
            })
    void aUrlThatIsRefusedIsNotRepeated(String url) {
        assertThatThrownBy(() -> DatabaseUrl.parse(url))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("--database-url ")
                .hasMessageNotContaining("hush")
                .hasNoCause();
    }

    @Test
    void theDriverIsToldValuesDecodedAndApartFromTheAddress() {
        DatabaseUrl url = DatabaseUrl.parse("jdbc:postgresql://db/lanyard?user=a+b&password=%26%3D%25&connections=6");
        assertThat(url.address()).isEqualTo("jdbc:postgresql://db/lanyard");
        assertThat(url.driverProperties()).isEqualTo(Map.of("user", "a b", "password", "&=%"));
        assertThat(url.connections()).contains(6);
    }

    @Test
    void aPasswordFromElsewhereIsForUrlsWithout() {
        DatabaseUrl without = DatabaseUrl.parse("jdbc:postgresql://db/lanyard?user=a");
        assertThat(without.orPassword(Optional.of("p")).driverProperties()).containsEntry("password", "p");
        assertThat(without.orPassword(Optional.of("p"))).hasToString(without.address() + "?password=***&user=a");
        DatabaseUrl with = DatabaseUrl.parse("jdbc:postgresql://db/lanyard?password=own");
        assertThat(with.orPassword(Optional.of("p"))).isEqualTo(with).isNotEqualTo(without);
        assertThat(without.orPassword(Optional.empty())).isEqualTo(without).hasSameHashCodeAs(without);
    }

    @Test
    void aWordThatMayBeAUrlIsMasked() {
        assertThat(DatabaseUrl.masked("JDBC:postgresql://user:hush@db")).isEqualTo("jdbc:***");
        assertThat(DatabaseUrl.masked("lanyard")).isEqualTo("lanyard");
    }
}
