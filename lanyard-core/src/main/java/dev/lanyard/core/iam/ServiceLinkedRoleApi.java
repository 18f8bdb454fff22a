// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import static dev.lanyard.core.iam.IamFault.INVALID_INPUT;
import static dev.lanyard.core.iam.IamFault.LIMIT_EXCEEDED;
import static dev.lanyard.core.iam.IamFault.NO_SUCH_ENTITY;
import static dev.lanyard.core.iam.IamService.IAM;

import dev.lanyard.aws.arn.Arn;
import dev.lanyard.core.iam.HolderPolicyStore.Attachment;
import dev.lanyard.core.iam.IamViews.RoleView;
import dev.lanyard.core.iam.ServiceLinkedRoles.Template;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.op.Permission;
import dev.lanyard.core.shared.Ids;
import java.util.List;
import java.util.Optional;

/// Roles that belong to AWS services. Their deletion is a task on AWS; here it is done when the answer comes.
final class ServiceLinkedRoleApi implements ApiSection {
    private static final String TASK = "task";

    private final RoleStore store;
    private final IamRoles roles;
    private final HolderPolicyStore policies;
    private final IamPermissions permissions;
    private final Ids ids;

    ServiceLinkedRoleApi(IamRoles roles, HolderPolicyStore policies, IamPermissions permissions, Ids ids) {
        this.store = roles.store();
        this.roles = roles;
        this.policies = policies;
        this.permissions = permissions;
        this.ids = ids;
    }

    record CreateServiceLinkedRole(
            String aWSServiceName, Optional<String> description, Optional<String> customSuffix) {}

    record Shown(RoleView role) {}

    record Named(RoleName roleName) {}

    record Task(String deletionTaskId) {}

    record Status(String status) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                IAM.write("CreateServiceLinkedRole", CreateServiceLinkedRole.class, Shown.class, this::create)
                        .guardedBy(ServiceLinkedRoleApi::toCreate)
                        .faults(INVALID_INPUT, NO_SUCH_ENTITY, LIMIT_EXCEEDED),
                IAM.write("DeleteServiceLinkedRole", Named.class, Task.class, this::delete)
                        .guardedBy((in, call) -> permissions.onRole("iam:DeleteServiceLinkedRole", in.roleName(), call))
                        .faults(NO_SUCH_ENTITY, INVALID_INPUT),
                IAM.read("GetServiceLinkedRoleDeletionStatus", Task.class, Status.class, this::status)
                        .on(ServiceLinkedRoleApi::roleOf)
                        .faults(NO_SUCH_ENTITY));
    }

    private static List<Permission> toCreate(CreateServiceLinkedRole in, Call call) {
        String name = ServiceLinkedRoles.of(in.aWSServiceName())
                .map(template -> name(template, in.customSuffix()).value())
                .orElse("*");
        Arn arn = Arn.iam(call.account(), "role/aws-service-role/" + in.aWSServiceName() + '/' + name);
        return List.of(
                Permission.on("iam:CreateServiceLinkedRole", arn).with("iam:AWSServiceName", in.aWSServiceName()));
    }

    private static RoleName name(Template template, Optional<String> suffix) {
        return suffix.map(text -> new RoleName(template.role() + "_" + text)).orElse(template.role());
    }

    private Shown create(CreateServiceLinkedRole in, Call call) {
        Template template = ServiceLinkedRoles.of(in.aWSServiceName())
                .orElseThrow(() ->
                        NO_SUCH_ENTITY.because("The service " + in.aWSServiceName() + " has no service-linked role."));
        if (in.customSuffix().isPresent() && !template.takesSuffix()) {
            throw INVALID_INPUT.because("Custom suffix is not allowed for " + in.aWSServiceName());
        }
        Role role = new Role(
                call.account(),
                name(template, in.customSuffix()),
                template.path(),
                ids.unique("AROA", call.account(), 21),
                call.now(),
                template.trust(),
                in.description(),
                Role.DEFAULT_SESSION_SECONDS,
                List.of(),
                Optional.empty(),
                Optional.empty());
        if (!store.insert(role)) {
            throw INVALID_INPUT.because("Service role name " + role.name()
                    + " has been taken in this account, please try a different suffix.");
        }
        roles.checkQuota(call);
        policies.attach(
                role,
                new Attachment(
                        template.policy(),
                        ServiceLinkedRoles.POLICY_PATH,
                        ManagedPolicy.awsArn(ServiceLinkedRoles.POLICY_PATH, template.policy())));
        return new Shown(roles.createdView(role, role.trust()));
    }

    private Task delete(Named in, Call call) {
        Role role = roles.find(in.roleName(), call);
        if (!role.isServiceLinked()) {
            throw INVALID_INPUT.because("Role " + role.name() + " is not a service-linked role.");
        }
        policies.attachments(call.account(), role.id()).forEach(policy -> policies.detach(role, policy.arn()));
        store.delete(role);
        String task = TASK + role.path() + role.name() + '/' + ids.uuid();
        store.recordDeletion(call.account(), task);
        return new Task(task);
    }

    private Status status(Task in, Call call) {
        if (!store.isDeletionRecorded(call.account(), in.deletionTaskId())) {
            throw NO_SUCH_ENTITY.because("Deletion task " + in.deletionTaskId() + " cannot be found.");
        }
        return new Status("SUCCEEDED");
    }

    /// A task names its role between the first word and the random end.
    private static Arn roleOf(Task in, Call call) {
        String id = in.deletionTaskId();
        boolean isTask = id.startsWith(TASK + '/') && id.lastIndexOf('/') > TASK.length();
        return Arn.iam(call.account(), "role" + (isTask ? id.substring(TASK.length(), id.lastIndexOf('/')) : "/*"));
    }
}
