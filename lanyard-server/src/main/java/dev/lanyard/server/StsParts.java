// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.server;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.sigv4.Credentials;
import dev.lanyard.core.authz.AuthorizationMessages;
import dev.lanyard.core.authz.DecisionLog;
import dev.lanyard.core.authz.DecisionReport;
import dev.lanyard.core.authz.Identities;
import dev.lanyard.core.authz.PolicyAuthorizer;
import dev.lanyard.core.authz.SimulationApi;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Authorizer;
import dev.lanyard.core.op.Caller;
import dev.lanyard.core.shared.Ids;
import dev.lanyard.core.sts.AccessKeyInfoApi;
import dev.lanyard.core.sts.AssumeRoleApi;
import dev.lanyard.core.sts.CallerIdentityApi;
import dev.lanyard.core.sts.InstanceRoles;
import dev.lanyard.core.sts.IssuerKeys;
import dev.lanyard.core.sts.Keyring;
import dev.lanyard.core.sts.LastUse;
import dev.lanyard.core.sts.LongTermKeys;
import dev.lanyard.core.sts.SecretStore;
import dev.lanyard.core.sts.SecretStore.RootKey;
import dev.lanyard.core.sts.SessionCredentials;
import dev.lanyard.core.sts.SessionTokenApi;
import dev.lanyard.core.sts.SessionTokens;
import dev.lanyard.core.sts.Sessions;
import dev.lanyard.core.sts.UseNotes;
import dev.lanyard.core.sts.WebIdentityApi;
import dev.lanyard.server.propagation.SeenIam;
import dev.lanyard.store.sts.SqlSecrets;
import java.util.List;
import java.util.Optional;

/// The parts of STS and of authorization, and what other services may ask of them.
final class StsParts {
    private static final int KEPT_DECISIONS = 10_000;

    private final Ground ground;
    private final SeenIam iam;
    private final LastUse uses;
    private final Keyring keyring;
    private final SecretStore secrets;
    private final Identities identities;
    private final Sessions sessions;
    private final SessionCredentials credentials;
    private final AuthorizationMessages messages;
    private final DecisionLog decisions = new DecisionLog(KEPT_DECISIONS);

    /// @param uses where it is noted that keys and roles are used
    StsParts(Ground ground, SeenIam iam, LastUse uses) {
        this.ground = ground;
        this.iam = iam;
        this.uses = uses;
        this.secrets = new SqlSecrets(ground.database());
        this.keyring = new Keyring(
                secrets, ground.options().masterKeyFile().map(MasterKeyFile::new), ground.ids(), ground.random());
        this.identities = new Identities(iam, ground.propagation().changes(ground.database()));
        SessionTokens tokens = new SessionTokens(keyring.seal("session-token"));
        this.sessions = new Sessions(tokens, ground.ids());
        this.credentials = new SessionCredentials(this::longTermKey, tokens, identities, ground.clock());
        this.messages = new AuthorizationMessages(keyring.seal("authorization-message"));
    }

    List<ApiSection> sections() {
        return List.of(
                new CallerIdentityApi(),
                new AssumeRoleApi(iam, identities, sessions),
                new SessionTokenApi(identities, sessions),
                new WebIdentityApi(iam, iam, new IssuerKeys(new IssuerDocuments()), identities, sessions),
                new AccessKeyInfoApi(messages),
                new SimulationApi(iam));
    }

    SecretStore secrets() {
        return secrets;
    }

    /// What the metadata service hands to instances.
    InstanceRoles instanceRoles() {
        return new InstanceRoles(iam, identities, sessions);
    }

    Authorizer authorizer() {
        return ground.options().auth() == Options.AuthMode.ENFORCE
                ? new PolicyAuthorizer(messages, decisions)
                : Authorizer.NOBODY_ASKS;
    }

    Credentials<Caller> credentials() {
        return credentials;
    }

    /// What counts besides for programs on this machine where the development credentials exist.
    Credentials<Caller> credentialsHere() {
        DevelopmentCredentials development =
                new DevelopmentCredentials(ground.options().account());
        return (accessKeyId, token) -> development.owns(accessKeyId)
                ? development.lookUp(accessKeyId, token)
                : credentials.lookUp(accessKeyId, token);
    }

    DecisionReport decisions() {
        return new DecisionReport(decisions);
    }

    UseNotes uses() {
        return new UseNotes(uses);
    }

    /// The root key of the default account, when this start has made it: it stands for the development credentials.
    Optional<RootKey> newRootKey() {
        return ground.options().hasDevelopmentCredentials()
                ? Optional.empty()
                : keyring.firstRootKey(
                        ground.options().account(), ground.clock().instant());
    }

    /// Has to follow the loss of everything in the database.
    ///
    /// @param rootKey stays, because whoever holds it could do nothing any more
    void renew(Optional<RootKey> rootKey) {
        rootKey.ifPresent(secrets::insertFirst);
        keyring.renew();
        credentials.forget();
        identities.forget();
        decisions.clear();
    }

    private Optional<LongTermKeys.Key> longTermKey(String accessKeyId) {
        Optional<AccountId> account = Ids.accountOf(accessKeyId);
        return iam.find(accessKeyId)
                .or(() -> account.flatMap(it -> secrets.rootKey(it, accessKeyId))
                        .map(key -> new LongTermKeys.Key(key.account(), Optional.empty(), key.secret())));
    }
}
