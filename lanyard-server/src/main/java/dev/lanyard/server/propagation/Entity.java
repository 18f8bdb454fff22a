// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.propagation;

import dev.lanyard.aws.arn.Arn;
import java.util.Locale;
import java.util.Optional;

/// Something in IAM that others look up.
///
/// @param name in the spelling under which IAM finds it
record Entity(Kind kind, String name) {
    enum Kind {
        ROLE,
        USER,
        PROFILE,
        POLICY,
        KEY,
        PROVIDER
    }

    static Entity role(String name) {
        return new Entity(Kind.ROLE, name.toLowerCase(Locale.ROOT));
    }

    static Entity user(String name) {
        return new Entity(Kind.USER, name.toLowerCase(Locale.ROOT));
    }

    static Entity profile(String name) {
        return new Entity(Kind.PROFILE, name.toLowerCase(Locale.ROOT));
    }

    static Entity policy(String arn) {
        return new Entity(Kind.POLICY, arn);
    }

    static Entity key(String id) {
        return new Entity(Kind.KEY, id);
    }

    /// @param url without its scheme
    static Entity provider(String url) {
        return new Entity(Kind.PROVIDER, url);
    }

    /// The role or user that an ARN speaks of.
    static Optional<Entity> principal(Arn arn) {
        String name = arn.name();
        if (arn.resource().startsWith("role/")) {
            return Optional.of(role(name));
        }
        return arn.resource().startsWith("user/") ? Optional.of(user(name)) : Optional.empty();
    }

    /// Reads what [#toString] gives.
    static Entity parse(String text) {
        int slash = text.indexOf('/');
        return new Entity(Kind.valueOf(text.substring(0, slash)), text.substring(slash + 1));
    }

    @Override
    public String toString() {
        return kind.name() + '/' + name;
    }
}
