// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A program that knows of no Lanyard, run as if on an instance.
class ImdsLoopTest {
    private static final int TERMINATED = 143;
    private static final String PREPARE = """
            import boto3, sys
            iam, ec2 = boto3.client('iam'), boto3.client('ec2')
            iam.create_role(RoleName='app-role', AssumeRolePolicyDocument=sys.argv[1])
            iam.put_role_policy(RoleName='app-role', PolicyName='p', PolicyDocument=sys.argv[2])
            iam.create_instance_profile(InstanceProfileName='app')
            iam.add_role_to_instance_profile(InstanceProfileName='app', RoleName='app-role')
            print(ec2.run_instances(ImageId='ami-0abcdef1234567890', MinCount=1, MaxCount=1,
                IamInstanceProfile={'Name': 'app'}, MetadataOptions={'HttpTokens': 'required'}
                )['Instances'][0]['InstanceId'], end='')
            """;
    private static final String MAY_LIST_ROLES = """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:ListRoles","Resource":"*",\
            "Condition":{"NumericGreaterThanEquals":{"ec2:RoleDelivery":"2.0"}}}}""";
    private static final String PROGRAM = """
            import boto3
            iam = boto3.client('iam')
            print(boto3.client('sts').get_caller_identity()['Arn'])
            print([role['RoleName'] for role in iam.list_roles()['Roles']])
            try:
                iam.list_users()
            except iam.exceptions.ClientError as error:
                print(error.response['Error']['Code'])
            """;

    @AutoClose
    private final Server server = Server.start(List.of("--imds-port", "0"));

    @TempDir
    private Path directory;

    private Shell shell;
    private String instance;

    ImdsLoopTest() throws IOException {}

    @BeforeEach
    void prepare() {
        shell = new Shell(server.endpoint(), directory);
        shell.requireOrSkip("boto3", List.of("python3", "-c", "import boto3"));
        instance = shell.run(List.of("python3", "-c", PREPARE, Trust.EC2, MAY_LIST_ROLES))
                .orFail();
    }

    private Shell.Result onInstance(String... words) {
        return shell.run(lanyard("run", words));
    }

    private List<String> lanyard(String command, String... words) {
        List<String> all = new ArrayList<>(Server.program());
        all.addAll(List.of(command, "--port", Integer.toString(server.endpoint().getPort()), "--instance", instance));
        all.addAll(List.of(words));
        return all;
    }

    @Test
    void boto3SignsAsTheRoleOfTheInstanceAndIsHeldToItsPolicies() {
        assertThat(onInstance("--", "python3", "-c", PROGRAM).orFail()).isEqualTo("""
                arn:aws:sts::000000000000:assumed-role/app-role/%s
                ['app-role']
                AccessDenied
                """.formatted(instance));
    }

    @Test
    void theAwsCliFindsItsCredentialsToo() {
        shell.requireOrSkip("The AWS CLI", List.of("aws", "--version"));
        assertThat(onInstance("--", "aws", "sts", "get-caller-identity", "--query", "Arn", "--output", "text")
                        .orFail())
                .isEqualTo("arn:aws:sts::000000000000:assumed-role/app-role/" + instance + "\n");
    }

    @Test
    void aShellThatTakesWhatEnvPrintsIsOnTheInstance() {
        String lanyard = String.join("' '", lanyard("env"));
        assertThat(shell.run(List.of("sh", "-c", "eval \"$('" + lanyard + "')\"; exec python3 -c \"$0\"", PROGRAM))
                        .orFail())
                .startsWith("arn:aws:sts::000000000000:assumed-role/app-role/" + instance + "\n");
    }

    @Test
    void whoEndsRunEndsItsProgram() throws Exception {
        Process run = shell.start(lanyard("run", "--", "sh", "-c", "echo $$; exec sleep 600"));
        long pid = Long.parseLong(run.inputReader().readLine());
        run.destroy();
        assertThat(run.waitFor()).isEqualTo(TERMINATED);
        assertThat(ProcessHandle.of(pid)).isEmpty();
    }

    @Test
    void aContainerFindsNoneAsLongAsTheHopLimitIsOne() {
        assertThat(onInstance("--hops", "2", "--", "python3", "-c", PROGRAM).err())
                .contains("NoCredentialsError");
    }
}
