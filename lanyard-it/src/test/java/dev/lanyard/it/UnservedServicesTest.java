// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.server.Node;
import dev.lanyard.server.StartFailure;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who calls a service that is not here reads so, at once, in every protocol that the AWS CLI speaks.
class UnservedServicesTest {
    @AutoClose
    private final Node node = Node.start(Engine.MEMORY.options(Path.of("")));

    UnservedServicesTest() throws StartFailure {}

    @ParameterizedTest
    @CsvSource({
        "s3, s3 ls",
        "s3, s3 cp /etc/hostname s3://bucket/key",
        "route53, route53 list-hosted-zones",
        "sns, sns list-topics",
        "dynamodb, dynamodb list-tables",
        "kms, kms list-keys",
        "monitoring, cloudwatch list-metrics",
        "lambda, lambda list-functions"
    })
    void theCliSaysSoAndDoesNotTryAgain(String service, String command) {
        Shell shell = new Shell(node.endpoint(), Path.of("").toAbsolutePath());
        shell.requireOrSkip("The AWS CLI", List.of("sh", "-c", "command -v aws"));
        Shell.Result result = shell.run(List.of("sh", "-c", "aws " + command));
        assertThat(result.exitCode()).isNotZero();
        assertThat(result.err().strip())
                .contains("(NotImplemented)")
                .endsWith("operation: " + service + " is not a service of Lanyard, which serves iam, sts, ec2, dms.");
    }
}
