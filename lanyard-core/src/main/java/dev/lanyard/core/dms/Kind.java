// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.dms;

import dev.lanyard.aws.arn.Arn;
import dev.lanyard.aws.text.Ascii;
import java.util.Optional;

/// The kinds of resources that have names, ARNs and tags.
public enum Kind {
    INSTANCE_PROFILE("instance-profile", "Instance profile", "ip-", "InstanceProfiles"),
    DATA_PROVIDER("data-provider", "Data provider", "dp-", "DataProviders"),
    MIGRATION_PROJECT("migration-project", "Migration project", "mp-", "MigrationProjects"),
    SUBNET_GROUP("subgrp", "Replication subnet group", "", "ReplicationSubnetGroups") {
        @Override
        String key(String name) {
            return Ascii.lower(name);
        }
    };

    private final String type;
    private final String words;
    private final String prefix;
    private final String quota;

    Kind(String type, String words, String prefix, String quota) {
        this.type = type;
        this.words = words;
        this.prefix = prefix;
        this.quota = quota;
    }

    /// The part of the ARN before the id, which is also the name of the tag condition key.
    String type() {
        return type;
    }

    /// What messages call it.
    String words() {
        return words;
    }

    /// What a generated name begins with.
    String prefix() {
        return prefix;
    }

    /// What DescribeAccountAttributes calls its quota.
    String quota() {
        return quota;
    }

    /// The name as it is kept and compared.
    String key(String name) {
        return name;
    }

    /// The id in the ARN of a resource of this kind and place; empty when the ARN is of anything or anywhere else.
    Optional<String> idIn(Arn arn, Place place) {
        String resource = arn.resource();
        boolean mine = arn.service().equals("dms")
                && arn.region().equals(place.region().value())
                && arn.account().equals(place.account().value())
                && resource.startsWith(type + ':');
        return mine ? Optional.of(resource.substring(type.length() + 1)) : Optional.empty();
    }
}
