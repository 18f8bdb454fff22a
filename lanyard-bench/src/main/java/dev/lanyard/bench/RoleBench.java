// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lanyard.bench.Load.Script;
import dev.lanyard.bench.Requests.SigningKey;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/// What authorization costs: GetInstanceProfile by sessions of roles with ten policies next to the same call by root,
/// in turns against one server. Only the last of a role's policies allows the call, so that all ten are asked.
final class RoleBench {
    private static final int CONNECTIONS = 16;
    private static final int TURNS = 9;
    private static final int POLICIES = 10;
    private static final String ACCOUNT = Population.account(0);

    /// Speaks of other profiles.
    private static final String ELSEWHERE = """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:Get*",
             "Resource":"arn:aws:iam::*:instance-profile/team-%d/*"}}""";
    /// Speaks of the profile, but to other addresses.
    private static final String FROM_ELSEWHERE = """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:Get*","Resource":"*",
             "Condition":{"IpAddress":{"aws:SourceIp":["10.%d.0.0/16","2001:db8:%1$d::/48"]}}}}""";
    private static final String ALLOWS = """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:Get*",
             "Resource":"arn:aws:iam::*:instance-profile/*",
             "Condition":{"IpAddress":{"aws:SourceIp":["127.0.0.0/8","::1/128"]}}}}""";

    private final PrintStream out;
    private final Path launcher;
    private final Duration turn;
    private final Requests requests = new Requests();
    private final Population profiles = new Population(1, 1_000);

    /// @param turn how long each caller is measured at a time
    RoleBench(PrintStream out, Path launcher, Duration turn) {
        this.out = out;
        this.launcher = launcher;
        this.turn = turn;
    }

    void run(Path folder) throws IOException, InterruptedException {
        try (Server server =
                Server.lanyard(launcher, "--data-dir", folder.resolve("role").toString())) {
            profiles.seed(server, requests);
            Map<String, SigningKey> callers = new LinkedHashMap<>();
            callers.put("root", SigningKey.ofRoot(ACCOUNT));
            try (Client client = new Client(server.address())) {
                SigningKey user = user(client);
                callers.put("role, ten policies", session(client, user, "plain", ELSEWHERE));
                callers.put("role, ten policies with IpAddress", session(client, user, "bound", FROM_ELSEWHERE));
            }
            Map<String, List<Script>> scripts = new LinkedHashMap<>();
            callers.forEach((name, key) -> scripts.put(name, scripts(key)));
            tell(measure(server, scripts));
        }
    }

    private List<Script> scripts(SigningKey caller) {
        List<byte[]> reads = profiles.reads(requests, caller, new SplittableRandom(7));
        return IntStream.range(0, CONNECTIONS)
                .mapToObj(connection -> new Script(reads, connection * 127, 1))
                .toList();
    }

    private Map<String, Load> measure(Server server, Map<String, List<Script>> scripts)
            throws IOException, InterruptedException {
        for (List<Script> each : scripts.values()) {
            Load.put(server, each, turn.multipliedBy(5));
        }
        Map<String, Load> loads = new LinkedHashMap<>();
        for (int i = 0; i < TURNS; i++) {
            for (Map.Entry<String, List<Script>> each : scripts.entrySet()) {
                loads.merge(each.getKey(), Load.put(server, each.getValue(), turn), Load::and);
            }
        }
        return loads;
    }

    private void tell(Map<String, Load> loads) {
        double root = loads.get("root").cpuMicros();
        out.printf("%-40s %9s %9s %7s%n", "GetInstanceProfile, 16 connections, by", "req/s", "CPU us", "x root");
        loads.forEach((name, load) -> out.printf(
                "%-40s %,9.0f %9.1f %7.2f%n", name, load.perSecond(), load.cpuMicros(), load.cpuMicros() / root));
    }

    private SigningKey user(Client client) throws IOException {
        SigningKey root = SigningKey.ofRoot(ACCOUNT);
        call(client, root, "iam", "CreateUser", "UserName", "ann");
        call(client, root, "iam", "PutUserPolicy", "UserName", "ann", "PolicyName", "assume", "PolicyDocument", """
                {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole","Resource":"*"}}""");
        call(client, root, "iam", "CreateAccessKey", "UserName", "ann");
        return new SigningKey(text(client, "AccessKeyId"), text(client, "SecretAccessKey"), Optional.empty());
    }

    /// A session of a new role, nine of whose policies are made of the given one.
    private SigningKey session(Client client, SigningKey user, String role, String policy) throws IOException {
        SigningKey root = SigningKey.ofRoot(ACCOUNT);
        call(client, root, "iam", "CreateRole", "RoleName", role, "AssumeRolePolicyDocument", """
                {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"%s"},
                 "Action":"sts:AssumeRole"}}""".formatted(ACCOUNT));
        for (int i = 0; i < POLICIES; i++) {
            call(
                    client,
                    root,
                    "iam",
                    "PutRolePolicy",
                    "RoleName",
                    role,
                    "PolicyName",
                    "policy-" + i,
                    "PolicyDocument",
                    i < POLICIES - 1 ? policy.formatted(i) : ALLOWS);
        }
        String arn = "arn:aws:iam::" + ACCOUNT + ":role/" + role;
        call(client, user, "sts", "AssumeRole", "RoleArn", arn, "RoleSessionName", "measured");
        return new SigningKey(
                text(client, "AccessKeyId"),
                text(client, "SecretAccessKey"),
                Optional.of(text(client, "SessionToken")));
    }

    private void call(Client client, SigningKey caller, String service, String action, String... parameters)
            throws IOException {
        List<String> form = new ArrayList<>(List.of("Action=" + action));
        for (int i = 0; i < parameters.length; i += 2) {
            form.add(parameters[i] + '=' + URLEncoder.encode(parameters[i + 1], UTF_8));
        }
        client.call(requests.signed(caller, service, String.join("&", form)));
    }

    private static String text(Client client, String element) {
        String body = client.body();
        int start = body.indexOf('<' + element + '>') + element.length() + 2;
        return body.substring(start, body.indexOf("</" + element + '>', start));
    }
}
