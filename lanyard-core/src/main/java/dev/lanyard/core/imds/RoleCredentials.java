// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.imds;

import dev.lanyard.core.imds.InstanceFacts.Association;
import dev.lanyard.core.imds.Node.Directory;
import dev.lanyard.core.imds.RoleSessions.Keys;
import dev.lanyard.core.imds.RoleSessions.Opening;
import dev.lanyard.core.imds.RoleSessions.Profile;
import dev.lanyard.core.op.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Gives instances the credentials of their role. They are issued when the profile is associated or the instance
/// started, and again every hour; what happens to the profile in between is not seen until then.
public final class RoleCredentials {
    /// AWS's credentials live six and a half hours and a little, which spreads the clients' refreshes.
    private static final Duration LIFETIME = Duration.ofMinutes(390);

    private static final int SPREAD_SECONDS = 600;
    private static final String HELP = "https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_iam-ec2.html"
            + "#troubleshoot_iam-ec2_errors-info-doc";

    /// What is below `iam/`, and until when.
    record View(Directory directory, Instant until) {}

    private final RoleSessions sessions;
    private final IssuedCredentialsStore store;
    private final Transactions transactions;

    public RoleCredentials(RoleSessions sessions, IssuedCredentialsStore store, Transactions transactions) {
        this.sessions = sessions;
        this.store = store;
        this.transactions = transactions;
    }

    /// What is known before anything is issued.
    private record State(Profile profile, Optional<IssuedCredentials> issued) {
        boolean wantsCredentials() {
            return issued.isEmpty() && profile instanceof Profile.Holding;
        }
    }

    View view(InstanceFacts facts, Association association, Delivery delivery, Instant now) {
        State found = transactions.read(() -> state(facts, association, now));
        State state = found.wantsCredentials() ? transactions.write(() -> issue(facts, association, now)) : found;
        Instant updated = state.issued.map(IssuedCredentials::issued).orElse(now);
        Directory iam = new Directory(updated).put("info", info(association, state.profile, updated));
        if (state.issued.isPresent()) {
            IssuedCredentials issued = state.issued.get();
            put(iam, issued.roleName(), updated, document(issued, delivery), facts.key());
            return new View(iam, end(issued, state.profile));
        }
        if (state.profile instanceof Profile.Holding holding) {
            put(iam, holding.roleName(), now, refusal(holding.roleName(), now), facts.key());
        }
        return new View(iam, now);
    }

    private State state(InstanceFacts facts, Association association, Instant now) {
        Profile profile = sessions.profile(facts.key().account(), association, now);
        return new State(
                profile,
                store.find(facts.key())
                        .filter(issued -> issued.belongTo(association, facts.started()))
                        .filter(issued -> now.isBefore(end(issued, profile))));
    }

    /// How long credentials are given. A profile that is gone has no others to give, so that its last ones serve until
    /// they expire.
    private static Instant end(IssuedCredentials issued, Profile profile) {
        return profile instanceof Profile.Gone ? issued.expires() : issued.refreshes();
    }

    private State issue(InstanceFacts facts, Association association, Instant now) {
        State state = state(facts, association, now);
        if (!state.wantsCredentials() || !(state.profile instanceof Profile.Holding(String roleName, String roleId))) {
            return state;
        }
        int spread = Math.floorMod(facts.key().id().hashCode(), SPREAD_SECONDS);
        Instant expires = now.plus(LIFETIME).plusSeconds(spread);
        Optional<IssuedCredentials> issued = open(facts, roleId, Delivery.V1, now, expires)
                .flatMap(byV1 -> open(facts, roleId, Delivery.V2, now, expires)
                        .map(byV2 -> new IssuedCredentials(
                                facts.key(), association.id(), roleName, now, expires, byV1, byV2)));
        issued.ifPresent(store::save);
        return new State(state.profile, issued);
    }

    private Optional<Keys> open(
            InstanceFacts facts, String roleId, Delivery delivery, Instant issued, Instant expires) {
        return sessions.open(new Opening(
                facts.key(),
                facts.primary().network().vpcId(),
                facts.primary().privateIps().getFirst(),
                roleId,
                delivery,
                issued,
                expires));
    }

    private static void put(Directory iam, String roleName, Instant modified, Document document, InstanceKey instance) {
        iam.put("security-credentials", new Directory(modified).put(roleName, document.toString()));
        document.text("AccountId", instance.account().value());
        iam.hide("security-credentials-extended", new Directory(modified).put(roleName, document.toString()));
    }

    private static String info(Association association, Profile profile, Instant updated) {
        Document document =
                new Document().text("Code", profile instanceof Profile.Gone ? "InstanceProfileNotFound" : "Success");
        switch (profile) {
            case Profile.Gone() ->
                document.text(
                        "Message",
                        "Instance Profile " + association.profileArn()
                                + " cannot be found. Please see documentation at " + HELP + ".");
            case Profile.Empty() ->
                document.text(
                        "Message",
                        "Instance Profile does not contain a role. Please see documentation at " + HELP + ".");
            case Profile.Holding _ -> {}
        }
        return document.time("LastUpdated", updated)
                .text("InstanceProfileArn", association.profileArn())
                .text("InstanceProfileId", association.profileId())
                .toString();
    }

    private static Document document(IssuedCredentials issued, Delivery delivery) {
        Keys keys = issued.keys(delivery);
        return new Document()
                .text("Code", "Success")
                .time("LastUpdated", issued.issued())
                .text("Type", "AWS-HMAC")
                .text("AccessKeyId", keys.accessKeyId())
                .text("SecretAccessKey", keys.secretAccessKey())
                .text("Token", keys.token())
                .time("Expiration", issued.expires());
    }

    private static Document refusal(String roleName, Instant now) {
        return new Document()
                .text("Code", "AssumeRoleUnauthorizedAccess")
                .text(
                        "Message",
                        "EC2 cannot assume the role " + roleName + ". Please see documentation at " + HELP + ".")
                .time("LastUpdated", now);
    }
}
