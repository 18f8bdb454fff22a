// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.admin;

import dev.lanyard.aws.wire.WireRequest;
import dev.lanyard.aws.wire.WireResponse;
import dev.lanyard.core.imds.IdentityKeys;
import dev.lanyard.core.imds.IdentityKeys.Kind;
import dev.lanyard.server.imds.InstanceList;
import java.util.Optional;

/// The instances and where their metadata is, and what the signatures on their identity documents are verified with.
public record InstancePaths(InstanceList list, IdentityKeys identity) implements AdminPaths {
    private static final String CERTIFICATES = "certificates/";

    @Override
    public Optional<WireResponse> handle(WireRequest request, String path) {
        if (!request.method().equals("GET")) {
            return Optional.empty();
        }
        return path.equals("instances")
                ? Optional.of(AdminEndpoint.answer(200, AdminEndpoint.JSON, list.json()))
                : certificate(path);
    }

    private Optional<WireResponse> certificate(String path) {
        return Optional.of(path)
                .filter(it -> it.startsWith(CERTIFICATES))
                .flatMap(it -> Kind.at(it.substring(CERTIFICATES.length())))
                .map(kind -> AdminEndpoint.answer(200, "application/x-pem-file", identity.certificate(kind)));
    }
}
