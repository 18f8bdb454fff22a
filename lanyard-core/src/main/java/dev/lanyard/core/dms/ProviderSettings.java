// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.dms;

import static dev.lanyard.core.dms.DmsFault.ACCESS_DENIED;
import static dev.lanyard.core.dms.DmsFault.INVALID_PARAMETER_COMBINATION;
import static dev.lanyard.core.dms.DmsFault.INVALID_PARAMETER_VALUE;

import dev.lanyard.aws.arn.Arn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The settings of a data provider: a union whose one key fits the engine.
///
/// @param type that key
record ProviderSettings(String type, Map<String, Object> members) {
    private static final int HIGHEST_PORT = 65_535;
    private static final List<String> ROLES = List.of(
            "S3AccessRoleArn",
            "SecretsManagerOracleAsmAccessRoleArn",
            "SecretsManagerSecurityDbEncryptionAccessRoleArn");

    /// What a caller gives: exactly one member of the union.
    static ProviderSettings of(Map<String, Object> union) {
        if (union.size() != 1) {
            throw INVALID_PARAMETER_COMBINATION.because("Settings have exactly one member, which fits the engine.");
        }
        Map.Entry<String, Object> only = union.entrySet().iterator().next();
        return new ProviderSettings(only.getKey(), members(only.getValue()));
    }

    @SuppressWarnings("unchecked") // a structure's tree
    private static Map<String, Object> members(Object tree) {
        return (Map<String, Object>) tree;
    }

    /// These settings put over others of the same type.
    ProviderSettings over(ProviderSettings old) {
        if (!old.type.equals(type)) {
            return this;
        }
        Map<String, Object> merged = new LinkedHashMap<>(old.members);
        merged.putAll(members);
        return new ProviderSettings(type, merged);
    }

    /// The roles that DMS is handed.
    List<String> roles() {
        return ROLES.stream()
                .map(members::get)
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .filter(role -> !role.isEmpty())
                .toList();
    }

    static List<String> rolesIn(Map<String, Object> union) {
        return union.size() == 1 ? of(union).roles() : List.of();
    }

    /// Holds the settings against the engine and fills in what the engine assumes.
    ProviderSettings checked(Engine engine) {
        if (!type.equals(engine.settings())) {
            throw INVALID_PARAMETER_COMBINATION.because(
                    "The engine " + engine + " takes " + engine.settings() + ", not " + type + '.');
        }
        if (members.get("Port") instanceof Integer port && (port < 1 || port > HIGHEST_PORT)) {
            throw INVALID_PARAMETER_VALUE.because("Port is a number from 1 to " + HIGHEST_PORT + '.');
        }
        text("S3Path").ifPresent(path -> {
            if (!S3Path.isPath(path)) {
                throw INVALID_PARAMETER_VALUE.because("S3Path " + path + " is not like s3://bucket/prefix.");
            }
        });
        requireCertificate();
        if (!engine.hasSslMode() || members.containsKey("SslMode")) {
            return this;
        }
        Map<String, Object> filled = new LinkedHashMap<>(members);
        filled.put("SslMode", "none");
        return new ProviderSettings(type, filled);
    }

    private void requireCertificate() {
        Optional<String> certificate = text("CertificateArn");
        boolean verifies =
                text("SslMode").filter(mode -> mode.startsWith("verify-")).isPresent();
        if (verifies && certificate.isEmpty()) {
            throw INVALID_PARAMETER_COMBINATION.because("Verifying the server needs a CertificateArn.");
        }
        certificate.ifPresent(text -> {
            boolean good = Arn.parse(text)
                    .filter(arn -> arn.service().equals("dms") && arn.resource().startsWith("cert:"))
                    .isPresent();
            if (!good) {
                throw INVALID_PARAMETER_VALUE.because(text + " is not the ARN of a certificate.");
            }
        });
    }

    private Optional<String> text(String member) {
        return Optional.ofNullable((String) members.get(member)).filter(it -> !it.isEmpty());
    }

    /// The roles must exist and trust DMS.
    void requireRoles(DmsRoles roles, Place place) {
        roles().forEach(role -> roles.requireTrusted(role, place, ACCESS_DENIED));
    }
}
