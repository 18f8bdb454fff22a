// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lanyard.aws.fault.Fault;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDecodingTest {
    private final Requests dms = Requests.to("dms");

    @Test
    void membersComeInTheOrderOfTheModel() {
        Map<String, Object> input = dms.json("CreateInstanceProfile", """
                {"VpcSecurityGroups": ["sg-1"], "Tags": [{"Value": "", "Key": "k"}], "PubliclyAccessible": true,
                 "Description": "", "AvailabilityZone": null, "NotAMember": {"deep": [1, {"x": null}]}}
                """);

        assertThat(input)
                .containsExactly(
                        Map.entry("PubliclyAccessible", true),
                        Map.entry("Tags", List.of(Map.of("Key", "k", "Value", ""))),
                        Map.entry("Description", ""),
                        Map.entry("VpcSecurityGroups", List.of("sg-1")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{}", " { } "})
    void anEmptyBodyIsAnEmptyObject(String body) {
        assertThat(dms.json("DescribeInstanceProfiles", body)).isEmpty();
    }

    @Test
    void theLastOfTwoEqualNamesCounts() {
        assertThat(dms.json("DescribeInstanceProfiles", "{\"Marker\":\"a\",\"Marker\":\"b\"}"))
                .containsExactly(Map.entry("Marker", "b"));
        assertThat(dms.json("DescribeInstanceProfiles", "{\"Marker\":\"a\",\"Marker\":null}"))
                .isEmpty();
    }

    @Test
    void wholeNumbersMayHaveAFractionOfZero() {
        assertThat(dms.json("DescribeInstanceProfiles", "{\"MaxRecords\":2e1}"))
                .containsExactly(Map.entry("MaxRecords", 20));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "\"x\"",
                "1",
                "null",
                "{",
                "{\"Marker\":}",
                "{\"Marker\":\"a\",}",
                "{'Marker':'a'}",
                "{} {}",
                "{}x",
                "{\"Marker\":\"a\"",
                "{\"Marker\":1}",
                "{\"Marker\":true}",
                "{\"Marker\":{}}",
                "{\"Marker\":[]}",
                "{\"MaxRecords\":\"20\"}",
                "{\"MaxRecords\":1.5}",
                "{\"MaxRecords\":3000000000}",
                "{\"MaxRecords\":NaN}",
                "{\"MaxRecords\":1e999999999}",
                "{\"Filters\":{}}",
                "{\"Filters\":\"x\"}",
                "{\"Filters\":[null]}",
                "{\"Filters\":[[]]}",
                "{\"Filters\":[{\"Values\":[null]}]}",
                "\u0000{}",
                "{\"Marker\":\"\n\"}"
            })
    void whatDoesNotFitIsASerializationException(String body) {
        assertThatExceptionOfType(Fault.class)
                .isThrownBy(() -> dms.json("DescribeInstanceProfiles", body))
                .matches(fault -> fault.code().code().equals("SerializationException"))
                .matches(fault -> !fault.getMessage().isEmpty());
    }

    @Test
    void theFaultSaysWhatWasFoundAndWhatWasExpected() {
        assertThatExceptionOfType(Fault.class)
                .isThrownBy(() -> dms.json("DescribeInstanceProfiles", "{\"Marker\":5}"))
                .withMessage("NUMBER_VALUE can not be converted to a String");
        assertThatExceptionOfType(Fault.class)
                .isThrownBy(() -> dms.json("DescribeInstanceProfiles", "{\"Filters\":{}}"))
                .withMessage("Start of structure or map found where a list is expected");
    }

    @Test
    void nestingIsLimitedEvenWhereItIsSkipped() {
        String fits = "{\"x\":" + "[".repeat(31) + "]".repeat(31) + "}";
        String deep = "{\"x\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";

        assertThat(dms.json("DescribeInstanceProfiles", fits)).isEmpty();
        assertThatExceptionOfType(Fault.class)
                .isThrownBy(() -> dms.json("DescribeInstanceProfiles", deep))
                .matches(fault -> fault.code().code().equals("SerializationException"));
    }

    @Test
    void theTargetNamesTheOperation() {
        Call call = dms.jsonCall("CreateInstanceProfile", "{}");
        assertThat(call.action()).contains("CreateInstanceProfile");
        assertThat(call.version()).contains("AmazonDMSv20160101");

        Call without = dms.protocol().read(Requests.post("", "{}"));
        assertThat(without.action()).isEmpty();
    }
}
