// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.catalogue;

import dev.lanyard.aws.arn.Region;
import dev.lanyard.core.ec2.ResourceId.ImageId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// The images that exist. Nobody can know AWS's catalogue, so it can be chosen that every well-formed id is an image.
public final class Images {
    private static final Instant LONG_AGO = Instant.parse("2024-01-01T00:00:00Z");

    private final boolean any;
    private final Supplier<List<String[]>> rows = Lazy.of(() -> Table.read("images.tsv"));

    /// @param any whether images exist that the catalogue does not have
    public Images(boolean any) {
        this.any = any;
    }

    /// The images of the catalogue. As on AWS, the same image has another id in each region.
    public List<Image> all(Region region) {
        return rows.get().stream().map(fields -> image(region, fields)).toList();
    }

    public Optional<Image> find(Region region, ImageId id) {
        Optional<Image> known =
                all(region).stream().filter(image -> image.id().equals(id)).findFirst();
        return known.isPresent() || !any ? known : Optional.of(guess(id));
    }

    private static Image image(Region region, String[] fields) {
        return new Image(
                new ImageId(id("ami", region, fields[0])),
                true,
                fields[0],
                fields[1],
                fields[2],
                fields[3],
                fields[4],
                id("snap", region, fields[0]),
                Integer.parseInt(fields[5]),
                fields[6],
                Instant.parse(fields[7]),
                fields[8].equals("v2.0"),
                fields[9],
                fields[10].equals("windows"));
    }

    private static Image guess(ImageId id) {
        return new Image(
                id,
                false,
                id.value(),
                "",
                "137112412989",
                "x86_64",
                "/dev/xvda",
                "snap" + id.value().substring("ami".length()),
                8,
                "gp3",
                LONG_AGO,
                false,
                "legacy-bios",
                false);
    }

    private static String id(String prefix, Region region, String name) {
        long hash = 0xcbf2_9ce4_8422_2325L;
        for (char c : (prefix + region + name).toCharArray()) {
            hash = (hash ^ c) * 0x100_0000_01b3L;
        }
        String digits = Long.toHexString(hash);
        return prefix + "-0" + "0".repeat(16 - digits.length()) + digits;
    }
}
