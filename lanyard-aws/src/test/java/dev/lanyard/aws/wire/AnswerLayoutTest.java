// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswerLayoutTest {
    private static final Instant NOON = Instant.parse("2026-02-12T12:00:00.123456789Z");

    private final Requests iam = Requests.to("iam");
    private final Requests ec2 = Requests.to("ec2");
    private final Requests dms = Requests.to("dms");

    @Test
    void iamWrapsTheResultAndEndsWithTheRequestId() {
        Map<String, Object> profile = Map.of(
                "InstanceProfileName", "web", "Path", "/", "CreateDate", NOON, "Roles", List.of(), "Arn", "a<&>\"b");

        assertThat(iam.answer("GetInstanceProfile", Map.of("InstanceProfile", profile)))
                .isEqualTo("""
                <GetInstanceProfileResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">
                  <GetInstanceProfileResult>
                    <InstanceProfile>
                      <Path>/</Path>
                      <InstanceProfileName>web</InstanceProfileName>
                      <Arn>a&lt;&amp;&gt;&quot;b</Arn>
                      <CreateDate>2026-02-12T12:00:00Z</CreateDate>
                      <Roles/>
                    </InstanceProfile>
                  </GetInstanceProfileResult>
                  <ResponseMetadata>
                    <RequestId>id-1</RequestId>
                  </ResponseMetadata>
                </GetInstanceProfileResponse>
                """);
    }

    @Test
    void iamOperationsWithoutOutputHaveNoResultAndEmptyOutputsAnEmptyOne() {
        assertThat(iam.answer("DeleteRole", Map.of())).isEqualTo("""
                <DeleteRoleResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">
                  <ResponseMetadata>
                    <RequestId>id-1</RequestId>
                  </ResponseMetadata>
                </DeleteRoleResponse>
                """);
        assertThat(iam.answer("UpdateRole", Map.of())).contains("<UpdateRoleResult/>");
    }

    @Test
    void iamMapsAreEntries() {
        assertThat(iam.answer("GetAccountSummary", Map.of("SummaryMap", Map.of("Users", 3))))
                .contains("""
                    <SummaryMap>
                      <entry>
                        <key>Users</key>
                        <value>3</value>
                      </entry>
                    </SummaryMap>
                """);
    }

    @Test
    void ec2PutsTheRequestIdFirstAndShowsMilliseconds() {
        Map<String, Object> association =
                Map.of("AssociationId", "iip-assoc-1", "State", "associated", "Timestamp", NOON);

        assertThat(ec2.answer(
                        "DescribeIamInstanceProfileAssociations",
                        Map.of("IamInstanceProfileAssociations", List.of(association))))
                .isEqualTo("""
                <?xml version="1.0" encoding="UTF-8"?>
                <DescribeIamInstanceProfileAssociationsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">
                    <requestId>id-1</requestId>
                    <iamInstanceProfileAssociationSet>
                        <item>
                            <associationId>iip-assoc-1</associationId>
                            <state>associated</state>
                            <timestamp>2026-02-12T12:00:00.123Z</timestamp>
                        </item>
                    </iamInstanceProfileAssociationSet>
                </DescribeIamInstanceProfileAssociationsResponse>
                """);
    }

    @Test
    void ec2OperationsWithoutOutputReturnTrue() {
        assertThat(ec2.answer("CreateTags", Map.of())).isEqualTo("""
                <?xml version="1.0" encoding="UTF-8"?>
                <CreateTagsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/">
                    <requestId>id-1</requestId>
                    <return>true</return>
                </CreateTagsResponse>
                """);
        assertThat(ec2.answer("DescribeVpcs", Map.of("Vpcs", List.of()))).contains("    <vpcSet/>\n");
        assertThat(ec2.answer("DescribeVpcs", Map.of())).doesNotContain("vpcSet");
    }

    @Test
    void ec2AnswersInTheNamespaceOfTheVersionAskedFor() {
        Call call = ec2.protocol().read(Requests.post("Version=2014-10-01", ""));
        WireResponse response = ec2.protocol().encode(ec2.operation("CreateTags"), Map.of(), call, "id-1");

        assertThat(new String(response.body(), UTF_8)).contains("xmlns=\"http://ec2.amazonaws.com/doc/2014-10-01/\"");
    }

    @Test
    void headersAreThoseOfEachService() {
        assertThat(headers(iam, "DeleteRole")).containsExactly("content-type: text/xml", "x-amzn-requestid: id-1");
        assertThat(headers(ec2, "CreateTags"))
                .containsExactly(
                        "content-type: text/xml;charset=UTF-8",
                        "server: AmazonEC2",
                        "x-amzn-requestid: id-1",
                        "cache-control: no-cache, no-store",
                        "strict-transport-security: max-age=31536000; includeSubDomains",
                        "vary: accept-encoding");
        assertThat(headers(dms, "AddTagsToResource"))
                .containsExactly("content-type: application/x-amz-json-1.1", "x-amzn-requestid: id-1");
    }

    private static List<String> headers(Requests service, String operation) {
        Call call = service.protocol().read(Requests.post("", ""));
        WireResponse response = service.protocol().encode(service.operation(operation), Map.of(), call, "id-1");
        assertThat(response.status()).isEqualTo(200);
        List<String> headers = new ArrayList<>();
        response.headers().forEach((name, value) -> headers.add(name + ": " + value));
        return headers;
    }

    @Test
    void dmsWritesModelOrderAndTimestampsWithMicroseconds() {
        Map<String, Object> profile = Map.of(
                "InstanceProfileName",
                "p",
                "InstanceProfileCreationTime",
                NOON,
                "VpcSecurityGroups",
                List.of(),
                "PubliclyAccessible",
                false);

        assertThat(dms.answer("CreateInstanceProfile", Map.of("InstanceProfile", profile)))
                .isEqualTo("{\"InstanceProfile\":{\"PubliclyAccessible\":false,\"InstanceProfileName\":\"p\","
                        + "\"InstanceProfileCreationTime\":\"2026-02-12T12:00:00.123456Z\",\"VpcSecurityGroups\":[]}}");
        assertThat(dms.answer("AddTagsToResource", Map.of())).isEqualTo("{}");
    }

    @Test
    void jsonEscapesWhatItMust() {
        String text = "\"\\/\n\r\t\b\u001f é \uD83D\uDE00 \uD800";

        assertThat(dms.answer("DescribeInstanceProfiles", Map.of("Marker", text)))
                .isEqualTo("{\"Marker\":\"\\\"\\\\/\\n\\r\\t\\u0008\\u001f é \uD83D\uDE00 \uFFFD\"}");
    }

    @Test
    void whateverTextIsStoredTheXmlStaysWellFormed() {
        String text = "a\u0000b\u000Bc\uFFFEd\uD800e]]>f\r\ng\th\uD83D\uDE00";
        String xml = ec2.answer("DescribeVpcs", Map.of("NextToken", text));

        String read =
                XmlText.parse(xml).getElementsByTagName("nextToken").item(0).getTextContent();
        assertThat(read).isEqualTo("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe]]>f\r\ng\th\uD83D\uDE00");
    }
}
