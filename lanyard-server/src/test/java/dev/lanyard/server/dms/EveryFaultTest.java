// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.dms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanyard.aws.model.ServiceModel;
import dev.lanyard.server.dms.Obstacles.Obstacle;
import dev.lanyard.server.dms.Town.Reply;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every fault that AWS declares for an operation comes about by one obstacle, or is on the short list of those that
/// nothing here can cause.
class EveryFaultTest {
    private static final ServiceModel MODEL = ServiceModel.load("dms");
    private static final Map<String, Obstacle> OBSTACLES = Obstacles.all();

    /// `docs/decisions/dms.md` tells why.
    private static final Set<String> CAUSED_BY_NOTHING = Stream.of(
                    "CreateInstanceProfile S3AccessDeniedFault S3ResourceNotFoundFault",
                    "ModifyInstanceProfile S3ResourceNotFoundFault",
                    "CreateReplicationSubnetGroup ResourceNotFoundFault",
                    "DescribeDataProviders AccessDeniedFault FailedDependencyFault",
                    "DeleteDataProvider AccessDeniedFault FailedDependencyFault",
                    "DescribeMigrationProjects AccessDeniedFault FailedDependencyFault",
                    "DeleteMigrationProject AccessDeniedFault FailedDependencyFault",
                    "ListTagsForResource InvalidResourceStateFault",
                    "RemoveTagsFromResource InvalidResourceStateFault",
                    "CancelMetadataModelConversion AccessDeniedFault",
                    "CancelMetadataModelCreation AccessDeniedFault",
                    "DescribeMetadataModel AccessDeniedFault",
                    "DescribeMetadataModelChildren AccessDeniedFault",
                    "DescribeMetadataModelCreations AccessDeniedFault",
                    "GetTargetSelectionRules AccessDeniedFault InvalidResourceStateFault",
                    "StartMetadataModelImport" + ofAStart(" S3ResourceNotFoundFault"),
                    "StartMetadataModelAssessment" + ofAStart(" S3ResourceNotFoundFault"),
                    "StartMetadataModelConversion" + ofAStart(" S3ResourceNotFoundFault"),
                    "StartMetadataModelExportToTarget" + ofAStart(" S3ResourceNotFoundFault"),
                    "StartExtensionPackAssociation" + ofAStart(" S3ResourceNotFoundFault"),
                    "StartMetadataModelExportAsScript" + ofAStart(""))
            .flatMap(line -> Stream.of(line.split(" ")).skip(1).map(fault -> line.split(" ")[0] + ' ' + fault))
            .collect(Collectors.toUnmodifiableSet());

    private static String ofAStart(String more) {
        return " KMSKeyNotAccessibleFault ResourceAlreadyExistsFault" + more;
    }

    @Test
    void everyDeclaredFaultIsAccountedFor() {
        Set<String> declared = new TreeSet<>();
        try (Furnished furnished = new Furnished()) {
            furnished
                    .requests()
                    .keySet()
                    .forEach(operation -> MODEL.operation(operation).orElseThrow().errors().stream()
                            .map(fault -> operation + ' ' + fault)
                            .forEach(declared::add));
        }
        // AWS declares none of this one, and answers what the others do.
        declared.add("DescribeExtensionPackAssociations ResourceNotFoundFault");
        assertThat(OBSTACLES.keySet()).doesNotContainAnyElementsOf(CAUSED_BY_NOTHING);
        Set<String> known = new TreeSet<>(OBSTACLES.keySet());
        known.addAll(CAUSED_BY_NOTHING);
        assertThat(known).isEqualTo(declared);
    }

    static Set<String> faults() {
        return OBSTACLES.keySet();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void obstacleCausesTheFaultAndChangesNothing(String name) {
        String operation = name.split(" ")[0];
        String fault = name.split(" ")[1];
        try (Furnished furnished = new Furnished();
                Furnished untried = new Furnished()) {
            Map<String, Object> request = raise(name, operation, furnished);
            raise(name, operation, untried);
            Reply refused = furnished.call(operation, request);
            assertThat(refused.code()).as("%s", refused).isEqualTo(fault);
            assertThat(refused.status()).isEqualTo(400);
            furnished.town.network.recover();
            untried.town.network.recover();
            assertThat(furnished.look()).isEqualTo(untried.look());
        }
    }

    private static Map<String, Object> raise(String name, String operation, Furnished furnished) {
        return OBSTACLES.get(name).raise(furnished, furnished.requests().get(operation));
    }
}
