// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.keys;

import dev.lanyard.core.ec2.Scope;
import java.util.List;
import java.util.Optional;

public interface KeyPairStore {
    List<KeyPair> all(Scope scope);

    Optional<KeyPair> find(Scope scope, String name);

    /// @return whether the name was free; else nothing happened
    boolean insert(Scope scope, KeyPair pair);

    void delete(Scope scope, String name);
}
