// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.sigv4;

import java.util.List;

/// A request whose signature is right.
///
/// @param scope the credential scope; its terminator and date are checked, its region is any non-empty name
/// @param principal what [Credentials] knows of the key
/// @param signedHeaders names in lower case, ascending
/// @param presigned whether the signature came in the query string
public record Verified<P>(CredentialScope scope, P principal, List<String> signedHeaders, boolean presigned) {}
