// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;

/// A program on an instance, by the SDK that it is written with: it knows nothing but where the APIs and the metadata
/// service are. It has no keys.
enum Program {
    JAVA(true),
    PYTHON(true),
    JAVASCRIPT(false);

    static final String ALLOWED = "allowed";
    static final String NO_CREDENTIALS = "no credentials";
    private static final Path JAVASCRIPT_HOME = Server.root().resolve("lanyard-it/target/javascript");

    /// Whether the SDK keeps the path of a metadata endpoint.
    final boolean keepsPath;

    Program(boolean keepsPath) {
        this.keepsPath = keepsPath;
    }

    /// What a program finds out.
    ///
    /// @param identity the ARN that STS knows it under
    /// @param roles what came of asking IAM for all roles: [#ALLOWED] or the code of the refusal
    /// @param users the same for all users
    record Told(String identity, String roles, String users) {}

    /// Installs the SDK if it must be, and skips the test where that cannot be done.
    void installOrSkip(Shell shell) {
        switch (this) {
            case JAVA -> {}
            case PYTHON -> shell.requireOrSkip("boto3", List.of("python3", "-c", "import boto3"));
            case JAVASCRIPT -> installJavascript(shell);
        }
    }

    private static void installJavascript(Shell shell) {
        shell.requireOrSkip(
                "Node 20", List.of("node", "-e", "process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)"));
        try {
            Files.createDirectories(JAVASCRIPT_HOME);
            for (String file : List.of("package.json", "package-lock.json", "caller.mjs")) {
                try (InputStream in = Program.class.getResourceAsStream("javascript/" + file)) {
                    Files.copy(in, JAVASCRIPT_HOME.resolve(file), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        shell.requireOrSkip(
                "The AWS SDK for JavaScript",
                List.of(
                        "npm",
                        "install",
                        "--prefix=" + JAVASCRIPT_HOME,
                        "--prefer-offline",
                        "--ignore-scripts",
                        "--no-audit",
                        "--no-fund",
                        "--fetch-retries=0"));
    }

    /// @param metadata the URL of the metadata service of its instance
    Told runOn(String metadata, Shell shell) {
        return switch (this) {
            case JAVA -> java(metadata, shell.endpoint());
            case PYTHON -> process(metadata, shell, List.of("python3", "-c", text("caller.py")));
            case JAVASCRIPT ->
                process(
                        metadata,
                        shell,
                        List.of("node", JAVASCRIPT_HOME.resolve("caller.mjs").toString()));
        };
    }

    private static Told java(String metadata, URI endpoint) {
        try (InstanceProfileCredentialsProvider credentials = InstanceProfileCredentialsProvider.builder()
                        .endpoint(metadata)
                        .build();
                StsClient sts = Sdk.connect(StsClient.builder(), endpoint, credentials);
                IamClient iam = Sdk.connect(IamClient.builder(), endpoint, credentials)) {
            return new Told(
                    ask(() -> sts.getCallerIdentity().arn()),
                    ask(() -> iam.listRoles().hasRoles() ? ALLOWED : ""),
                    ask(() -> iam.listUsers().hasUsers() ? ALLOWED : ""));
        }
    }

    private static String ask(Supplier<String> call) {
        try {
            return call.get();
        } catch (AwsServiceException refusal) {
            return refusal.awsErrorDetails().errorCode();
        } catch (SdkClientException e) {
            if (e.getMessage().startsWith("Failed to load credentials from IMDS")) {
                return NO_CREDENTIALS;
            }
            throw e;
        }
    }

    private static Told process(String metadata, Shell shell, List<String> program) {
        List<String> command = new ArrayList<>(List.of(
                "env",
                "-u",
                "AWS_ACCESS_KEY_ID",
                "-u",
                "AWS_SECRET_ACCESS_KEY",
                "AWS_METADATA_SERVICE_TIMEOUT=20",
                "AWS_EC2_METADATA_SERVICE_ENDPOINT=" + metadata));
        command.addAll(program);
        List<String> lines = shell.run(command).orFail().lines().toList();
        return new Told(lines.get(0), lines.get(1), lines.get(2));
    }

    private static String text(String resource) {
        try (InputStream in = Program.class.getResourceAsStream(resource)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
