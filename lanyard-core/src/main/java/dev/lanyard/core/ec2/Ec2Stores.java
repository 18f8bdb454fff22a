// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2;

import dev.lanyard.core.ec2.instance.InstanceStores;
import dev.lanyard.core.ec2.keys.KeyPairStore;
import dev.lanyard.core.ec2.network.NetworkStores;
import dev.lanyard.core.ec2.template.LaunchTemplateStore;

/// Where EC2 keeps everything.
public record Ec2Stores(
        NetworkStores network, InstanceStores instances, KeyPairStore keys, LaunchTemplateStore templates) {}
