// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.imds;

import dev.lanyard.core.imds.InstanceFacts.Association;
import dev.lanyard.core.imds.Node.Directory;
import dev.lanyard.core.imds.RoleSessions.Keys;
import dev.lanyard.core.imds.RoleSessions.Opening;
import dev.lanyard.core.imds.RoleSessions.Profile;
import dev.lanyard.core.op.Transactions;
import dev.lanyard.core.propagation.Sight;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Gives instances the credentials of their role. They are issued when the profile is associated or the instance
/// started, again every hour, and when another role is seen in the profile; how soon that is, is for the propagation of
/// IAM's changes to say. Association and start make an instance see the role that the profile holds then.
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

    /// @param kept what was issued for this association since the instance started, whether it still serves or not
    private record State(Profile profile, Optional<IssuedCredentials> kept) {
        /// What the instance is given. A profile that is gone has no others to give, so that its last ones serve until
        /// they expire.
        Optional<IssuedCredentials> given(Instant now) {
            return kept.filter(issued -> switch (profile) {
                case Profile.Gone() -> now.isBefore(issued.expires());
                case Profile.Empty() -> false;
                case Profile.Holding(String _, String roleId) ->
                    roleId.equals(issued.roleId()) && now.isBefore(issued.refreshes());
            });
        }

        /// Whether the instance lacks credentials that it should have, or has some that it should not.
        boolean isStale(Instant now) {
            return given(now).isEmpty()
                    && (profile instanceof Profile.Holding || (profile instanceof Profile.Empty && kept.isPresent()));
        }
    }

    View view(InstanceFacts facts, Association association, Delivery delivery, Instant now) {
        State found = transactions.read(() -> state(facts, association, now));
        State state = found.isStale(now) ? transactions.write(() -> settle(facts, association, now)) : found;
        Optional<IssuedCredentials> given = state.given(now);
        Instant updated = given.map(IssuedCredentials::issued).orElse(now);
        Directory iam = new Directory(updated).put("info", info(association, state.profile, updated));
        if (given.isPresent()) {
            IssuedCredentials issued = given.get();
            put(iam, issued.roleName(), updated, document(issued, delivery), facts.key());
            return new View(iam, state.profile instanceof Profile.Gone ? issued.expires() : issued.refreshes());
        }
        if (state.profile instanceof Profile.Holding holding) {
            put(iam, holding.roleName(), now, refusal(holding.roleName(), now), facts.key());
        }
        return new View(iam, now);
    }

    private State state(InstanceFacts facts, Association association, Instant now) {
        Instant since = association.since();
        Instant refreshed = since.isAfter(facts.started()) ? since : facts.started();
        return new State(
                sessions.profile(facts.key().account(), association, new Sight(now, refreshed)),
                store.find(facts.key()).filter(issued -> issued.belongTo(association, facts.started())));
    }

    private State settle(InstanceFacts facts, Association association, Instant now) {
        State state = state(facts, association, now);
        if (!state.isStale(now)) {
            return state;
        }
        if (!(state.profile instanceof Profile.Holding(String roleName, String roleId))) {
            store.drop(facts.key());
            return new State(state.profile, Optional.empty());
        }
        int spread = Math.floorMod(facts.key().id().hashCode(), SPREAD_SECONDS);
        Instant expires = now.plus(LIFETIME).plusSeconds(spread);
        Optional<IssuedCredentials> issued = open(facts, roleId, Delivery.V1, now, expires)
                .flatMap(byV1 -> open(facts, roleId, Delivery.V2, now, expires)
                        .map(byV2 -> new IssuedCredentials(
                                facts.key(), association.id(), roleName, roleId, now, expires, byV1, byV2)));
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
