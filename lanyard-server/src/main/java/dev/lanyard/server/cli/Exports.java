// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.cli;

import dev.lanyard.aws.arn.Region;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Environment variables that point AWS's clients at a Lanyard.
///
/// @param set variables in the order they are printed
/// @param unset variables that would win over those
record Exports(Map<String, String> set, List<String> unset) {
    private static final List<String> OTHER_CREDENTIALS = List.of(
            "AWS_ACCESS_KEY_ID",
            "AWS_SECRET_ACCESS_KEY",
            "AWS_SESSION_TOKEN",
            "AWS_SECURITY_TOKEN",
            "AWS_ACCESS_KEY",
            "AWS_SECRET_KEY",
            "AWS_CREDENTIAL_FILE",
            "AWS_PROFILE",
            "AWS_DEFAULT_PROFILE",
            "AWS_WEB_IDENTITY_TOKEN_FILE",
            "AWS_ROLE_ARN",
            "AWS_ROLE_SESSION_NAME",
            "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
            "AWS_CONTAINER_CREDENTIALS_FULL_URI",
            "AWS_CONTAINER_AUTHORIZATION_TOKEN",
            "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
            "AWS_EC2_METADATA_DISABLED",
            "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE");

    /// What belongs to other keys, or to some clients goes before keys.
    private static final List<String> BESIDE_KEYS =
            List.of("AWS_SESSION_TOKEN", "AWS_SECURITY_TOKEN", "AWS_PROFILE", "AWS_DEFAULT_PROFILE");

    /// Secrets under names that are not thought of here.
    private static final Pattern SECRET = Pattern.compile("AWS_.*(?:SECRET|TOKEN|CREDENTIAL|PASSWORD).*");

    /// What leads some or all calls past `AWS_ENDPOINT_URL`.
    private static final Pattern DETOUR = Pattern.compile("AWS_ENDPOINT_URL_.+|AWS_IGNORE_CONFIGURED_ENDPOINT_URLS");

    private static final Pattern PLAIN = Pattern.compile("[\\w.,:/@%+=-]*");

    /// @param withCredentials whether the development credentials exist
    /// @param environment where they will be used; what would spoil them there is unset
    static Exports forDeveloper(URI endpoint, Region region, boolean withCredentials, Map<String, String> environment) {
        Map<String, String> set = endpointAndRegion(endpoint, region);
        List<String> unset = new ArrayList<>();
        if (withCredentials) {
            set.put("AWS_ACCESS_KEY_ID", "test");
            set.put("AWS_SECRET_ACCESS_KEY", "test");
            BESIDE_KEYS.stream().filter(environment::containsKey).forEach(unset::add);
        }
        unset.addAll(named(environment, DETOUR));
        return new Exports(set, unset);
    }

    /// A program on an instance has no keys and no `~/.aws`: it asks the metadata service, and no proxy for it.
    static Exports forInstance(URI endpoint, Instances.Instance instance, Map<String, String> environment) {
        Map<String, String> set = endpointAndRegion(endpoint, instance.region());
        set.put("AWS_EC2_METADATA_SERVICE_ENDPOINT", instance.metadata());
        set.put("AWS_CONFIG_FILE", "/dev/null");
        set.put("AWS_SHARED_CREDENTIALS_FILE", "/dev/null");
        set.put("BOTO_CONFIG", "/dev/null");
        for (String name : List.of("NO_PROXY", "no_proxy")) {
            String others = environment.getOrDefault(name, "");
            String hosts =
                    endpoint.getHost() + ',' + URI.create(instance.metadata()).getHost();
            set.put(name, others.isEmpty() ? hosts : others + ',' + hosts);
        }
        Set<String> unset = new LinkedHashSet<>(OTHER_CREDENTIALS);
        unset.addAll(named(environment, SECRET));
        unset.addAll(named(environment, DETOUR));
        unset.removeAll(set.keySet());
        return new Exports(set, List.copyOf(unset));
    }

    private static List<String> named(Map<String, String> environment, Pattern pattern) {
        return environment.keySet().stream()
                .filter(pattern.asMatchPredicate())
                .sorted()
                .toList();
    }

    /// Both region variables: botocore reads only the second, the other SDKs only the first.
    private static Map<String, String> endpointAndRegion(URI endpoint, Region region) {
        Map<String, String> set = new LinkedHashMap<>();
        set.put("AWS_ENDPOINT_URL", endpoint.toString());
        set.put("AWS_REGION", region.value());
        set.put("AWS_DEFAULT_REGION", region.value());
        return set;
    }

    /// The same for a server that shows this certificate.
    Exports trusting(Optional<Path> certificate) {
        certificate.ifPresent(
                file -> set.put("AWS_CA_BUNDLE", file.toAbsolutePath().toString()));
        return this;
    }

    void printTo(PrintWriter out, String indent) {
        set.forEach((name, value) -> out.println(indent + "export " + name + '=' + quoted(value)));
        if (!unset.isEmpty()) {
            out.println(indent + "unset " + String.join(" ", unset));
        }
    }

    /// As one word of a shell.
    private static String quoted(String value) {
        return PLAIN.matcher(value).matches() ? value : '\'' + value.replace("'", "'\\''") + '\'';
    }

    void applyTo(Map<String, String> environment) {
        unset.forEach(environment::remove);
        environment.putAll(set);
    }
}
