// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.bench;

import dev.lanyard.bench.Load.Script;
import dev.lanyard.bench.Requests.SigningKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// Instance profiles, each with a role, in as many accounts as the quota of 1,000 profiles per account asks for; and
/// the requests about them.
///
/// @param accounts how many accounts there are, each with `each` profiles
record Population(int accounts, int each) {
    static final String TRUST =
            "%7B%22Version%22%3A%222012-10-17%22%2C%22Statement%22%3A%5B%7B%22Effect%22%3A%22Allow%22%2C"
                    + "%22Principal%22%3A%7B%22Service%22%3A%22ec2.amazonaws.com%22%7D%2C%22Action%22%3A%22sts%3AAssumeRole%22%7D%5D%7D";
    private static final int ACCOUNTS_AT_ONCE = 20;
    private static final int SHUFFLED = 8_192;

    static String account(int number) {
        return Long.toString(100_000_000_000L + number);
    }

    /// Creates everything through the API, several accounts at a time, and tells how that went.
    Load seed(Server server, Requests requests) throws IOException, InterruptedException {
        Load whole = null;
        for (int first = 0; first < accounts; first += ACCOUNTS_AT_ONCE) {
            List<Script> scripts = new ArrayList<>();
            for (int account = first; account < Math.min(accounts, first + ACCOUNTS_AT_ONCE); account++) {
                scripts.add(new Script(creation(account(account), requests), 0, 1));
            }
            Load part = Load.once(server, scripts);
            whole = whole == null ? part : whole.and(part);
        }
        return whole;
    }

    private List<byte[]> creation(String account, Requests requests) {
        List<byte[]> all = new ArrayList<>(2 * each + 1);
        all.add(createRole(account, requests));
        for (int number = 0; number < each; number++) {
            String profile = "&InstanceProfileName=app-server-" + number;
            all.add(requests.signed(account, "iam", "Action=CreateInstanceProfile" + profile));
            all.add(requests.signed(account, "iam", "Action=AddRoleToInstanceProfile&RoleName=app-server" + profile));
        }
        return all;
    }

    static byte[] createRole(String account, Requests requests) {
        return requests.signed(
                account, "iam", "Action=CreateRole&RoleName=app-server&AssumeRolePolicyDocument=" + TRUST);
    }

    /// Reads of profiles in no order, by the roots of their accounts.
    List<byte[]> reads(Requests requests, RandomGenerator random) {
        List<byte[]> all = new ArrayList<>(SHUFFLED);
        for (int i = 0; i < SHUFFLED; i++) {
            all.add(read(requests, SigningKey.ofRoot(account(random.nextInt(accounts))), random));
        }
        return all;
    }

    /// The same by one caller of the first account.
    List<byte[]> reads(Requests requests, SigningKey caller, RandomGenerator random) {
        return Stream.generate(() -> read(requests, caller, random))
                .limit(SHUFFLED)
                .toList();
    }

    private byte[] read(Requests requests, SigningKey caller, RandomGenerator random) {
        return requests.signed(
                caller, "iam", "Action=GetInstanceProfile&InstanceProfileName=app-server-" + random.nextInt(each));
    }

    /// Lists of the first 100 profiles of each account.
    List<byte[]> lists(Requests requests) {
        List<byte[]> all = new ArrayList<>(accounts);
        for (int account = 0; account < accounts; account++) {
            all.add(requests.signed(account(account), "iam", "Action=ListInstanceProfiles&MaxItems=100"));
        }
        return all;
    }

    /// Creations of profiles that are not there yet, spread over other accounts.
    static List<byte[]> creations(int count, Requests requests) {
        List<byte[]> all = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            all.add(requests.signed(
                    "2000000000" + (10 + i % 90), "iam", "Action=CreateInstanceProfile&InstanceProfileName=job-" + i));
        }
        return all;
    }

    /// The life of one profile, from creation to deletion.
    static List<byte[]> cycle(String account, int number, Requests requests) {
        String profile = "&InstanceProfileName=life-" + number;
        List<byte[]> all = new ArrayList<>();
        for (String action : List.of(
                "CreateInstanceProfile",
                "AddRoleToInstanceProfile&RoleName=app-server",
                "RemoveRoleFromInstanceProfile&RoleName=app-server",
                "DeleteInstanceProfile")) {
            all.add(requests.signed(account, "iam", "Action=" + action + profile));
        }
        return all;
    }
}
