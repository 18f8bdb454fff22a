// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2.keys;

import static dev.lanyard.core.ec2.Ec2Fault.INVALID_KEY_FORMAT;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_KEY_PAIR_DUPLICATE;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_KEY_PAIR_NOT_FOUND;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_PARAMETER_VALUE;
import static dev.lanyard.core.ec2.Ec2Fault.MISSING_PARAMETER;
import static dev.lanyard.core.ec2.Ec2Fault.UNSUPPORTED_OPERATION;
import static dev.lanyard.core.ec2.Ec2Service.EC2;

import dev.lanyard.core.ec2.Ec2Filters;
import dev.lanyard.core.ec2.Ec2Permissions;
import dev.lanyard.core.ec2.Ec2Tags;
import dev.lanyard.core.ec2.Filter;
import dev.lanyard.core.ec2.ResourceType;
import dev.lanyard.core.ec2.Scope;
import dev.lanyard.core.ec2.TagSpecification;
import dev.lanyard.core.ec2.TagStore;
import dev.lanyard.core.ec2.keys.PublicKeys.PublicKey;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.op.Permission;
import dev.lanyard.core.shared.Ids;
import dev.lanyard.core.shared.Tag;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Key pairs. What makes a private key is real randomness, whatever else is injected.
public final class KeyPairApi implements ApiSection {
    private static final int MAX_NAME = 255;
    private static final Ec2Filters<KeyPairView> FILTERS = Ec2Filters.<KeyPairView>none()
            .on("key-pair-id", KeyPairView::keyPairId)
            .on("key-name", KeyPairView::keyName)
            .on("fingerprint", KeyPairView::keyFingerprint)
            .tagged(KeyPairView::tags);

    private final KeyPairStore store;
    private final TagStore tags;
    private final Ec2Permissions permissions;
    private final Ids ids;
    private final SecureRandom random = new SecureRandom();

    public KeyPairApi(KeyPairStore store, TagStore tags, Ec2Permissions permissions, Ids ids) {
        this.store = store;
        this.tags = tags;
        this.permissions = permissions;
        this.ids = ids;
    }

    record CreateKeyPair(
            String keyName,
            Optional<String> keyType,
            Optional<String> keyFormat,
            List<TagSpecification> tagSpecifications) {}

    record Made(String keyPairId, String keyName, String keyFingerprint, String keyMaterial, List<Tag> tags) {}

    record ImportKeyPair(String keyName, byte[] publicKeyMaterial, List<TagSpecification> tagSpecifications) {}

    record Imported(String keyPairId, String keyName, String keyFingerprint, List<Tag> tags) {}

    record DescribeKeyPairs(
            List<String> keyNames, List<String> keyPairIds, Optional<Boolean> includePublicKey, List<Filter> filters) {}

    record KeyPairView(
            String keyPairId,
            String keyName,
            String keyType,
            String keyFingerprint,
            Optional<String> publicKey,
            Instant createTime,
            List<Tag> tags) {}

    record Described(List<KeyPairView> keyPairs) {}

    record DeleteKeyPair(Optional<String> keyName, Optional<String> keyPairId) {}

