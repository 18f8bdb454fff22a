// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.Wire;
import dev.lanyard.server.Wire.Answer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TagsFiltersPagingTest {
    private final Wire wire = Wire.start();

    @AfterEach
    void stop() {
        wire.close();
    }

    @Test
    void tagsAreSetChangedAndTaken() {
        String vpc = wire.ec2("DescribeVpcs").text("vpcId");
        assertThat(tag(vpc, "b", "1", "a", "").body()).contains("<return>true</return>");
        tag(vpc, "b", "2");
        assertThat(tagsOf(vpc)).containsExactly("b=2", "a=");
        delete(vpc, "Tag.1.Key", "b", "Tag.1.Value", "1");
        assertThat(tagsOf(vpc)).containsExactly("b=2", "a=");
        delete(vpc, "Tag.1.Key", "a", "Tag.1.Value", "");
        assertThat(tagsOf(vpc)).containsExactly("b=2");
        delete(vpc, "Tag.1.Key", "b");
        delete(vpc, "Tag.1.Key", "b");
        assertThat(tagsOf(vpc)).isEmpty();
        tag(vpc, "x", "1", "y", "2");
        delete(vpc);
        assertThat(tagsOf(vpc)).isEmpty();
    }

    @Test
    void missingResourcesFailInTheWordsOfTheirType() {
        assertThat(tag("vpc-12345678", "a", "1").fault())
                .isEqualTo("InvalidVpcID.NotFound: The vpc ID 'vpc-12345678' does not exist");
        assertThat(tag("sg-12345678", "a", "1").fault())
                .isEqualTo("InvalidGroup.NotFound: The security group 'sg-12345678' does not exist");
        assertThat(tag("i-12345678", "a", "1").fault())
                .isEqualTo("InvalidInstanceID.NotFound: The instance ID 'i-12345678' does not exist");
        assertThat(tag("nonsense", "a", "1").fault()).isEqualTo("InvalidID: The ID 'nonsense' is not valid");
        assertThat(delete("vpc-12345678", "Tag.1.Key", "a").status()).isEqualTo(200);
    }

    @Test
    void oneMissingResourceLeavesTheOthersUntagged() {
        String vpc = wire.ec2("DescribeVpcs").text("vpcId");
        assertThat(wire.ec2(
                                "CreateTags",
                                "ResourceId.1",
                                vpc,
                                "ResourceId.2",
                                "vpc-12345678",
                                "Tag.1.Key",
                                "a",
                                "Tag.1.Value",
                                "1")
                        .status())
                .isEqualTo(400);
        assertThat(tagsOf(vpc)).isEmpty();
    }

    @Test
    void tagRulesHold() {
        String vpc = wire.ec2("DescribeVpcs").text("vpcId");
        assertThat(tag(vpc, "aws:x", "1").fault())
                .isEqualTo("InvalidParameterValue: Tag keys starting with 'aws:' are reserved for internal use");
        assertThat(tag(vpc, "a", "1", "a", "2").fault())
                .isEqualTo("InvalidParameterValue: Duplicate tag key 'a' specified.");
        assertThat(wire.ec2("CreateTags", "ResourceId.1", vpc, "Tag.1.Key", "a").fault())
                .isEqualTo("InvalidParameterValue: Tag value cannot be null. Use empty string instead.");
        assertThat(tag(vpc, "k".repeat(129), "1").status()).isEqualTo(400);
        assertThat(tag(vpc, "k", "v".repeat(257)).status()).isEqualTo(400);
        List<String> fifty = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            fifty.addAll(List.of("k" + i, "v"));
        }
        assertThat(tag(vpc, fifty.toArray(String[]::new)).status()).isEqualTo(200);
        assertThat(tag(vpc, "k0", "other").status()).isEqualTo(200);
        assertThat(tag(vpc, "more", "1").fault()).isEqualTo("TagLimitExceeded: More than 50 tags specified");
        assertThat(tagsOf(vpc)).hasSize(50);
    }

    @Test
    void createOperationsTagOnlyWhatTheyMake() {
        assertThat(specified("instance", "a").fault())
                .isEqualTo(
                        "InvalidParameterValue: 'instance' is not a valid taggable resource type for this operation.");
        assertThat(specified("sausage", "a").fault())
                .isEqualTo(
                        "InvalidParameterValue: 'sausage' is not a valid taggable resource type for this operation.");
        assertThat(specified("internet-gateway", "aws:a").fault())
                .isEqualTo("InvalidParameterValue: Tag keys starting with 'aws:' are reserved for internal use");
        Answer made = specified("internet-gateway", "a");
        String id = made.text("internetGatewayId");
        assertThat(made.text("key")).isEqualTo("a");
        assertThat(tagsOf(id)).containsExactly("a=v");
        wire.ec2("DeleteInternetGateway", "InternetGatewayId", id);
        assertThat(tagsOf(id)).isEmpty();
    }

    @Test
    void filtersMatchWholeValuesWithWildcards() {
        String a = gateway("team-a");
        String b = gateway("team-b");
        gateway("t*am");
        assertThat(filtered("tag:Name", "team-a")).containsExactly(a);
        assertThat(filtered("tag:Name", "team-?")).containsExactlyInAnyOrder(a, b);
        assertThat(filtered("tag:Name", "team")).isEmpty();
        assertThat(filtered("tag:Name", "t*")).hasSize(3);
        assertThat(filtered("tag:Name", "t\\*am")).hasSize(1);
        assertThat(filtered("tag:Name", "TEAM-A")).isEmpty();
        assertThat(filtered("tag-key", "Na*")).hasSize(3);
        Answer both = wire.ec2(
                "DescribeInternetGateways",
                "Filter.1.Name",
                "tag:Name",
                "Filter.1.Value.1",
                "team-a",
                "Filter.1.Value.2",
                "team-b",
                "Filter.2.Name",
                "internet-gateway-id",
                "Filter.2.Value.1",
                b);
        assertThat(both.text("internetGatewayId")).isEqualTo(b);
        assertThat(both.count("internetGatewayId")).isEqualTo(1);
        assertThat(wire.ec2("DescribeVpcs", "Filter.1.Name", "colour", "Filter.1.Value.1", "x")
                        .fault())
                .isEqualTo("InvalidParameterValue: The filter 'colour' is invalid");
    }

    @Test
    void tooManyFilterValuesAreRefused() {
        List<String> parameters = new ArrayList<>(List.of("Filter.1.Name", "vpc-id"));
        for (int i = 1; i <= 201; i++) {
            parameters.addAll(List.of("Filter.1.Value." + i, "vpc-" + i));
        }
        assertThat(wire.ec2("DescribeVpcs", parameters.toArray(String[]::new)).fault())
                .isEqualTo(
                        "FilterLimitExceeded: The maximum number of filter values specified on a single call is 200");
    }

    @Test
    void pagesFollowOneAnotherAndBelongToTheirQuery() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            made.add(gateway("g" + i));
        }
        made.add(wire.ec2(
                        "DescribeInternetGateways",
                        "Filter.1.Name",
                        "attachment.state",
                        "Filter.1.Value.1",
                        "available")
                .text("internetGatewayId"));
        List<String> seen = new ArrayList<>();
        String token = "";
        do {
            Answer page = token.isEmpty()
                    ? wire.ec2("DescribeInternetGateways", "MaxResults", "5")
                    : wire.ec2("DescribeInternetGateways", "MaxResults", "5", "NextToken", token);
            seen.addAll(all(page, "internetGatewayId"));
            assertThat(all(page, "internetGatewayId").size()).isLessThanOrEqualTo(5);
            token = page.text("nextToken");
            gateway("late" + seen.size());
        } while (!token.isEmpty() && seen.size() < 40);
        assertThat(seen).doesNotHaveDuplicates().containsAll(made);
        String next = wire.ec2("DescribeInternetGateways", "MaxResults", "5").text("nextToken");
        assertThat(wire.ec2("DescribeVpcs", "MaxResults", "5", "NextToken", next)
                        .fault())
                .startsWith("InvalidParameterValue: ");
        assertThat(wire.as("111122223333")
                        .ec2("DescribeInternetGateways", "MaxResults", "5", "NextToken", next)
                        .fault())
                .startsWith("InvalidParameterValue: ");
        assertThat(wire.ec2("DescribeVpcs", "MaxResults", "3").fault())
                .isEqualTo("InvalidParameterValue: Value ( 3 ) for parameter maxResults is invalid. Expecting a value"
                        + " greater than 5.");
        assertThat(wire.ec2("DescribeTags", "MaxResults", "3").fault())
                .isEqualTo("InvalidParameterValue: Value ( 3 ) for parameter maxResults is invalid. Expecting a value"
                        + " greater than 5.");
        assertThat(wire.ec2("DescribeVpcs", "MaxResults", "5", "VpcId.1", "vpc-12345678")
                        .fault())
                .isEqualTo("InvalidParameterCombination: The parameter VpcIds cannot be used with the parameter"
                        + " MaxResults");
    }

    private Answer tag(String id, String... keysAndValues) {
        List<String> parameters = new ArrayList<>(List.of("ResourceId.1", id));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            int n = i / 2 + 1;
            parameters.addAll(
                    List.of("Tag." + n + ".Key", keysAndValues[i], "Tag." + n + ".Value", keysAndValues[i + 1]));
        }
        return wire.ec2("CreateTags", parameters.toArray(String[]::new));
    }

    private Answer delete(String id, String... tag) {
        List<String> parameters = new ArrayList<>(List.of("ResourceId.1", id));
        parameters.addAll(List.of(tag));
        return wire.ec2("DeleteTags", parameters.toArray(String[]::new));
    }

    private Answer specified(String type, String key) {
        return wire.ec2(
                "CreateInternetGateway",
                "TagSpecification.1.ResourceType",
                type,
                "TagSpecification.1.Tag.1.Key",
                key,
                "TagSpecification.1.Tag.1.Value",
                "v");
    }

    private String gateway(String name) {
        String id = wire.ec2("CreateInternetGateway").text("internetGatewayId");
        tag(id, "Name", name);
        return id;
    }

    private List<String> filtered(String name, String value) {
        return all(
                wire.ec2("DescribeInternetGateways", "Filter.1.Name", name, "Filter.1.Value.1", value),
                "internetGatewayId");
    }

    private List<String> tagsOf(String id) {
        Answer answer = id.startsWith("vpc-")
                ? wire.ec2("DescribeVpcs", "VpcId.1", id)
                : wire.ec2("DescribeTags", "Filter.1.Name", "resource-id", "Filter.1.Value.1", id);
        List<String> keys = all(answer, "key");
        List<String> values = all(answer, "value");
        List<String> tags = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            tags.add(keys.get(i) + "=" + values.get(i));
        }
        return tags;
    }

    private static List<String> all(Answer answer, String element) {
        List<String> all = new ArrayList<>();
        var matcher = java.util.regex.Pattern.compile("<" + element + "(?:/>|>([^<]*)</)")
                .matcher(answer.body());
        while (matcher.find()) {
            all.add(matcher.group(1) == null ? "" : matcher.group(1));
        }
        return all;
    }
}
