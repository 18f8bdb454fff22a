// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server;

import dev.lanyard.core.propagation.Propagation;
import dev.lanyard.core.shared.Ids;
import dev.lanyard.store.iam.SqlPropagation;
import dev.lanyard.store.sql.Database;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/// What the parts of every service stand on.
record Ground(
        Options options,
        Database database,
        InstantSource clock,
        Ids ids,
        RandomGenerator random,
        Propagation propagation) {

    static Ground of(Options options, Database database, InstantSource clock, RandomGenerator random) {
        Propagation propagation =
                new Propagation(options.propagationDelay(), new SqlPropagation(database), database, database, clock);
        return new Ground(options, database, clock, new Ids(random), random, propagation);
    }
}
