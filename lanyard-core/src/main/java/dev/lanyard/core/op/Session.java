// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.op;

import dev.lanyard.aws.policy.NamedPolicy;
import dev.lanyard.core.shared.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The facts of temporary credentials.
///
/// @param name of the role session or the federated user; empty where AWS gives none
/// @param tags session tags, which a role's own tags stand behind
/// @param transitiveKeys the keys of the tags that every role assumed from this session inherits
/// @param policies session policies; empty when the session was made without, an empty list allows nothing
/// @param keys further condition keys that every call of this session has, such as `ec2:SourceInstanceARN`
public record Session(
        String accessKeyId,
        String name,
        Instant issued,
        Instant expires,
        List<Tag> tags,
        List<String> transitiveKeys,
        Optional<String> sourceIdentity,
        Optional<List<NamedPolicy>> policies,
        Map<String, String> keys) {

    public Session limitedTo(List<NamedPolicy> sessionPolicies) {
        return new Session(
                accessKeyId,
                name,
                issued,
                expires,
                tags,
                transitiveKeys,
                sourceIdentity,
                Optional.of(sessionPolicies),
                keys);
    }
}
