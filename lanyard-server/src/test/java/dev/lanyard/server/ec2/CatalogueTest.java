// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.Options;
import dev.lanyard.server.Wire;
import dev.lanyard.server.Wire.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CatalogueTest {
    private final Wire wire = Wire.start();

    @AfterEach
    void stop() {
        wire.close();
    }

    @Test
    void zonesAreThoseOfTheRegion() {
        Answer zones = wire.in("ap-northeast-1").ec2("DescribeAvailabilityZones");
        assertThat(zones.count("zoneName")).isEqualTo(3);
        assertThat(zones.text("zoneName")).isEqualTo("ap-northeast-1a");
        assertThat(zones.text("zoneId")).isEqualTo("apne1-az4");
        assertThat(zones.text("zoneState")).isEqualTo("available");
        assertThat(zones.text("groupLongName")).isEqualTo("Asia Pacific (Tokyo) 1");
        assertThat(wire.ec2("DescribeAvailabilityZones", "ZoneName.1", "us-east-1z")
                        .fault())
                .isEqualTo("InvalidParameterValue: Invalid availability zone: [us-east-1z]");
        assertThat(wire.in("moon-1").ec2("DescribeAvailabilityZones").count("zoneName"))
                .isEqualTo(3);
    }

    @Test
    void regionsThatNeedOptInAreShownOnRequest() {
        assertThat(wire.ec2("DescribeRegions").count("regionName")).isEqualTo(17);
        assertThat(wire.ec2("DescribeRegions", "AllRegions", "true").body())
                .contains("<regionName>me-south-1</regionName>")
                .contains("<optInStatus>not-opted-in</optInStatus>")
                .contains("<regionEndpoint>ec2.eu-west-1.amazonaws.com</regionEndpoint>");
        assertThat(wire.ec2("DescribeRegions", "RegionName.1", "moon-1").fault())
                .isEqualTo("InvalidParameterValue: Invalid region names: [moon-1]");
    }

    @Test
    void typesKnowWhatTheyAre() {
        Answer type = wire.ec2("DescribeInstanceTypes", "InstanceType.1", "t4g.small");
        assertThat(type.text("burstablePerformanceSupported")).isEqualTo("true");
        assertThat(type.text("sizeInMiB")).isEqualTo("2048");
        assertThat(type.text("defaultVCpus")).isEqualTo("2");
        assertThat(type.body()).contains("<item>arm64</item>");
        assertThat(wire.ec2("DescribeInstanceTypes", "InstanceType.1", "t9.huge", "InstanceType.2", "t3.nano")
                        .fault())
                .isEqualTo("InvalidInstanceType: The following supplied instance types do not exist: [t9.huge]");
        Answer offered = wire.ec2(
                "DescribeInstanceTypeOfferings",
                "LocationType",
                "availability-zone",
                "Filter.1.Name",
                "instance-type",
                "Filter.1.Value.1",
                "t3.micro");
        assertThat(offered.count("location")).isEqualTo(6);
    }

    @Test
    void imagesAreFoundByOwnerAndName() {
        Answer image = wire.ec2(
                "DescribeImages",
                "Owner.1",
                "amazon",
                "Filter.1.Name",
                "name",
                "Filter.1.Value.1",
                "al2023-ami-2023*-x86_64");
        assertThat(image.count("imageId")).isEqualTo(1);
        assertThat(image.text("imdsSupport")).isEqualTo("v2.0");
        assertThat(image.text("isPublic")).isEqualTo("true");
        assertThat(image.text("creationDate")).matches("20..-..-..T..:..:..\\.000Z");
        assertThat(wire.in("eu-west-1").ec2("DescribeImages").body()).doesNotContain(image.text("imageId"));
        assertThat(wire.ec2("DescribeImages", "Owner.1", "self").has("imageId")).isFalse();
    }

    @Test
    void everyWellFormedImageExistsUnlessOnlyTheCatalogueDoes() {
        String unknown = "ami-0123456789abcdef0";
        assertThat(wire.ec2("DescribeImages", "ImageId.1", unknown).text("imageId"))
                .isEqualTo(unknown);
        assertThat(wire.ec2("DescribeImages", "ImageId.1", "ami-x").fault())
                .isEqualTo("InvalidAMIID.Malformed: Invalid id: \"ami-x\" (expecting \"ami-...\")");
        try (Wire strict = Wire.start(catalogueOnly())) {
            assertThat(strict.ec2("DescribeImages", "ImageId.1", unknown).fault())
                    .isEqualTo("InvalidAMIID.NotFound: The image id '[" + unknown + "]' does not exist");
        }
    }

    private static Options catalogueOnly() {
        return Options.onFreePorts().images(Options.Images.CATALOGUE).build();
    }
}
