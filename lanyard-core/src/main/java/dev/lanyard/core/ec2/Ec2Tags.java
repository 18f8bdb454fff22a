// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2;

import static dev.lanyard.core.ec2.Ec2Fault.INVALID_PARAMETER_VALUE;
import static dev.lanyard.core.ec2.Ec2Fault.MISSING_PARAMETER;
import static dev.lanyard.core.ec2.Ec2Fault.TAG_LIMIT_EXCEEDED;

import dev.lanyard.aws.fault.Fault;
import dev.lanyard.aws.text.Ascii;
import dev.lanyard.core.ec2.TagSpecification.TagText;
import dev.lanyard.core.shared.Tag;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The tag rules of EC2.
public final class Ec2Tags {
    private static final String RESERVED = "aws:";
    private static final int MAX_TAGS = 50;
    private static final int MAX_KEY = 128;
    private static final int MAX_VALUE = 256;

    private Ec2Tags() {}

    /// The tags of a create request by the type of resource they are for.
    ///
    /// @param allowed the types that the operation creates
    /// @throws Fault when a type is not among them or occurs twice, or a tag breaks a rule
    public static Map<ResourceType, List<Tag>> of(List<TagSpecification> specifications, ResourceType... allowed) {
        Map<ResourceType, List<Tag>> all = new EnumMap<>(ResourceType.class);
        for (TagSpecification specification : specifications) {
            String name = specification
                    .resourceType()
                    .orElseThrow(
                            () -> INVALID_PARAMETER_VALUE.because("Tag specification resource type must have a value"));
            ResourceType type = ResourceType.named(name)
                    .filter(Set.of(allowed)::contains)
                    .orElseThrow(() -> INVALID_PARAMETER_VALUE.because(
                            "'" + name + "' is not a valid taggable resource type for this operation."));
            if (specification.tags().isEmpty()) {
                throw INVALID_PARAMETER_VALUE.because("Tag specification must have at least one tag");
            }
            if (all.put(type, checked(specification.tags())) != null) {
                throw INVALID_PARAMETER_VALUE.because(
                        "The same resource type may not be specified more than once in tag specifications");
            }
        }
        return all;
    }

    /// The tags of a create request that makes resources of one type.
    public static List<Tag> ofOne(List<TagSpecification> specifications, ResourceType type) {
        return of(specifications, type).getOrDefault(type, List.of());
    }

    /// @throws Fault when a tag breaks a rule or there are too many
    static List<Tag> checked(List<TagText> texts) {
        List<Tag> tags = new ArrayList<>(texts.size());
        Set<String> keys = new HashSet<>();
        for (TagText text : texts) {
            Tag tag = checked(text, texts.indexOf(text) + 1);
            if (!keys.add(tag.key())) {
                throw INVALID_PARAMETER_VALUE.because("Duplicate tag key '" + tag.key() + "' specified.");
            }
            tags.add(tag);
        }
        requireRoom(tags);
        return List.copyOf(tags);
    }

    private static Tag checked(TagText text, int position) {
        String key = text.key()
                .orElseThrow(() ->
                        MISSING_PARAMETER.because("The request must contain the parameter Tag." + position + ".Key"));
        String value = text.value()
                .orElseThrow(
                        () -> INVALID_PARAMETER_VALUE.because("Tag value cannot be null. Use empty string instead."));
        requireUserKey(key);
        if (key.isEmpty()) {
            throw INVALID_PARAMETER_VALUE.because("Tag key cannot be empty");
        }
        if (key.length() > MAX_KEY) {
            throw INVALID_PARAMETER_VALUE.because("Tag key exceeds the maximum length of " + MAX_KEY + " characters");
        }
        if (value.length() > MAX_VALUE) {
            throw INVALID_PARAMETER_VALUE.because(
                    "Tag value exceeds the maximum length of " + MAX_VALUE + " characters");
        }
        return new Tag(key, value);
    }

    static void requireUserKey(String key) {
        if (Ascii.startsWithIgnoreCase(key, RESERVED)) {
            throw INVALID_PARAMETER_VALUE.because("Tag keys starting with 'aws:' are reserved for internal use");
        }
    }

    /// @param tags all tags of one resource; those that AWS itself put do not count
    static void requireRoom(Collection<Tag> tags) {
        if (tags.stream().filter(tag -> !tag.key().startsWith(RESERVED)).count() > MAX_TAGS) {
            throw TAG_LIMIT_EXCEEDED.because("More than " + MAX_TAGS + " tags specified");
        }
    }
}
