// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.wire;

/// One HTTP answer. The front adds `Date` and `Content-Length`.
public record WireResponse(int status, Headers headers, byte[] body) {}
