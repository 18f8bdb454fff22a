// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.imds;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lanyard.core.imds.IdentityKeys.Kind;
import dev.lanyard.core.imds.InstanceFacts.Options;
import dev.lanyard.core.imds.Node.Directory;
import dev.lanyard.core.imds.Node.Leaf;
import dev.lanyard.core.imds.RoleCredentials.View;
import dev.lanyard.core.shared.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// An instance as its metadata service knows it.
public final class Guest {
    private static final List<String> VERSIONS = List.of(
            "1.0",
            "2007-01-19",
            "2007-03-01",
            "2007-08-29",
            "2007-10-10",
            "2007-12-15",
            "2008-02-01",
            "2008-09-01",
            "2009-04-04",
            "2011-01-01",
            "2011-05-01",
            "2012-01-12",
            "2014-02-25",
            "2014-11-05",
            "2015-10-20",
            "2016-04-19",
            "2016-06-30",
            "2016-09-02",
            "2018-03-28",
            "2018-08-17",
            "2018-09-24",
            "2019-10-01",
            "2020-10-27",
            "2021-01-03",
            "2021-03-23",
            "2021-07-15",
            "2022-09-24",
            "2024-04-11",
            "latest");
    /// What a guest takes at least: its tree, and the credentials of its role in both versions.
    private static final int LEAST_BYTES = 32 << 10;

    private static final int BYTES_OF_INTERFACE = 4 << 10;
    private static final int BYTES_OF_TAG = 512;
    private static final byte[] VERSION_LIST = String.join("\n", VERSIONS).getBytes(UTF_8);
    private static final List<String> IAM = List.of("meta-data", "iam");

    private final InstanceFacts facts;
    private final RoleCredentials credentials;
    private final Directory root;
    private final Map<Delivery, View> views = new ConcurrentHashMap<>();

    Guest(InstanceFacts facts, RoleCredentials credentials, IdentityKeys identity) {
        this.facts = facts;
        this.credentials = credentials;
        this.root = MetadataTree.of(facts).put("dynamic", dynamic(facts, identity));
    }

    private static Directory dynamic(InstanceFacts facts, IdentityKeys identity) {
        Instant modified = facts.started();
        byte[] document = MetadataTree.identity(facts).getBytes(UTF_8);
        Directory signed = new Directory(modified)
                .put("document", new Leaf(() -> new Item(document, false, modified)))
                .put("signature", new Leaf(() -> text(identity.signature(document), modified)));
        for (Kind kind : Kind.values()) {
            signed.put(kind.path(), new Leaf(() -> text(identity.message(kind, document), modified)));
        }
        Directory monitoring =
                new Directory(modified).put("instance-monitoring", facts.monitored() ? "enabled" : "disabled");
        return new Directory(modified).put("fws", monitoring).put("instance-identity", signed);
    }

    private static Item text(String text, Instant modified) {
        return new Item(text.getBytes(UTF_8), false, modified);
    }

    public InstanceKey key() {
        return facts.key();
    }

    /// About how many bytes of memory it takes.
    int bytes() {
        int tags = 0;
        for (Tag tag : facts.tags()) {
            tags += BYTES_OF_TAG + 2 * (tag.key().length() + tag.value().length());
        }
        return LEAST_BYTES
                + BYTES_OF_INTERFACE * facts.interfaces().size()
                + tags
                + facts.userData().map(data -> data.length).orElse(0);
    }

    public Options options() {
        return facts.options();
    }

    /// What a path holds; empty when there is no such place.
    ///
    /// @param path the parts of the path, the version first
    public Optional<Item> read(List<String> path, Delivery delivery, Instant now) {
        if (path.isEmpty()) {
            return Optional.of(new Item(VERSION_LIST, false, facts.started()));
        }
        if (!VERSIONS.contains(path.getFirst())) {
            return Optional.empty();
        }
        List<String> below = path.subList(1, path.size());
        Node node = root;
        if (below.size() > 1
                && below.subList(0, 2).equals(IAM)
                && facts.association().isPresent()) {
            node = view(delivery, now).directory();
            below = below.subList(2, below.size());
        }
        for (String name : below) {
            node = node instanceof Directory directory ? directory.child(name) : null;
        }
        return switch (node) {
            case Leaf leaf -> Optional.of(leaf.item().get());
            case Directory directory -> Optional.of(directory.list());
            case null -> Optional.empty();
        };
    }

    private View view(Delivery delivery, Instant now) {
        View view = views.get(delivery);
        if (view == null || !now.isBefore(view.until())) {
            view = credentials.view(facts, facts.association().orElseThrow(), delivery, now);
            views.put(delivery, view);
        }
        return view;
    }
}
