// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.op;

import static dev.lanyard.core.dms.DmsService.DMS;
import static dev.lanyard.core.ec2.Ec2Service.EC2;
import static dev.lanyard.core.iam.IamService.IAM;
import static dev.lanyard.core.sts.StsService.STS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.aws.model.ServiceModel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ServiceTest {
    static List<Service> all() {
        return List.of(IAM, STS, EC2, DMS);
    }

    @ParameterizedTest
    @MethodSource("all")
    void agreesWithItsModel(Service service) {
        ServiceModel model = ServiceModel.load(service.name());
        assertThat(model.signingName()).isEqualTo(service.name());
        assertThat(model.protocol()).isEqualTo(service.api().protocol());
        assertThat(model.targetPrefix().orElse(model.apiVersion()))
                .isEqualTo(service.api().version());
    }

    @ParameterizedTest
    @CsvSource({"2016-11-15, true", "2014-10-01, true", "2012-01-01, true", "2016-11-16, false", "'', false"})
    void ec2AnswersVersionsUpToItsOwn(String version, boolean answers) {
        assertThat(EC2.api().answers(version)).isEqualTo(answers);
    }

    @Test
    void theOthersAnswerTheirOwnVersion() {
        assertThat(IAM.api().answers("2010-05-08")).isTrue();
        assertThat(IAM.api().answers("2009-05-08")).isFalse();
        assertThat(DMS.api().answers("AmazonDMSv20160101")).isTrue();
        assertThat(DMS.api().answers("AmazonDMSv20150101")).isFalse();
    }

    @Test
    void aTargetNamesItsServiceWhateverItsVersion() {
        assertThat(DMS.api().isTargetedBy("AmazonDMSv20160101.DescribeConnections"))
                .isTrue();
        assertThat(DMS.api().isTargetedBy("AmazonDMSv20150101.DescribeConnections"))
                .isTrue();
        assertThat(DMS.api().isTargetedBy("DynamoDB_20120810.ListTables")).isFalse();
        assertThat(IAM.api().isTargetedBy("2010-05-08")).isFalse();
    }
}
