// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.sigv4;

import dev.lanyard.aws.wire.WireRequest;
import java.util.Optional;

/// A request with what it presents as proof of its sender: read once, and believed by nobody yet.
public final class Proof {
    private final WireRequest request;
    private final SignedQuery query;
    private final Authorization authorization;
    private final AuthFailure failure;
    private final Optional<CredentialScope> scope;

    private Proof(WireRequest request, SignedQuery query, Authorization authorization, AuthFailure failure) {
        this.request = request;
        this.query = query;
        this.authorization = authorization;
        this.failure = failure;
        this.scope = CredentialScope.parse(authorization == null ? unreadable() : authorization.credential());
    }

    /// Reads a request, whatever it holds: what is wrong with its proof is said when it is to be verified.
    public static Proof of(WireRequest request) {
        SignedQuery query = SignedQuery.NONE;
        try {
            query = SignedQuery.parse(request.query());
            return new Proof(request, query, Authorization.read(request, query), null);
        } catch (AuthFailure failure) {
            return new Proof(request, query, null, failure);
        }
    }

    public WireRequest request() {
        return request;
    }

    /// The scope that the request claims: good for routing only. Empty when the request has no readable credential.
    public Optional<CredentialScope> scope() {
        return scope;
    }

    /// The credential in a proof that is not in order.
    private String unreadable() {
        return request.headers()
                .first("authorization")
                .map(Authorization::credential)
                .orElseGet(() -> query.first("X-Amz-Credential"))
                .orElse("");
    }

    SignedQuery query() {
        return query;
    }

    /// @throws AuthFailure when there is none, or a part of it is missing
    Authorization authorization() {
        if (failure != null) {
            throw failure;
        }
        return authorization;
    }
}
