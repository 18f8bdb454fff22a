// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The form that IAM asks of a resource in an identity policy, and the sentences it rejects others with.
final class ResourceForm {
    private static final List<String> IAM_PATHS = List.of(
            "user/",
            "federated-user/",
            "role/",
            "group/",
            "instance-profile/",
            "mfa/",
            "server-certificate/",
            "policy/",
            "sms-mfa/",
            "saml-provider/",
            "oidc-provider/",
            "report/",
            "access-report/");
    private static final String IAM_PATH_PROBLEM =
            "IAM resource path must either be \"*\", root, or start with " + String.join(", ", IAM_PATHS) + '.';

    private ResourceForm() {}

    /// The fields between colons, at most six. A colon inside `${...}` belongs to the name of a variable.
    static List<String> fields(String resource) {
        List<String> fields = new ArrayList<>(6);
        int last = resource.lastIndexOf('}');
        int start = 0;
        int at = 0;
        while (at < resource.length() && fields.size() < 5) {
            int variable = at < last && resource.startsWith("${", at) ? resource.indexOf('}', at) : -1;
            if (variable >= 0) {
                at = variable;
            } else if (resource.charAt(at) == ':') {
                fields.add(resource.substring(start, at));
                start = at + 1;
            }
            at++;
        }
        fields.add(resource.substring(start));
        return fields;
    }

    /// What is wrong with the form; empty when it is right.
    static Optional<String> problem(String resource) {
        if (resource.equals("*")) {
            return Optional.empty();
        }
        List<String> fields = fields(resource);
        if (fields.size() == 1) {
            return Optional.of("Resource " + resource + " must be in ARN format or \"*\".");
        }
        if (!isPartition(fields.get(1))) {
            return Optional.of(partitionProblem(fields));
        }
        if (fields.size() == 2) {
            return Optional.of("Resource vendor must be fully qualified and cannot contain regexes.");
        }
        boolean hasRegion = fields.size() > 3 && !fields.get(3).isEmpty();
        Optional<String> path = fields.size() == 6 ? Optional.of(fields.get(5)) : Optional.empty();
        return switch (fields.get(2)) {
            case "iam" ->
                hasRegion
                        ? Optional.of("IAM resource " + resource + " cannot contain region information.")
                        : path.filter(p -> !isIamPath(p)).map(_ -> IAM_PATH_PROBLEM);
            case "s3" ->
                hasRegion && !path.orElse("").startsWith("accesspoint/")
                        ? Optional.of("Resource " + resource + " can not contain region information.")
                        : Optional.empty();
            default -> Optional.empty();
        };
    }

    /// Whether the parser of old chokes on it: an ARN with a gap but too few fields, or without a service.
    static boolean isBroken(String resource) {
        if (!resource.startsWith("arn:")) {
            return false;
        }
        List<String> fields = fields(resource);
        return (fields.size() > 2 && fields.get(2).isEmpty()) || (fields.size() < 6 && resource.contains("::"));
    }

    private static boolean isPartition(String field) {
        return switch (field) {
            case "*", "aws", "aws-cn", "aws-us-gov" -> true;
            default -> field.startsWith("aws-iso");
        };
    }

    private static String partitionProblem(List<String> fields) {
        StringBuilder arn = new StringBuilder("arn");
        for (int i = 1; i < 6; i++) {
            arn.append(':').append(i < fields.size() ? fields.get(i) : "*");
        }
        return "Partition \"" + fields.get(1) + "\" is not valid for resource \"" + arn + "\".";
    }

    private static boolean isIamPath(String path) {
        return path.equals("*") || path.equals("root") || IAM_PATHS.stream().anyMatch(path::startsWith);
    }
}
