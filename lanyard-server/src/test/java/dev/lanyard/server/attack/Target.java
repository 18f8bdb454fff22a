// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.attack;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lanyard.aws.wire.Headers;
import dev.lanyard.aws.wire.WireRequest;

/// What is attacked: one service for each protocol, with a request that changes or tells something, and the codes with
/// which the protocol refuses.
enum Target {
    IAM(
            "iam",
            "Action=CreateInstanceProfile&Version=2010-05-08&InstanceProfileName=loot",
            "MissingAuthenticationToken",
            "IncompleteSignature",
            "InvalidClientTokenId",
            "SignatureDoesNotMatch",
            "SignatureDoesNotMatch"),
    EC2(
            "ec2",
            "Action=DescribeInstances&Version=2016-11-15",
            "MissingParameter",
            "IncompleteSignature",
            "AuthFailure",
            "AuthFailure",
            "RequestExpired"),
    DMS(
            "dms",
            "{\"InstanceProfileName\":\"loot\"}",
            "MissingAuthenticationTokenException",
            "IncompleteSignatureException",
            "UnrecognizedClientException",
            "InvalidSignatureException",
            "InvalidSignatureException");

    final String service;
    final String body;
    final String missing;
    final String incomplete;
    final String unknownKey;
    final String badSignature;
    final String expired;

    Target(
            String service,
            String body,
            String missing,
            String incomplete,
            String unknownKey,
            String badSignature,
            String expired) {
        this.service = service;
        this.body = body;
        this.missing = missing;
        this.incomplete = incomplete;
        this.unknownKey = unknownKey;
        this.badSignature = badSignature;
        this.expired = expired;
    }

    /// The request, not signed yet.
    WireRequest plain() {
        Headers headers = new Headers().add("host", service + ".localhost");
        if (this == DMS) {
            headers.add("content-type", "application/x-amz-json-1.1")
                    .add("x-amz-target", "AmazonDMSv20160101.CreateInstanceProfile");
        } else {
            headers.add("content-type", "application/x-www-form-urlencoded");
        }
        return new WireRequest("POST", "/", "", headers, body.getBytes(UTF_8), "127.0.0.1", false);
    }
}
