// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceModelTest {

    @ParameterizedTest
    @CsvSource({"iam,176,176,400", "sts,11,11,60", "ec2,765,133,800", "dms,119,42,100"})
    void everyOperationAndEveryShapeResolves(String service, int actions, int operations, int shapes) {
        ServiceModel model = ServiceModel.load(service);
        Set<Shape> seen = new HashSet<>();

        for (String name : model.operations()) {
            OperationModel operation = model.operation(name).orElseThrow();
            operation.input().ifPresent(input -> walk(input, seen));
            operation.output().ifPresent(output -> walk(output, seen));
            operation
                    .errors()
                    .forEach(code -> model.error(code).orElseThrow().shape().ifPresent(shape -> walk(shape, seen)));
            assertThat(model.knows(name)).isTrue();
        }

        assertThat(model.actions()).hasSize(actions);
        assertThat(model.operations()).hasSize(operations);
        assertThat(seen).hasSizeGreaterThan(shapes);
    }

    private static void walk(Shape shape, Set<Shape> seen) {
        if (!seen.add(shape)) {
            return;
        }
        switch (shape) {
            case Structure structure -> structure.members().forEach(member -> walk(member.shape(), seen));
            case Shape.ListOf list -> walk(list.element().shape(), seen);
            case Shape.MapOf map -> walk(map.value().shape(), seen);
            case Shape.Text text -> text.pattern().ifPresent(pattern -> pattern.matches("x")); // It compiles.
            default -> {}
        }
    }

    @Test
    void anOperationThatAwsHasButLanyardDoesNotCarryIsKnownByNameOnly() {
        ServiceModel ec2 = ServiceModel.load("ec2");

        assertThat(ec2.knows("CreateTransitGateway")).isTrue();
        assertThat(ec2.operation("CreateTransitGateway")).isEmpty();
        assertThat(ec2.knows("createVpc")).isFalse();
    }

    @Test
    void constraintsAreThoseOfAws() {
        Structure input = input("iam", "CreateRole");
        Member name = input.member("RoleName").orElseThrow();

        assertThat(name.required()).isTrue();
        assertThat(input.member("Path").orElseThrow().required()).isFalse();
        Shape.Text text = (Shape.Text) name.shape();
        assertThat(text.length()).isEqualTo(new Range(1, 64));
        TextPattern pattern = text.pattern().orElseThrow();
        assertThat(pattern.text()).isEqualTo("[\\w+=,.@-]+");
        assertThat(pattern.matches("web+1")).isTrue();
        assertThat(pattern.matches("web server")).isFalse();
        assertThat(input.member("MaxSessionDuration").orElseThrow().shape())
                .isEqualTo(new Shape.Int(new Range(3600, 43200)));
        Shape.ListOf tags = (Shape.ListOf) input.member("Tags").orElseThrow().shape();
        assertThat(tags.length().hasMin()).isFalse();
        assertThat(tags.length().max()).isEqualTo(50);
    }

    @Test
    void enumeratedValuesKeepTheirOrder() {
        Shape status =
                input("iam", "UpdateAccessKey").member("Status").orElseThrow().shape();

        assertThat(((Shape.Text) status).values()).startsWith("Active", "Inactive");
    }

    @Test
    void ec2RequestsAndResponsesNameMembersDifferently() {
        Structure run = input("ec2", "RunInstances");
        assertThat(run.member("SecurityGroupIds").orElseThrow().requestName()).isEqualTo("SecurityGroupId");
        assertThat(run.member("BlockDeviceMappings").orElseThrow().requestName())
                .isEqualTo("BlockDeviceMapping");
        assertThat(run.member("IamInstanceProfile").orElseThrow().requestName()).isEqualTo("IamInstanceProfile");

        OperationModel describe =
                ServiceModel.load("ec2").operation("DescribeSecurityGroups").orElseThrow();
        Member groups = describe.output().orElseThrow().member("SecurityGroups").orElseThrow();
        assertThat(groups.responseName()).isEqualTo("securityGroupInfo");
        Member group = ((Shape.ListOf) groups.shape()).element();
        assertThat(group.responseName()).isEqualTo("item");
        assertThat(((Structure) group.shape())
                        .member("Description")
                        .orElseThrow()
                        .responseName())
                .isEqualTo("groupDescription");
    }

    @Test
    void membersStandInTheOrderOfTheModel() {
        Structure output = ServiceModel.load("dms")
                .operation("CreateInstanceProfile")
                .flatMap(OperationModel::output)
                .orElseThrow();
        Structure profile =
                (Structure) output.member("InstanceProfile").orElseThrow().shape();

        List<String> names = profile.members().stream().map(Member::name).toList();
        assertThat(names).startsWith("InstanceProfileArn", "AvailabilityZone", "KmsKeyArn", "PubliclyAccessible");
        assertThat(profile.member("InstanceProfileCreationTime").orElseThrow().shape())
                .isEqualTo(new Shape.Timestamp(TimestampFormat.ISO_8601));
    }

    @Test
    void unionsAreMarked() {
        Structure settings = (Structure) input("dms", "CreateDataProvider")
                .member("Settings")
                .orElseThrow()
                .shape();

        assertThat(settings.union()).isTrue();
        assertThat(input("dms", "CreateDataProvider").union()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "iam,NoSuchEntity,404", "iam,EntityAlreadyExists,409", "iam,MalformedPolicyDocument,400",
        "iam,AccessDenied,403", "iam,ServiceFailure,500", "iam,NeverHeardOf,400",
        "sts,RegionDisabledException,403", "sts,ExpiredTokenException,400", "sts,IDPRejectedClaim,403",
        "ec2,AuthFailure,401", "ec2,DryRunOperation,412", "ec2,InvalidInstanceID.NotFound,400",
        "ec2,RequestLimitExceeded,503", "dms,ResourceNotFoundFault,400", "dms,InternalFailure,500"
    })
    void errorsHaveTheStatusOfAws(String service, String code, int status) {
        assertThat(ServiceModel.load(service).errorStatus(code)).isEqualTo(status);
    }

    @Test
    void anOperationKnowsItsErrorsAndAnErrorItsMembers() {
        ServiceModel dms = ServiceModel.load("dms");

        assertThat(dms.operation("CreateInstanceProfile").orElseThrow().errors())
                .contains("ResourceAlreadyExistsFault", "FailedDependencyFault");
        Structure members = dms.error("ResourceAlreadyExistsFault")
                .flatMap(ErrorModel::shape)
                .orElseThrow();
        assertThat(members.members().stream().map(Member::name)).containsExactly("message", "resourceArn");
        assertThat(dms.error("NeverHeardOf")).isEmpty();
    }

    @Test
    void theHeadOfAModelTellsHowToAddressTheService() {
        ServiceModel dms = ServiceModel.load("dms");
        assertThat(dms.targetPrefix()).contains("AmazonDMSv20160101");
        assertThat(dms.protocol()).isEqualTo(WireProtocol.AWS_JSON);
        assertThat(dms.xmlNamespace()).isEmpty();

        ServiceModel sts = ServiceModel.load("sts");
        assertThat(sts.signingName()).isEqualTo("sts");
        assertThat(sts.apiVersion()).isEqualTo("2011-06-15");
        assertThat(sts.xmlNamespace()).contains("https://sts.amazonaws.com/doc/2011-06-15/");
        assertThat(ServiceModel.load("ec2").xmlNamespace()).contains("http://ec2.amazonaws.com/doc/2016-11-15/");
    }

    @Test
    void updateRoleHasAnEmptyResultAndDeleteRoleNone() {
        ServiceModel iam = ServiceModel.load("iam");

        OperationModel update = iam.operation("UpdateRole").orElseThrow();
        assertThat(update.resultWrapper()).contains("UpdateRoleResult");
        assertThat(update.output().map(Structure::members)).contains(List.of());
        OperationModel delete = iam.operation("DeleteRole").orElseThrow();
        assertThat(delete.output()).isEqualTo(Optional.empty());
        assertThat(delete.resultWrapper()).isEmpty();
    }

    private static Structure input(String service, String operation) {
        return ServiceModel.load(service)
                .operation(operation)
                .flatMap(OperationModel::input)
                .orElseThrow();
    }
}
