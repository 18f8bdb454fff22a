// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.lanyard.aws.fault.Fault;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QueryDecodingTest {
    private final Requests iam = Requests.to("iam");
    private final Requests ec2 = Requests.to("ec2");

    @Test
    void listsOfStructuresAreOrderedByNumberWithoutGaps() {
        Map<String, Object> input = iam.form(
                "TagRole",
                "Tags.member.10.Key=ten&Tags.member.10.Value=&Tags.member.2.Value=b&Tags.member.2.Key=two&RoleName=r");

        assertThat(input)
                .containsExactly(
                        Map.entry("RoleName", "r"),
                        Map.entry(
                                "Tags",
                                List.of(Map.of("Key", "two", "Value", "b"), Map.of("Key", "ten", "Value", ""))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TagKeys=", "TagKeys.member.x=1", "TagKeys.member.=1", "TagKeys.member.99999999999=1"})
    void aListWithoutNumberedElementsIsEmpty(String parameters) {
        assertThat(iam.form("UntagRole", parameters)).containsExactly(Map.entry("TagKeys", List.of()));
    }

    @Test
    void whatIsNotSentIsAbsentAndWhatIsUnknownIsDropped() {
        assertThat(iam.form("GetRole", "roleName=x&Version=2010-05-08&X-Amz-Date=now&RoleName.x=1"))
                .isEmpty();
        assertThat(iam.form("GetRole", "RoleName=")).containsExactly(Map.entry("RoleName", ""));
    }

    @Test
    void ec2ListsAreFlatAndNamedInTheSingular() {
        Map<String, Object> input = ec2.form(
                "DescribeInstances",
                "InstanceId.2=i-2&InstanceId.1=i-1&Filter.1.Name=tag:a&Filter.1.Value.1=x&Filter.1.Value.7=y");

        assertThat(input)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "InstanceIds", List.of("i-1", "i-2"),
                        "Filters", List.of(Map.of("Name", "tag:a", "Values", List.of("x", "y")))));
    }

    @Test
    void ec2ScalarsAreTyped() {
        Map<String, Object> input = ec2.form(
                "RunInstances",
                "MinCount=1&MaxCount=02&EbsOptimized=TRUE&DisableApiTermination=0&Monitoring.Enabled=1"
                        + "&IamInstanceProfile.Name=p&InstanceMarketOptions.SpotOptions.ValidUntil=2026-01-02T03:04:05Z");

        assertThat(input)
                .containsEntry("MinCount", 1)
                .containsEntry("MaxCount", 2)
                .containsEntry("EbsOptimized", true)
                .containsEntry("DisableApiTermination", false)
                .containsEntry("Monitoring", Map.of("Enabled", true))
                .containsEntry("IamInstanceProfile", Map.of("Name", "p"))
                .containsEntry(
                        "InstanceMarketOptions",
                        Map.of("SpotOptions", Map.of("ValidUntil", Instant.parse("2026-01-02T03:04:05Z"))));
    }

    @Test
    void blobsAreBase64() {
        Map<String, Object> input = ec2.form("ImportKeyPair", "KeyName=k&PublicKeyMaterial=c3NoLXJzYQ%3D%3D");

        assertThat(input.get("PublicKeyMaterial")).isEqualTo(new byte[] {'s', 's', 'h', '-', 'r', 's', 'a'});
        assertThatExceptionOfType(Fault.class)
                .isThrownBy(() -> ec2.form("ImportKeyPair", "PublicKeyMaterial=%25"))
                .withMessage("Value (%) for parameter PublicKeyMaterial is invalid. It must be base64.");
    }

    @ParameterizedTest
    @CsvSource({
        "MinCount=x,MinCount,x,an integer",
        "MinCount=,MinCount,'',an integer",
        "MinCount=1.0,MinCount,1.0,an integer",
        "MinCount=99999999999,MinCount,99999999999,an integer",
        "MinCount=%D9%A1,MinCount,١,an integer",
        "MinCount=%2B1,MinCount,+1,an integer",
        "EbsOptimized=yes,EbsOptimized,yes,true or false",
        "Monitoring.Enabled=2,Monitoring.Enabled,2,true or false"
    })
    void ec2NamesTheParameterOfABadValue(String parameters, String parameter, String value, String expected) {
        assertThatExceptionOfType(Fault.class)
                .isThrownBy(() -> ec2.form("RunInstances", parameters))
                .withMessage("Value (" + value + ") for parameter " + parameter + " is invalid. It must be " + expected
                        + ".")
                .matches(fault -> fault.code().code().equals("InvalidParameterValue"));
    }

    @ParameterizedTest
    @CsvSource({
        "ListRoles,MaxItems=ten", "ListRoles,MaxItems=", "ListRoles,MaxItems=5000000000",
        "CreateLoginProfile,PasswordResetRequired=1", "TagRole,Tags=x", "TagRole,Tags.member.1=x"
    })
    void iamAnswersMalformedInputToABadValue(String action, String parameters) {
        assertThatExceptionOfType(Fault.class)
                .isThrownBy(() -> iam.form(action, parameters))
                .withMessage("")
                .matches(fault -> fault.code().code().equals("MalformedInput"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "True", "TRUE"})
    void iamTakesBooleansInAnyCase(String text) {
        assertThat(iam.form("CreateLoginProfile", "PasswordResetRequired=" + text))
                .containsExactly(Map.entry("PasswordResetRequired", true));
    }

    @Test
    void namesDeeperThanAnyInputAreRefused() {
        String deepest = "a" + ".1".repeat(QueryParameters.MAX_DEPTH - 1);

        assertThat(iam.form("GetRole", deepest + "=x")).isEmpty();
        for (String name : List.of(deepest + ".1", ".".repeat(100_000))) {
            assertThatExceptionOfType(Fault.class)
                    .isThrownBy(() -> iam.form("GetRole", name + "=x"))
                    .withMessage("A parameter name has more than 32 parts")
                    .matches(fault -> fault.code().code().equals("MalformedQueryString"));
        }
    }

    @Test
    void actionAndVersionAreReadBeforeAnythingIsDecoded() {
        Call call = iam.protocol().read(Requests.post("Action=ListRoles", "Version=2010-05-08&MaxItems=x"));
        assertThat(call.action()).contains("ListRoles");
        assertThat(call.version()).contains("2010-05-08");

        Call empty = iam.protocol().read(Requests.post("", ""));
        assertThat(empty.action()).isEmpty();
        assertThat(empty.version()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-02-03T04:05:06Z",
        "2026-02-03T05:05:06+01:00",
        "2026-02-03T04:05:06.000Z",
        "1770091506",
        "1770091506.0",
        "1.770091506E9",
        "'Tue, 03 Feb 2026 04:05:06 GMT'"
    })
    void timestampsAreReadInEveryForm(String text) {
        assertThat(Scalars.timestamp(text)).isEqualTo(Instant.parse("2026-02-03T04:05:06Z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "now", "2026-02-03", "2026-13-03T04:05:06Z", "1e99", "1e999999999", "NaN"})
    void whatIsNoTimestampIsRefused(String text) {
        assertThatExceptionOfType(java.time.DateTimeException.class).isThrownBy(() -> Scalars.timestamp(text));
    }
}
