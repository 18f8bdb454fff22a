// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.bind;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.aws.arn.Arn;
import dev.lanyard.aws.model.ServiceModel;
import dev.lanyard.aws.model.Structure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordBinderTest {
    private static final ServiceModel IAM = ServiceModel.load("iam");
    private static final Structure CREATE_ROLE = input("CreateRole");

    private final List<String> problems = new ArrayList<>();

    record Name(String value) {}

    record Tag(String key, String value) {}

    record CreateRole(
            Name roleName, String assumeRolePolicyDocument, Optional<Integer> maxSessionDuration, List<Tag> tags) {}

    @Test
    void readsWhatIsThereAndEmptiesWhatIsNot() {
        RecordBinder<CreateRole> binder = RecordBinder.ofInput(CreateRole.class, CREATE_ROLE, problems);
        assertThat(problems).isEmpty();
        assertThat(binder.read(Map.of("RoleName", "r", "AssumeRolePolicyDocument", "{}")))
                .isEqualTo(new CreateRole(new Name("r"), "{}", Optional.empty(), List.of()));
        assertThat(binder.read(Map.of(
                        "RoleName",
                        "r",
                        "AssumeRolePolicyDocument",
                        "{}",
                        "MaxSessionDuration",
                        7200,
                        "Tags",
                        List.of(Map.of("Key", "k", "Value", "v")))))
                .isEqualTo(new CreateRole(new Name("r"), "{}", Optional.of(7200), List.of(new Tag("k", "v"))));
    }

    @Test
    void tellsWhichMembersNothingStandsFor() {
        assertThat(RecordBinder.ofInput(CreateRole.class, CREATE_ROLE, problems).unboundMembers())
                .containsExactly("Path", "Description", "PermissionsBoundary");
    }

    record Shown(View role) {}

    record View(String path, Name roleName, String roleId, Arn arn, Instant createDate, Optional<String> description) {}

    @Test
    void writesWhatIsThereInTheOrderOfTheRecord() {
        Structure output = IAM.operation("GetRole").orElseThrow().output().orElseThrow();
        RecordBinder<Shown> binder = RecordBinder.ofOutput(Shown.class, output, problems);
        assertThat(problems).isEmpty();
        Instant created = Instant.parse("2026-02-12T11:27:47Z");
        Arn arn = new Arn("aws", "iam", "", "000000000000", "role/r");
        assertThat(binder.write(new Shown(new View("/", new Name("r"), "AROA", arn, created, Optional.empty()))))
                .isEqualTo(Map.of(
                        "Role",
                        Map.of(
                                "Path",
                                "/",
                                "RoleName",
                                "r",
                                "RoleId",
                                "AROA",
                                "Arn",
                                "arn:aws:iam::000000000000:role/r",
                                "CreateDate",
                                created)));
    }

    record Misfit(Optional<String> roleName, int tags, String path, String colour) {}

    @Test
    void reportsEveryMismatchAtOnce() {
        RecordBinder.ofInput(Misfit.class, CREATE_ROLE, problems);
        assertThat(problems)
                .anySatisfy(it -> assertThat(it).startsWith("Misfit.roleName: AWS requires it"))
                .anySatisfy(it -> assertThat(it).startsWith("Misfit.tags: int does not fit"))
                .anySatisfy(it -> assertThat(it).startsWith("Misfit.path: a caller may leave it out"))
                .anySatisfy(it -> assertThat(it).isEqualTo("Misfit.colour: CreateRoleRequest has no such member"))
                .anySatisfy(it ->
                        assertThat(it).isEqualTo("Misfit.AssumeRolePolicyDocument: CreateRoleRequest requires it"));
    }

    enum Status {
        ACTIVE("Active"),
        INACTIVE("Inactive"),
        EXPIRED("Expired");

        private final String wire;

        Status(String wire) {
            this.wire = wire;
        }

        @Override
        public String toString() {
            return wire;
        }
    }

    record UpdateAccessKey(String accessKeyId, Status status) {}

    enum Colour {
        RED
    }

    record Coloured(String accessKeyId, Colour status) {}

    @Test
    void enumsStandForTheirWireValues() {
        RecordBinder<UpdateAccessKey> binder =
                RecordBinder.ofInput(UpdateAccessKey.class, input("UpdateAccessKey"), problems);
        assertThat(problems).isEmpty();
        assertThat(binder.read(Map.of("AccessKeyId", "AKIA", "Status", "Inactive"))
                        .status())
                .isEqualTo(Status.INACTIVE);
        RecordBinder.ofInput(Coloured.class, input("UpdateAccessKey"), problems);
        assertThat(problems).hasSize(1);
    }

    private static Structure input(String operation) {
        return IAM.operation(operation).orElseThrow().input().orElseThrow();
    }
}
