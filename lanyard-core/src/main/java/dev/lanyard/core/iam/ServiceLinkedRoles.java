// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The services that have a role of their own in an account. They stand in the resource `service-linked-roles.txt` and
/// are not read before somebody asks.
final class ServiceLinkedRoles {
    /// @param service such as `autoscaling.amazonaws.com`
    /// @param takesSuffix whether an account can have more than one such role
    record Template(String service, RoleName role, PolicyName policy, boolean takesSuffix) {
        IamPath path() {
            return new IamPath("/aws-service-role/" + service + '/');
        }

        String trust() {
            return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"Service\":\""
                    + service + "\"},\"Action\":\"sts:AssumeRole\"}]}";
        }
    }

    static final IamPath POLICY_PATH = new IamPath("/aws-service-role/");

    /// Initialised on first use.
    private static final class Shelf {
        private static final Map<String, Template> BY_SERVICE = read();
    }

    private ServiceLinkedRoles() {}

    static Optional<Template> of(String service) {
        return Optional.ofNullable(Shelf.BY_SERVICE.get(service));
    }

    private static Map<String, Template> read() {
        try (InputStream in = ServiceLinkedRoles.class.getResourceAsStream("service-linked-roles.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" "))
                    .map(words -> new Template(
                            words[0],
                            new RoleName("AWSServiceRoleFor" + words[1]),
                            new PolicyName(words[2]),
                            words.length > 3))
                    .collect(Collectors.toMap(Template::service, Function.identity()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
