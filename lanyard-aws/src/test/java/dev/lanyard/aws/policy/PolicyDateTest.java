// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyDateTest {
    @ParameterizedTest
    @CsvSource({
        "0, 1970-01-01T00:00:00Z",
        "1700000000, 2023-11-14T22:13:20Z",
        "1700000000123, 2023-11-14T22:13:20.123Z",
        "01T, 0001-01-01T00:00:00Z",
        "2020T, 2020-01-01T00:00:00Z",
        "2020-2, 2020-02-01T00:00:00Z",
        "2020-02-03, 2020-02-03T00:00:00Z",
        "2020-02-31, 2020-03-02T00:00:00Z",
        "2020-02-03T04, 2020-02-03T04:00:00Z",
        "2020-02-03t4:5, 2020-02-03T04:05:00Z",
        "2020-02-03T04:05:06Z, 2020-02-03T04:05:06Z",
        "2020-02-03T04:05:06.7z, 2020-02-03T04:05:06.7Z",
        "2020-02-03T04:05:06.000000001+05:30, 2020-02-02T22:35:06.000000001Z",
        "2016-12-13t2:00:00.593194+23, 2016-12-12T03:00:00.593194Z",
        "2020-02-03T04:05:06-01, 2020-02-03T05:05:06Z",
        "2020T+01, 2019-12-31T23:00:00Z",
    })
    void datesAreReadAsLooselyAsTheServiceReadsThem(String text, Instant moment) {
        assertThat(PolicyDate.parse(text)).contains(moment);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "sdfdsf",
                "234-13",
                "2020-0",
                "2020-01-32",
                "2020-01-01-01",
                "2020-01-01T24",
                "2020-01-01T10:60",
                "2020-01-01T10:00:60",
                "2016-12-13t2:00:00.593194+1",
                "2016-12-13t2:00:00.1999999999+10:59",
                "9223372036854775808",
                "-292275055",
                "292278994-01",
                "2020-01-01T10:00:00ZZ",
                "2020-01-01 10:00:00",
                "2020Z"
            })
    void otherTextsAreNoDates(String text) {
        assertThat(PolicyDate.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-292275054", "-292275054-01-01T00:00:00-23:59", "292278993-12-31T23:59:59+23:59"})
    void theEndsOfTimeAreDates(String text) {
        assertThat(PolicyDate.parse(text)).isPresent();
    }
}
