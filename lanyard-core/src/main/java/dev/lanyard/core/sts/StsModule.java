// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.sts;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.sigv4.Credentials;
import dev.lanyard.core.authz.AuthorizationMessages;
import dev.lanyard.core.authz.DecisionLog;
import dev.lanyard.core.authz.DecisionReport;
import dev.lanyard.core.authz.Identities;
import dev.lanyard.core.authz.IdentityDirectory;
import dev.lanyard.core.authz.PolicyAuthorizer;
import dev.lanyard.core.authz.SimulationApi;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Authorizer;
import dev.lanyard.core.op.Caller;
import dev.lanyard.core.op.Observer;
import dev.lanyard.core.op.Platform;
import dev.lanyard.core.shared.Ids;
import dev.lanyard.core.sts.SecretStore.RootKey;
import java.util.List;
import java.util.Optional;

/// STS, and the authorization that stands on its callers, put together.
public final class StsModule {
    private static final int KEPT_DECISIONS = 10_000;

    /// What is asked of others.
    ///
    /// @param issuers fetches the documents of OpenID Connect issuers
    public record Neighbours(
            IdentityDirectory identities,
            RoleDirectory roles,
            ProviderDirectory providers,
            LongTermKeys keys,
            IssuerKeys.Documents issuers) {}

    private final SecretStore secrets;
    private final Neighbours neighbours;
    private final Platform platform;
    private final Keyring keyring;
    private final Identities identities;
    private final Sessions sessions;
    private final SessionCredentials credentials;
    private final AuthorizationMessages messages;
    private final DecisionLog decisions = new DecisionLog(KEPT_DECISIONS);

    private StsModule(SecretStore secrets, Optional<MasterKey> outside, Neighbours neighbours, Platform platform) {
        this.secrets = secrets;
        this.neighbours = neighbours;
        this.platform = platform;
        this.keyring = new Keyring(secrets, outside, platform.ids(), platform.random());
        this.identities = new Identities(neighbours.identities(), platform.changes());
        SessionTokens tokens = new SessionTokens(keyring.seal("session-token"));
        this.sessions = new Sessions(tokens, platform.ids());
        this.credentials = new SessionCredentials(this::longTermKey, tokens, identities, platform.clock());
        this.messages = new AuthorizationMessages(keyring.seal("authorization-message"));
    }

    /// @param outside where the master key is, if it is not to be among the secrets
    /// @throws MasterKey.Refused when the secrets were made with another key
    public static StsModule of(
            SecretStore secrets, Optional<MasterKey> outside, Neighbours neighbours, Platform platform) {
        return new StsModule(secrets, outside, neighbours, platform);
    }

    public List<ApiSection> sections() {
        RoleDirectory roles = neighbours.roles();
        return List.of(
                new CallerIdentityApi(),
                new AssumeRoleApi(roles, identities, sessions),
                new SessionTokenApi(identities, sessions),
                new WebIdentityApi(
                        roles, neighbours.providers(), new IssuerKeys(neighbours.issuers()), identities, sessions),
                new AccessKeyInfoApi(messages),
                new SimulationApi(neighbours.identities()));
    }

    /// The users and roles that there are.
    public Identities identities() {
        return identities;
    }

    /// What the metadata service hands to instances.
    public InstanceRoles instanceRoles() {
        return new InstanceRoles(neighbours.roles(), identities, sessions);
    }

    /// Whose requests are whose.
    public Credentials<Caller> credentials() {
        return credentials;
    }

    public Authorizer authorizer() {
        return new PolicyAuthorizer(messages);
    }

    public DecisionReport decisions() {
        return new DecisionReport(decisions);
    }

    /// Keeps the decisions that are reported.
    public Observer decisionLog() {
        return decisions;
    }

    /// The root key of an account, when there was none and this has made it.
    public Optional<RootKey> firstRootKey(AccountId account) {
        return keyring.firstRootKey(account, platform.clock().instant());
    }

    /// Has to follow the loss of everything in the stores.
    ///
    /// @param rootKey stays, because whoever holds it could do nothing any more
    public void renew(Optional<RootKey> rootKey) {
        rootKey.ifPresent(secrets::insertFirst);
        keyring.renew();
        credentials.forget();
        identities.forget();
        decisions.clear();
    }

    private Optional<LongTermKeys.Key> longTermKey(String accessKeyId) {
        Optional<AccountId> account = Ids.accountOf(accessKeyId);
        return neighbours
                .keys()
                .find(accessKeyId)
                .or(() -> account.flatMap(it -> secrets.rootKey(it, accessKeyId))
                        .map(key -> new LongTermKeys.Key(key.account(), Optional.empty(), key.secret())));
    }
}
