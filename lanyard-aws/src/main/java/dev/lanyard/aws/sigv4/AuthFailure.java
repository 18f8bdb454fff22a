// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.sigv4;

/// Why a request is not believed, in no protocol's words; [AuthFaults] turns it into the answer of a protocol.
/// It carries no stack trace, because it is an answer and not an accident.
public final class AuthFailure extends RuntimeException {
    private final Reason reason;

    /// The failures that AWS tells apart by error code in at least one protocol.
    public enum Reason {
        /// The query string does not decode.
        MALFORMED_QUERY,
        /// The request carries no signature at all.
        MISSING,
        /// The `Authorization` header speaks another scheme, such as `Basic`.
        FOREIGN_SCHEME,
        /// A part of the signature is absent or unreadable.
        INCOMPLETE,
        /// `Authorization` and `X-Amz-Algorithm` are both there.
        BOTH_FORMS,
        /// Signed too long ago.
        EXPIRED,
        /// Signed in the future.
        NOT_YET_CURRENT,
        /// The credential scope does not fit this service or the date of the request.
        WRONG_SCOPE,
        /// No such key, or the session token does not belong to it.
        UNKNOWN_KEY,
        EXPIRED_SESSION,
        /// The signature is not the one that the secret key makes of this request.
        BAD_SIGNATURE
    }

    AuthFailure(Reason reason, String message) {
        super(message, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
