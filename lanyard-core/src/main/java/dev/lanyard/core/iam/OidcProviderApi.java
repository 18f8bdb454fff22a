// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.iam;

import static dev.lanyard.core.iam.IamFault.ENTITY_ALREADY_EXISTS;
import static dev.lanyard.core.iam.IamFault.INVALID_INPUT;
import static dev.lanyard.core.iam.IamFault.LIMIT_EXCEEDED;
import static dev.lanyard.core.iam.IamFault.NO_SUCH_ENTITY;
import static dev.lanyard.core.iam.IamFault.VALIDATION_ERROR;
import static dev.lanyard.core.iam.IamService.IAM;
import static dev.lanyard.core.op.Operation.Nothing.NOTHING;

import dev.lanyard.aws.arn.Arn;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.op.Operation.Nothing;
import dev.lanyard.core.shared.Page;
import dev.lanyard.core.shared.Tag;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// OpenID Connect providers.
final class OidcProviderApi implements ApiSection {
    private static final String SCHEME = "https://";

    private final OidcProviderStore store;
    private final IamPermissions permissions;
    private final IamQuotas quotas;

    OidcProviderApi(OidcProviderStore store, IamPermissions permissions, IamQuotas quotas) {
        this.store = store;
        this.permissions = permissions;
        this.quotas = quotas;
    }

    record CreateProvider(
            String url, List<String> clientIDList, List<String> thumbprintList, Optional<List<Tag>> tags) {}

    record Created(Arn openIDConnectProviderArn, Optional<List<Tag>> tags) {}

    record Named(String openIDConnectProviderArn) {}

    record Shown(
            String url, List<String> clientIDList, List<String> thumbprintList, Instant createDate, List<Tag> tags) {}

    record Entry(Arn arn) {}

    record Entries(List<Entry> openIDConnectProviderList) {}

    record UpdateThumbprints(String openIDConnectProviderArn, List<String> thumbprintList) {}

    record Client(String openIDConnectProviderArn, String clientID) {}

    record TagProvider(String openIDConnectProviderArn, List<Tag> tags) {}

    record UntagProvider(String openIDConnectProviderArn, List<String> tagKeys) {}

    record ListTags(String openIDConnectProviderArn, Optional<Integer> maxItems, Optional<String> marker) {}

