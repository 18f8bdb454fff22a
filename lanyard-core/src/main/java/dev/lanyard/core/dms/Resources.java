// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.dms;

import static dev.lanyard.core.dms.DmsFault.INVALID_PARAMETER_VALUE;
import static dev.lanyard.core.dms.DmsFault.INVALID_RESOURCE_STATE;
import static dev.lanyard.core.dms.DmsFault.RESOURCE_ALREADY_EXISTS;
import static dev.lanyard.core.dms.DmsFault.RESOURCE_NOT_FOUND;
import static dev.lanyard.core.dms.DmsFault.RESOURCE_QUOTA_EXCEEDED;

import dev.lanyard.aws.arn.Arn;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.shared.Ids;
import dev.lanyard.core.shared.Tag;
import java.util.List;
import java.util.Optional;

/// The resources of one kind: finding one by its name or ARN, adding one within the quota, and the rules that all names
/// follow.
final class Resources<R extends Resource<R>> {
    private static final int LONGEST = 255;
    private static final int GENERATED_DIGITS = 13;

    private final Kind kind;
    private final ResourceStore<R> store;
    private final DmsQuotas quotas;
    private final Ids ids;

    Resources(Kind kind, ResourceStore<R> store, DmsQuotas quotas, Ids ids) {
        this.kind = kind;
        this.store = store;
        this.quotas = quotas;
        this.ids = ids;
    }

    Kind kind() {
        return kind;
    }

    ResourceStore<R> store() {
        return store;
    }

    /// The resource that a name or an ARN of this place stands for.
    Optional<R> look(Place place, String identifier) {
        if (!isArn(identifier)) {
            return store.find(place, kind.key(identifier));
        }
        return Arn.parse(identifier).flatMap(arn -> kind.idIn(arn, place)).flatMap(id -> store.findById(place, id));
    }

    R find(Place place, String identifier) {
        return look(place, identifier)
                .orElseThrow(() -> RESOURCE_NOT_FOUND.because(kind.words() + ' ' + identifier + " not found."));
    }

    R findById(Place place, String id) {
        return store.findById(place, id)
                .orElseThrow(() -> RESOURCE_NOT_FOUND.because(place.arn(kind, id) + " not found."));
    }

    /// The head of a resource to be made now, with a name of its own when none is given.
    Head head(Optional<String> name, List<Tag> tags, Call call) {
        name.ifPresent(this::requireGoodName);
        return new Head(
                kind,
                Place.of(call),
                ids.base32(),
                name.orElseGet(() -> kind.prefix() + ids.digits(GENERATED_DIGITS)),
                java.time.Instant.ofEpochMilli(call.now().toEpochMilli()),
                tags);
    }

    void add(R resource) {
        Head head = resource.head();
        if (!store.insert(resource)) {
            String taken = store.find(head.place(), head.name())
                    .map(other -> other.head().arn())
                    .orElse(head.arn())
                    .toString();
            throw RESOURCE_ALREADY_EXISTS
                    .because(kind.words() + ' ' + head.name() + " already exists.")
                    .with("resourceArn", taken);
        }
        int quota = quotas.of(kind);
        if (store.count(head.place()) > quota) {
            throw RESOURCE_QUOTA_EXCEEDED.because(
                    "The quota of " + quota + " for " + kind.type() + " resources is reached.");
        }
    }

    /// The head under a new name, if one is given.
    Head renamed(Head head, Optional<String> name) {
        if (name.isEmpty() || name.get().equals(head.name())) {
            return head;
        }
        requireGoodName(name.get());
        if (store.find(head.place(), name.get()).isPresent()) {
            // No Modify operation declares ResourceAlreadyExistsFault.
            throw INVALID_RESOURCE_STATE.because(kind.words() + ' ' + name.get() + " already exists.");
        }
        return head.named(name.get());
    }

    private void requireGoodName(String name) {
        if (name.isBlank() || name.length() > LONGEST || isArn(name)) {
            throw INVALID_PARAMETER_VALUE.because(
                    kind.words() + " names have 1 to " + LONGEST + " characters and are no ARNs.");
        }
    }

    /// A description; the empty one means none.
    static Optional<String> description(Optional<String> text) {
        text.filter(it -> it.length() > LONGEST).ifPresent(_ -> {
            throw INVALID_PARAMETER_VALUE.because("A description has at most " + LONGEST + " characters.");
        });
        return text.filter(it -> !it.isEmpty());
    }

    static boolean isArn(String identifier) {
        return identifier.startsWith("arn:");
    }
}
