// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server;

import dev.lanyard.core.ec2.Ec2Permissions;
import dev.lanyard.core.ec2.ResourceLookup;
import dev.lanyard.core.ec2.ResourceType;
import dev.lanyard.core.ec2.TagApi;
import dev.lanyard.core.ec2.TagStore;
import dev.lanyard.core.ec2.catalogue.Images;
import dev.lanyard.core.ec2.catalogue.InstanceTypes;
import dev.lanyard.core.ec2.catalogue.Zones;
import dev.lanyard.core.ec2.keys.KeyPairStore;
import dev.lanyard.core.ec2.network.Network;
import dev.lanyard.core.ec2.network.NetworkInterfaces;
import dev.lanyard.core.ec2.network.NetworkStores;
import dev.lanyard.core.ec2.template.LaunchTemplateStore;
import dev.lanyard.core.ec2.template.LaunchTemplates;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.store.ec2.SqlInternetGateways;
import dev.lanyard.store.ec2.SqlKeyPairs;
import dev.lanyard.store.ec2.SqlLaunchTemplates;
import dev.lanyard.store.ec2.SqlNetworkInterfaces;
import dev.lanyard.store.ec2.SqlRouteTables;
import dev.lanyard.store.ec2.SqlSecurityGroups;
import dev.lanyard.store.ec2.SqlSubnets;
import dev.lanyard.store.ec2.SqlTags;
import dev.lanyard.store.ec2.SqlVpcs;
import dev.lanyard.store.sql.Database;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// The parts of EC2 that instances stand on: network, catalogues, keys, templates, tags.
final class Ec2NetworkParts {
    private final TagStore tags;
    private final Ec2Permissions permissions;
    private final Zones zones = new Zones();
    private final InstanceTypes types = new InstanceTypes();
    private final Images images;
    private final NetworkStores stores;
    private final Network network;
    private final NetworkInterfaces interfaces;
    private final KeyPairStore keys;
    private final LaunchTemplateStore templates;

    Ec2NetworkParts(Ground ground) {
        Database database = ground.database();
        this.tags = new SqlTags(database);
        this.permissions = new Ec2Permissions(tags);
        this.images = new Images(ground.options().images() == Options.Images.ANY);
        this.stores = new NetworkStores(
                new SqlVpcs(database),
                new SqlSubnets(database),
                new SqlSecurityGroups(database),
                new SqlRouteTables(database),
                new SqlInternetGateways(database),
                new SqlNetworkInterfaces(database));
        this.network = new Network(stores, zones);
        this.interfaces = new NetworkInterfaces(stores, network, tags, ground.ids());
        this.keys = new SqlKeyPairs(database);
        this.templates = new SqlLaunchTemplates(database);
    }

    TagStore tags() {
        return tags;
    }

    Ec2Permissions permissions() {
        return permissions;
    }

    Zones zones() {
        return zones;
    }

    InstanceTypes types() {
        return types;
    }

    Images images() {
        return images;
    }

    Network network() {
        return network;
    }

    NetworkInterfaces interfaces() {
        return interfaces;
    }

    KeyPairStore keys() {
        return keys;
    }

    LaunchTemplates templates() {
        return new LaunchTemplates(templates);
    }

    /// @param others who knows the resources that other parts of EC2 keep, so that they can be tagged
    List<ApiSection> sections(Map<ResourceType, ResourceLookup> others) {
        Map<ResourceType, ResourceLookup> lookups = new EnumMap<>(ResourceType.class);
        lookups.putAll(others);
        return List.of(new TagApi(tags, permissions, lookups));
    }
}