    record Tags(List<Tag> tags, boolean isTruncated, Optional<String> marker) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                IAM.write("CreateOpenIDConnectProvider", CreateProvider.class, Created.class, this::create)
                        .guardedBy((in, call) -> permissions.toCreateProvider(
                                OidcProvider.arn(call.account(), withoutScheme(in.url())), in.tags()))
                        .faults(ENTITY_ALREADY_EXISTS, LIMIT_EXCEEDED, INVALID_INPUT),
                IAM.read("GetOpenIDConnectProvider", Named.class, Shown.class, this::get)
                        .guardedBy((in, call) -> permissions.onProvider(
                                "iam:GetOpenIDConnectProvider", in.openIDConnectProviderArn(), call))
                        .faults(NO_SUCH_ENTITY),
                IAM.read("ListOpenIDConnectProviders", Nothing.class, Entries.class, this::list)
                        .on((in, call) -> OidcProvider.arn(call.account(), "*")),
                IAM.write(
                                "UpdateOpenIDConnectProviderThumbprint",
                                UpdateThumbprints.class,
                                Nothing.class,
                                this::updateThumbprints)
                        .guardedBy((in, call) -> permissions.onProvider(
                                "iam:UpdateOpenIDConnectProviderThumbprint", in.openIDConnectProviderArn(), call))
                        .faults(NO_SUCH_ENTITY, INVALID_INPUT),
                IAM.write("AddClientIDToOpenIDConnectProvider", Client.class, Nothing.class, this::addClient)
                        .guardedBy((in, call) -> permissions.onProvider(
                                "iam:AddClientIDToOpenIDConnectProvider", in.openIDConnectProviderArn(), call))
                        .faults(NO_SUCH_ENTITY, LIMIT_EXCEEDED),
                IAM.write("RemoveClientIDFromOpenIDConnectProvider", Client.class, Nothing.class, this::removeClient)
                        .guardedBy((in, call) -> permissions.onProvider(
                                "iam:RemoveClientIDFromOpenIDConnectProvider", in.openIDConnectProviderArn(), call))
                        .faults(NO_SUCH_ENTITY),
                IAM.write("DeleteOpenIDConnectProvider", Named.class, Nothing.class, this::delete)
                        .guardedBy((in, call) -> permissions.onProvider(
                                "iam:DeleteOpenIDConnectProvider", in.openIDConnectProviderArn(), call))
                        .faults(NO_SUCH_ENTITY),
                IAM.write("TagOpenIDConnectProvider", TagProvider.class, Nothing.class, this::tag)
                        .guardedBy(
                                (in, call) -> permissions.toTagProvider(in.openIDConnectProviderArn(), in.tags(), call))
                        .faults(NO_SUCH_ENTITY, INVALID_INPUT, LIMIT_EXCEEDED),
                IAM.write("UntagOpenIDConnectProvider", UntagProvider.class, Nothing.class, this::untag)
                        .guardedBy((in, call) ->
                                permissions.toUntagProvider(in.openIDConnectProviderArn(), in.tagKeys(), call))
                        .faults(NO_SUCH_ENTITY),
                IAM.read("ListOpenIDConnectProviderTags", ListTags.class, Tags.class, this::listTags)
                        .guardedBy((in, call) -> permissions.onProvider(
                                "iam:ListOpenIDConnectProviderTags", in.openIDConnectProviderArn(), call))
                        .faults(NO_SUCH_ENTITY));
    }

    private Created create(CreateProvider in, Call call) {
        if (!isUrl(in.url())) {
            throw VALIDATION_ERROR.because("Invalid Open ID Connect Provider URL");
        }
        checkThumbprints(in.thumbprintList());
        checkClients(in.clientIDList());
        List<Tag> tags = IamTags.OF_RESOURCES.merge(List.of(), in.tags().orElse(List.of()), quotas);
        OidcProvider provider = new OidcProvider(
                call.account(), withoutScheme(in.url()), call.now(), in.clientIDList(), in.thumbprintList(), tags);
        if (!store.insert(provider)) {
            throw ENTITY_ALREADY_EXISTS.because("Provider with url " + in.url() + " already exists.");
        }
        if (store.all(call.account()).size() > quotas.oidcProviders()) {
            throw LIMIT_EXCEEDED.because(
                    "Cannot exceed quota for OpenIdConnectProvidersPerAccount: " + quotas.oidcProviders());
        }
        return new Created(provider.arn(), IamViews.unlessEmpty(tags));
    }

    private Shown get(Named in, Call call) {
        OidcProvider provider = find(in.openIDConnectProviderArn(), call);
        return new Shown(
                provider.url(), provider.clientIds(), provider.thumbprints(), provider.created(), provider.tags());
    }

    private Entries list(Nothing in, Call call) {
        return new Entries(store.all(call.account()).stream()
                .map(provider -> new Entry(provider.arn()))
                .toList());
    }

    private Nothing updateThumbprints(UpdateThumbprints in, Call call) {
        OidcProvider provider = find(in.openIDConnectProviderArn(), call);
        checkThumbprints(in.thumbprintList());
        store.update(provider.withThumbprints(in.thumbprintList()));
        return NOTHING;
    }

    private Nothing addClient(Client in, Call call) {
        OidcProvider provider = find(in.openIDConnectProviderArn(), call);
        if (!provider.clientIds().contains(in.clientID())) {
            List<String> more = new ArrayList<>(provider.clientIds());
            more.add(in.clientID());
            checkClients(more);
            store.update(provider.withClientIds(more));
        }
        return NOTHING;
    }

    private Nothing removeClient(Client in, Call call) {
        OidcProvider provider = find(in.openIDConnectProviderArn(), call);
        store.update(provider.withClientIds(provider.clientIds().stream()
                .filter(id -> !id.equals(in.clientID()))
                .toList()));
        return NOTHING;
    }

    private Nothing delete(Named in, Call call) {
        OidcProvider provider = look(in.openIDConnectProviderArn(), call)
                .orElseThrow(() -> NO_SUCH_ENTITY.because(
                        "OpenId connect Provider " + in.openIDConnectProviderArn() + " cannot be found."));
        store.delete(call.account(), provider.url());
        return NOTHING;
    }

    private Nothing tag(TagProvider in, Call call) {
        OidcProvider provider = find(in.openIDConnectProviderArn(), call);
        store.update(provider.withTags(IamTags.OF_RESOURCES.merge(provider.tags(), in.tags(), quotas)));
        return NOTHING;
    }

    private Nothing untag(UntagProvider in, Call call) {
        OidcProvider provider = find(in.openIDConnectProviderArn(), call);
        store.update(provider.withTags(IamTags.OF_RESOURCES.without(provider.tags(), in.tagKeys())));
        return NOTHING;
    }

    private Tags listTags(ListTags in, Call call) {
        OidcProvider provider = find(in.openIDConnectProviderArn(), call);
        Page<Tag> page = new IamPaging(in.maxItems(), in.marker())
                .part("ListOpenIDConnectProviderTags" + provider.url(), call, provider.tags(), Tag::key);
        return new Tags(page.items(), page.next().isPresent(), page.next());
    }

    private OidcProvider find(String arn, Call call) {
        return look(arn, call)
                .orElseThrow(() -> NO_SUCH_ENTITY.because("OpenIDConnect Provider not found for arn " + arn));
    }

    private Optional<OidcProvider> look(String text, Call call) {
        Arn arn = OidcProvider.arn(text);
        return store.find(call.account(), OidcProvider.urlIn(arn))
                .filter(provider -> provider.arn().equals(arn));
    }

    private void checkThumbprints(List<String> thumbprints) {
        if (thumbprints.size() > quotas.thumbprints()) {
            throw INVALID_INPUT.because(
                    "Thumbprint list must contain fewer than " + quotas.thumbprints() + " entries.");
        }
    }

    private void checkClients(List<String> clientIds) {
        if (clientIds.size() > quotas.clientIds()) {
            throw LIMIT_EXCEEDED.because(
                    "Cannot exceed quota for ClientIdsPerOpenIdConnectProvider: " + quotas.clientIds());
        }
    }

    private static boolean isUrl(String text) {
        try {
            return text.startsWith(SCHEME) && new URI(text).getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static String withoutScheme(String url) {
        return url.startsWith(SCHEME) ? url.substring(SCHEME.length()) : url;
    }
}
