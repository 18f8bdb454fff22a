// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import static dev.lanyard.core.iam.IamFault.ACCESS_DENIED;
import static dev.lanyard.core.iam.IamFault.LIMIT_EXCEEDED;
import static dev.lanyard.core.iam.IamFault.NO_SUCH_ENTITY;
import static dev.lanyard.core.iam.IamFault.VALIDATION_ERROR;
import static dev.lanyard.core.iam.IamService.IAM;
import static dev.lanyard.core.op.Operation.Nothing.NOTHING;

import dev.lanyard.core.iam.AccessKey.Status;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.op.Operation.Nothing;
import dev.lanyard.core.op.Permission;
import dev.lanyard.core.shared.Ids;
import dev.lanyard.core.shared.Page;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Access keys of users. Without a user name they are the caller's own.
final class AccessKeyApi implements ApiSection {
    private static final String NEVER = "N/A";

    private final AccessKeyStore store;
    private final IamUsers users;
    private final IamPermissions permissions;
    private final IamQuotas quotas;
    private final Ids ids;

    AccessKeyApi(AccessKeyStore store, IamUsers users, IamPermissions permissions, Ids ids) {
        this.store = store;
        this.users = users;
        this.permissions = permissions;
        this.quotas = users.quotas();
        this.ids = ids;
    }

    record CreateAccessKey(Optional<UserName> userName) {}

    record NewKeyView(
            UserName userName, String accessKeyId, Status status, String secretAccessKey, Instant createDate) {}

    record Created(NewKeyView accessKey) {}

    record ListAccessKeys(Optional<UserName> userName, Optional<Integer> maxItems, Optional<String> marker) {}

    record KeyView(UserName userName, String accessKeyId, Status status, Instant createDate) {}

    record Keys(List<KeyView> accessKeyMetadata, boolean isTruncated, Optional<String> marker) {}

    record UpdateAccessKey(Optional<UserName> userName, String accessKeyId, Status status) {}

    record DeleteAccessKey(Optional<UserName> userName, String accessKeyId) {}

    record GetAccessKeyLastUsed(String accessKeyId) {}

    record UseView(Optional<Instant> lastUsedDate, String serviceName, String region) {}

    record LastUsed(Optional<UserName> userName, UseView accessKeyLastUsed) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                IAM.write("CreateAccessKey", CreateAccessKey.class, Created.class, this::create)
                        .guardedBy((in, call) -> needed("iam:CreateAccessKey", in.userName(), call))
                        .faults(NO_SUCH_ENTITY, LIMIT_EXCEEDED),
                IAM.read("ListAccessKeys", ListAccessKeys.class, Keys.class, this::list)
                        .guardedBy((in, call) -> needed("iam:ListAccessKeys", in.userName(), call))
                        .faults(NO_SUCH_ENTITY),
                IAM.write("UpdateAccessKey", UpdateAccessKey.class, Nothing.class, this::update)
                        .guardedBy((in, call) -> needed("iam:UpdateAccessKey", in.userName(), call))
                        .faults(NO_SUCH_ENTITY),
                IAM.write("DeleteAccessKey", DeleteAccessKey.class, Nothing.class, this::delete)
                        .guardedBy((in, call) -> needed("iam:DeleteAccessKey", in.userName(), call))
                        .faults(NO_SUCH_ENTITY),
                IAM.read("GetAccessKeyLastUsed", GetAccessKeyLastUsed.class, LastUsed.class, this::lastUsed)
                        .guardedBy(this::toSeeUse));
    }

    private List<Permission> needed(String action, Optional<UserName> user, Call call) {
        return permissions.onUser(action, user.orElseGet(() -> users.nameOfCaller(call)), call);
    }

    private List<Permission> toSeeUse(GetAccessKeyLastUsed in, Call call) {
        Permission permission = owner(in.accessKeyId(), call)
                .map(user -> Permission.on("iam:GetAccessKeyLastUsed", user.arn()))
                .orElse(Permission.onAll("iam:GetAccessKeyLastUsed"));
        return List.of(permission.shownAs("access key " + in.accessKeyId()));
    }

    private Created create(CreateAccessKey in, Call call) {
        User user = users.findOrCaller(in.userName(), call);
        AccessKey key = new AccessKey(
                call.account(),
                ids.unique("AKIA", call.account(), 20),
                user.id(),
                ids.secret(),
                Status.ACTIVE,
                call.now(),
                Optional.empty());
        store.insert(key);
        if (store.of(call.account(), user.id()).size() > quotas.accessKeysPerUser()) {
            throw LIMIT_EXCEEDED.because("Cannot exceed quota for AccessKeysPerUser: " + quotas.accessKeysPerUser());
        }
        return new Created(new NewKeyView(user.name(), key.id(), key.status(), key.secret(), key.created()));
    }

    private Keys list(ListAccessKeys in, Call call) {
        User user = users.findOrCaller(in.userName(), call);
        Page<KeyView> page = new IamPaging(in.maxItems(), in.marker())
                .part(
                        "ListAccessKeys" + user.id(),
                        call,
                        store.of(call.account(), user.id()),
                        key -> key.created().toEpochMilli() + key.id())
                .map(key -> new KeyView(user.name(), key.id(), key.status(), key.created()));
        return new Keys(page.items(), page.next().isPresent(), page.next());
    }

    private Nothing update(UpdateAccessKey in, Call call) {
        if (in.status() == Status.EXPIRED) {
            throw VALIDATION_ERROR.because(
                    "1 validation error detected: Value at 'status' failed to satisfy constraint:"
                            + " Member must satisfy enum value set");
        }
        store.setStatus(key(in.userName(), in.accessKeyId(), call), in.status());
        return NOTHING;
    }

    private Nothing delete(DeleteAccessKey in, Call call) {
        store.delete(key(in.userName(), in.accessKeyId(), call));
        return NOTHING;
    }

    private AccessKey key(Optional<UserName> userName, String id, Call call) {
        User user = users.findOrCaller(userName, call);
        return store.of(call.account(), user.id()).stream()
                .filter(key -> key.id().equals(id))
                .findFirst()
                .orElseThrow(() -> NO_SUCH_ENTITY.because("The Access Key with id " + id + " cannot be found."));
    }

    /// Whether a key that is not there exists elsewhere is nobody's business: even a root is denied.
    private LastUsed lastUsed(GetAccessKeyLastUsed in, Call call) {
        User user = owner(in.accessKeyId(), call)
                .orElseThrow(
                        () -> ACCESS_DENIED.because("User: " + call.caller().arn()
                                + " is not authorized to perform iam:GetAccessKeyLastUsed on resource: access key "
                                + in.accessKeyId()));
        UseView use = store.find(in.accessKeyId())
                .flatMap(AccessKey::lastUse)
                .map(last -> new UseView(Optional.of(last.at()), last.service(), last.region()))
                .orElse(new UseView(Optional.empty(), NEVER, NEVER));
        return new LastUsed(Optional.of(user.name()), use);
    }

    private Optional<User> owner(String keyId, Call call) {
        return store.find(keyId)
                .filter(key -> key.account().equals(call.account()))
                .flatMap(key -> users.store().findById(key.account(), key.userId()));
    }
}