    record Deleted(Optional<String> keyPairId) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                EC2.write("CreateKeyPair", CreateKeyPair.class, Made.class)
                        .prepared(this::generate, this::create)
                        .guardedBy((in, call) -> toMake("CreateKeyPair", in.keyName(), in.tagSpecifications(), call))
                        .faults(INVALID_KEY_PAIR_DUPLICATE),
                EC2.write("ImportKeyPair", ImportKeyPair.class, Imported.class, this::importPair)
                        .guardedBy((in, call) -> toMake("ImportKeyPair", in.keyName(), in.tagSpecifications(), call))
                        .faults(INVALID_KEY_PAIR_DUPLICATE, INVALID_KEY_FORMAT),
                EC2.read("DescribeKeyPairs", DescribeKeyPairs.class, Described.class, this::describe)
                        .guardedBy((_, call) -> Ec2Permissions.onAll("DescribeKeyPairs", call)),
                EC2.write("DeleteKeyPair", DeleteKeyPair.class, Deleted.class, this::delete)
                        .guardedBy((in, call) -> List.of(onPair("DeleteKeyPair", find(in, call), in, call))));
    }

    /// Policies know key pairs by their names.
    private static List<Permission> toMake(
            String operation, String name, List<TagSpecification> specifications, Call call) {
        List<Tag> wanted = Ec2Tags.ofOne(specifications, ResourceType.KEY_PAIR);
        List<Permission> needed = new ArrayList<>();
        Permission pair = Permission.on(
                        "ec2:" + operation, Ec2Permissions.arn(ResourceType.KEY_PAIR, name, Scope.of(call)))
                .with("ec2:Region", call.region().value());
        needed.add(pair.withRequestTags(wanted));
        needed.addAll(Ec2Permissions.toTagCreated(operation, ResourceType.KEY_PAIR, wanted, call));
        return needed;
    }

    private Permission onPair(String operation, Optional<KeyPair> pair, DeleteKeyPair in, Call call) {
        String name = pair.map(KeyPair::name).or(in::keyName).orElse("*");
        Permission permission = Permission.on(
                        "ec2:" + operation, Ec2Permissions.arn(ResourceType.KEY_PAIR, name, Scope.of(call)))
                .with("ec2:Region", call.region().value());
        Permission shown = permission.shownAs(
                Ec2Permissions.arn(ResourceType.KEY_PAIR, in.keyName().orElse("*"), Scope.of(call))
                        .toString());
        return pair.map(known -> permissions.withResourceTags(shown, known.id(), call))
                .orElse(shown);
    }

    /// An RSA key takes a good part of a second.
    private Supplier<NewKeyPair> generate(CreateKeyPair in, Call call) {
        if (in.keyFormat().orElse("pem").equals("ppk")) {
            throw UNSUPPORTED_OPERATION.because("Keys in the format ppk are not available.");
        }
        String kind = in.keyType().orElse(PublicKeys.RSA);
        requireFree(in.keyName(), call);
        return () -> NewKeyPair.of(kind, in.keyName(), random);
    }

    private Made create(CreateKeyPair in, NewKeyPair made, Call call) {
        List<Tag> wanted = Ec2Tags.ofOne(in.tagSpecifications(), ResourceType.KEY_PAIR);
        String kind = in.keyType().orElse(PublicKeys.RSA);
        KeyPair pair = insert(in.keyName(), kind, made.fingerprint(), made.publicKey(), wanted, call);
        return new Made(pair.id(), pair.name(), pair.fingerprint(), made.material(), wanted);
    }

    private Imported importPair(ImportKeyPair in, Call call) {
        List<Tag> wanted = Ec2Tags.ofOne(in.tagSpecifications(), ResourceType.KEY_PAIR);
        PublicKey key = PublicKeys.read(in.publicKeyMaterial());
        requireFree(in.keyName(), call);
        KeyPair pair = insert(in.keyName(), key.kind(), key.fingerprint(), key.line(), wanted, call);
        return new Imported(pair.id(), pair.name(), pair.fingerprint(), wanted);
    }

    private void requireFree(String name, Call call) {
        if (name.isEmpty() || name.length() > MAX_NAME) {
            throw INVALID_PARAMETER_VALUE.because("Value (" + name
                    + ") for parameter keyName is invalid. Valid names have 1 to " + MAX_NAME + " characters.");
        }
        if (store.find(Scope.of(call), name).isPresent()) {
            throw INVALID_KEY_PAIR_DUPLICATE.because("The keypair already exists");
        }
    }

    private KeyPair insert(
            String name, String kind, String fingerprint, String publicKey, List<Tag> wanted, Call call) {
        Scope scope = Scope.of(call);
        KeyPair pair = new KeyPair(ids.hex17("key"), name, kind, fingerprint, publicKey, call.now());
        if (!store.insert(scope, pair)) {
            throw INVALID_KEY_PAIR_DUPLICATE.because("The keypair already exists");
        }
        tags.put(scope, ResourceType.KEY_PAIR, pair.id(), wanted);
        return pair;
    }

    private Described describe(DescribeKeyPairs in, Call call) {
        Scope scope = Scope.of(call);
        var matching = FILTERS.matching(in.filters());
        List<KeyPair> all = store.all(scope);
        for (String name : in.keyNames()) {
            if (all.stream().noneMatch(it -> it.name().equals(name))) {
                throw ResourceType.KEY_PAIR.notFound(name);
            }
        }
        for (String id : in.keyPairIds()) {
            if (all.stream().noneMatch(it -> it.id().equals(id))) {
                throw INVALID_KEY_PAIR_NOT_FOUND.because("The key pair ID '" + id + "' does not exist");
            }
        }
        boolean any = in.keyNames().isEmpty() && in.keyPairIds().isEmpty();
        Map<String, List<Tag>> tagged = tags.of(scope, ResourceType.KEY_PAIR);
        boolean shown = in.includePublicKey().orElse(false);
        return new Described(all.stream()
                .filter(it -> any
                        || in.keyNames().contains(it.name())
                        || in.keyPairIds().contains(it.id()))
                .map(it -> new KeyPairView(
                        it.id(),
                        it.name(),
                        it.kind(),
                        it.fingerprint(),
                        shown ? Optional.of(it.publicKey()) : Optional.empty(),
                        it.created(),
                        tagged.getOrDefault(it.id(), List.of())))
                .filter(matching)
                .toList());
    }

    private Deleted delete(DeleteKeyPair in, Call call) {
        if (in.keyName().isEmpty() && in.keyPairId().isEmpty()) {
            throw MISSING_PARAMETER.because("The request must contain the parameter KeyName or KeyPairId");
        }
        Optional<KeyPair> pair = find(in, call);
        pair.ifPresent(it -> {
            store.delete(Scope.of(call), it.name());
            tags.forget(Scope.of(call), it.id());
        });
        return new Deleted(pair.map(KeyPair::id));
    }

    private Optional<KeyPair> find(DeleteKeyPair in, Call call) {
        Scope scope = Scope.of(call);
        return in.keyName().isPresent()
                ? store.find(scope, in.keyName().get())
                : store.all(scope).stream()
                        .filter(it -> Optional.of(it.id()).equals(in.keyPairId()))
                        .findFirst();
    }
}
