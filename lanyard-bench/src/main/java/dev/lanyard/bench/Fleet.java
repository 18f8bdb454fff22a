// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Instances of one account, each wearing the same profile, and the requests about them.
final class Fleet {
    private static final String ACCOUNT = "400000000000";
    private static final int LAUNCH = 250;
    private static final String ZONES = "abcd";
    private static final Pattern INSTANCE = Pattern.compile("<instanceId>([^<]+)<");
    private static final Pattern ASSOCIATION = Pattern.compile("<associationId>([^<]+)<");
    private static final Pattern TOKEN = Pattern.compile("<nextToken>([^<]+)<");
    private static final int REQUESTS = 512;

    private final Server server;
    private final Requests requests;
    private final List<String> instances = new ArrayList<>();
    private final List<String> associations = new ArrayList<>();

    private Fleet(Server server, Requests requests) {
        this.server = server;
        this.requests = requests;
    }

    /// @param size a multiple of 250
    static Fleet launch(Server server, int size, Requests requests) throws IOException {
        Fleet fleet = new Fleet(server, requests);
        try (Client client = new Client(server.address())) {
            client.call(Population.createRole(ACCOUNT, requests));
            client.call(requests.signed(ACCOUNT, "iam", "Action=CreateInstanceProfile&InstanceProfileName=worn"));
            client.call(requests.signed(
                    ACCOUNT, "iam", "Action=AddRoleToInstanceProfile&InstanceProfileName=worn&RoleName=app-server"));
            for (int launched = 0; launched < size; launched += LAUNCH) {
                client.call(fleet.launchIn(ZONES.charAt(launched / LAUNCH % ZONES.length())));
                all(client.body(), INSTANCE).forEach(fleet.instances::add);
            }
            for (byte[] page : fleet.pages("DescribeIamInstanceProfileAssociations")) {
                client.call(page);
                all(client.body(), ASSOCIATION).forEach(fleet.associations::add);
            }
        }
        return fleet;
    }

    private byte[] launchIn(char zone) {
        return ec2("Action=RunInstances&ImageId=ami-0123456789abcdef0&MinCount=" + LAUNCH + "&MaxCount=" + LAUNCH
                + "&IamInstanceProfile.Name=worn&Placement.AvailabilityZone=us-east-1" + zone);
    }

    Server server() {
        return server;
    }

    List<byte[]> ofInstances(String action) {
        return requests(action, instances);
    }

    List<byte[]> ofAssociations(String action) {
        return requests(action, associations);
    }

    /// Every page of 1,000, in order.
    List<byte[]> pages(String action) throws IOException {
        List<byte[]> pages = new ArrayList<>();
        try (Client client = new Client(server.address())) {
            String first = "Action=" + action + "&MaxResults=1000";
            Optional<String> token = Optional.of("");
            while (token.isPresent()) {
                byte[] page = ec2(first + token.get());
                pages.add(page);
                client.call(page);
                token = all(client.body(), TOKEN).stream()
                        .findFirst()
                        .map(it -> "&NextToken=" + URLEncoder.encode(it, UTF_8));
            }
        }
        return pages;
    }

    private List<byte[]> requests(String action, List<String> ids) {
        List<byte[]> made = new ArrayList<>();
        for (int i = 0; i < REQUESTS; i++) {
            made.add(ec2("Action=" + action + ids.get((int) ((long) i * 7919 % ids.size()))));
        }
        return made;
    }

    private byte[] ec2(String form) {
        return requests.signed(ACCOUNT, "ec2", form);
    }

    /// What the group of a pattern holds at each of its places in a text, each once.
    private static List<String> all(String text, Pattern pattern) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .toList();
    }
}
