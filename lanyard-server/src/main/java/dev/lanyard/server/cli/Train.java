// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lanyard.aws.sigv4.SigV4Signer;
import dev.lanyard.aws.wire.Headers;
import dev.lanyard.aws.wire.WireRequest;
import dev.lanyard.server.Node;
import dev.lanyard.server.Options;
import dev.lanyard.server.StartFailure;
import dev.lanyard.store.sql.SqliteLibrary;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Does what a start and its first calls do, on free ports, in memory and in a file, so that the JVM can record it in
/// its AOT cache. The answers do not matter.
final class Train {
    private static final String TRUST = "%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B%7B%22Effect%22%3A"
            + "%22Allow%22%2C%22Principal%22%3A%7B%22Service%22%3A%22ec2.amazonaws.com%22%7D%2C%22Action%22%3A"
            + "%22sts%3AAssumeRole%22%7D%5D%7D";

    /// A service and the parameters of a call; for DMS the operation and its JSON.
    private record Sample(String service, String text) {}

    private static final List<Sample> SAMPLES = List.of(
            sts("GetCallerIdentity"),
            iam("CreateRole&RoleName=r&Tags.member.1.Key=k&Tags.member.1.Value=v&AssumeRolePolicyDocument=" + TRUST),
            iam("CreateInstanceProfile&InstanceProfileName=p&Path=%2Fa%2F&Tags.member.1.Key=k&Tags.member.1.Value=v"),
            iam("AddRoleToInstanceProfile&InstanceProfileName=p&RoleName=r"),
            iam("GetInstanceProfile&InstanceProfileName=p"),
            iam("GetInstanceProfile&InstanceProfileName=missing"),
            iam("ListInstanceProfiles"),
            iam("ListInstanceProfilesForRole&RoleName=r"),
            iam("GetRole&RoleName=r"),
            ec2("RunInstances&ImageId=ami-0123456789abcdef0&MinCount=1&MaxCount=1&IamInstanceProfile.Name=p"),
            ec2("DescribeInstances"),
            ec2("DescribeIamInstanceProfileAssociations"),
            new Sample("dms", "CreateInstanceProfile {\"InstanceProfileName\":\"p\"}"),
            new Sample("dms", "DescribeInstanceProfiles {}"),
            iam("RemoveRoleFromInstanceProfile&InstanceProfileName=p&RoleName=r"),
            iam("DeleteInstanceProfile&InstanceProfileName=p"));

    static final Command COMMAND =
            new Command("train", "Record a start for the AOT cache.", Up.COMMAND.flags(), false, Train::run);

    private Train() {}

    private static Sample iam(String form) {
        return new Sample("iam", "Action=" + form + "&Version=2010-05-08");
    }

    private static Sample sts(String form) {
        return new Sample("sts", "Action=" + form + "&Version=2011-06-15");
    }

    private static Sample ec2(String form) {
        return new Sample("ec2", "Action=" + form + "&Version=2016-11-15");
    }

    private static int run(Arguments arguments, PrintWriter out) throws Misuse, Command.Failure {
        Options asked = Up.options(arguments);
        try {
            SqliteLibrary.unpack();
            Path folder = Files.createTempDirectory("lanyard-train");
            try {
                serve(Options.onFreePorts().dataDir(folder).build(), asked, out);
            } finally {
                delete(folder);
            }
            serve(Options.onFreePorts().build(), asked, out);
        } catch (StartFailure | IOException failure) {
            throw new Command.Failure(1, failure.getMessage(), failure);
        }
        return 0;
    }

    private static void serve(Options options, Options asked, PrintWriter out) throws StartFailure, IOException {
        try (Node node = Node.start(options)) {
            Up.greet(out, asked, node.endpoint(), node.metadata());
            request(node.endpoint());
        }
    }

    private static void request(URI endpoint) throws IOException {
        try (Socket socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
            OutputStream to = socket.getOutputStream();
            to.write("GET /_lanyard/health HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(ISO_8859_1));
            for (Sample sample : SAMPLES) {
                write(signed(sample), to);
            }
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        }
    }

    private static WireRequest signed(Sample sample) {
        Headers headers = new Headers().add("host", "localhost");
        String body = sample.text;
        if (sample.service.equals("dms")) {
            int space = body.indexOf(' ');
            headers.add("content-type", "application/x-amz-json-1.1");
            headers.add("x-amz-target", "AmazonDMSv20160101." + body.substring(0, space));
            body = body.substring(space + 1);
        } else {
            headers.add("content-type", "application/x-www-form-urlencoded; charset=utf-8");
        }
        SigV4Signer signer = new SigV4Signer("test", "test", Optional.empty(), "us-east-1", sample.service);
        return signer.sign(
                new WireRequest("POST", "/", "", headers, body.getBytes(UTF_8), "127.0.0.1", false), Instant.now());
    }

    private static void write(WireRequest request, OutputStream to) throws IOException {
        StringBuilder head = new StringBuilder("POST / HTTP/1.1\r\n");
        request.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        head.append("content-length: ").append(request.body().length).append("\r\n\r\n");
        to.write(head.toString().getBytes(ISO_8859_1));
        to.write(request.body());
    }

    private static void delete(Path folder) throws IOException {
        try (var files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
