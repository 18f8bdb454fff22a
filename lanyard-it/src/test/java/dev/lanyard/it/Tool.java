// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.it;

import java.net.URI;
import java.nio.file.Path;

/// The kinds of clients that one list of behaviours is run through.
enum Tool {
    JAVA_SDK,
    AWS_CLI,
    BOTO3;

    /// Opens a client, or skips the test where this tool is not installed.
    Client open(URI endpoint) {
        Shell shell = new Shell(endpoint, Path.of("").toAbsolutePath());
        return switch (this) {
            case JAVA_SDK -> new SdkClient(endpoint);
            case AWS_CLI -> new JsonClient(AwsCli.in(shell));
            case BOTO3 -> new JsonClient(Boto3.start(shell));
        };
    }
}
