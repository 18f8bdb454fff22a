// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2;

import static dev.lanyard.core.ec2.Ec2Fault.INVALID_ID;
import static dev.lanyard.core.ec2.Ec2Fault.INVALID_PARAMETER_VALUE;
import static dev.lanyard.core.ec2.Ec2Service.EC2;
import static dev.lanyard.core.op.Operation.Nothing.NOTHING;

import dev.lanyard.core.ec2.TagSpecification.TagText;
import dev.lanyard.core.ec2.TagStore.Tagged;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.op.Operation.Nothing;
import dev.lanyard.core.op.Permission;
import dev.lanyard.core.shared.Page;
import dev.lanyard.core.shared.Tag;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Tags of any resource, whichever section keeps it.
public final class TagApi implements ApiSection {
    private static final Ec2Filters<Tagged> FILTERS = Ec2Filters.<Tagged>none()
            .on("key", it -> it.tag().key())
            .on("value", it -> it.tag().value())
            .on("resource-id", Tagged::resourceId)
            .on("resource-type", Tagged::type)
            .tagged(it -> List.of(it.tag()));

    /// Each is judged, looked up and written on its own.
    private static final int MOST_RESOURCES = 1_000;
    /// A resource has fewer.
    private static final int MOST_KEYS = 50;

    private final TagStore tags;
    private final Ec2Permissions permissions;
    private final Map<ResourceType, ResourceLookup> lookups;

    /// @param lookups who knows the resources of each type that can be tagged
    public TagApi(TagStore tags, Ec2Permissions permissions, Map<ResourceType, ResourceLookup> lookups) {
        this.tags = tags;
        this.permissions = permissions;
        this.lookups = Map.copyOf(lookups);
    }

    record CreateTags(List<String> resources, List<TagText> tags) {}

    record DeleteTags(List<String> resources, List<TagText> tags) {}

    record DescribeTags(List<Filter> filters, Optional<Integer> maxResults, Optional<String> nextToken) {}

    record TagDescription(String resourceId, ResourceType resourceType, String key, String value) {}

    record Described(List<TagDescription> tags, Optional<String> nextToken) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                EC2.write("CreateTags", CreateTags.class, Nothing.class, this::create)
                        .guardedBy(this::toCreate),
                EC2.write("DeleteTags", DeleteTags.class, Nothing.class, this::delete)
                        .guardedBy(this::toDelete),
                EC2.read("DescribeTags", DescribeTags.class, Described.class, this::describe)
                        .guardedBy((_, call) -> Ec2Permissions.onAll("DescribeTags", call)));
    }

    private List<Permission> toCreate(CreateTags in, Call call) {
        List<Tag> wanted = Ec2Tags.checked(in.tags());
        return typed(in.resources()).entrySet().stream()
                .map(each -> permissions.on("CreateTags", each.getValue(), each.getKey(), call))
                .map(permission -> permission.withRequestTags(wanted))
                .toList();
    }

    private List<Permission> toDelete(DeleteTags in, Call call) {
        List<String> keys = keys(in);
        return typed(in.resources()).entrySet().stream()
                .map(each -> permissions.on("DeleteTags", each.getValue(), each.getKey(), call))
                .map(permission -> keys.isEmpty() ? permission : permission.with("aws:TagKeys", keys))
                .toList();
    }

    private Nothing create(CreateTags in, Call call) {
        List<Tag> wanted = Ec2Tags.checked(in.tags());
        Scope scope = Scope.of(call);
        typed(in.resources()).forEach((id, type) -> {
            ResourceLookup lookup = lookups.get(type);
            if (lookup == null || !lookup.exists(scope, id)) {
                throw type.notFound(id);
            }
            lookup.admit(scope, id, wanted);
            tags.put(scope, type, id, wanted);
            Ec2Tags.requireRoom(tags.of(scope, id));
        });
        return NOTHING;
    }

    private static List<String> keys(DeleteTags in) {
        if (in.tags().size() > MOST_KEYS) {
            throw INVALID_PARAMETER_VALUE.because(
                    "The maximum number of tags specified on a single call is " + MOST_KEYS);
        }
        return in.tags().stream().flatMap(tag -> tag.key().stream()).toList();
    }

    /// A resource or tag that does not exist is as good as one that went.
    private Nothing delete(DeleteTags in, Call call) {
        Scope scope = Scope.of(call);
        keys(in).forEach(Ec2Tags::requireUserKey);
        for (String id : typed(in.resources()).keySet()) {
            if (in.tags().isEmpty()) {
                tags.of(scope, id).stream()
                        .filter(tag -> !tag.key().startsWith("aws:"))
                        .forEach(tag -> tags.remove(scope, id, tag.key(), Optional.empty()));
            }
            in.tags().forEach(tag -> tags.remove(scope, id, tag.key().orElse(""), tag.value()));
        }
        return NOTHING;
    }

    private Described describe(DescribeTags in, Call call) {
        Page<Tagged> page = new Ec2Paging(in.maxResults(), in.nextToken())
                .within(5, 1000)
                .page(
                        "DescribeTags" + in.filters(),
                        call,
                        tags.all(Scope.of(call)).filter(FILTERS.matching(in.filters())),
                        it -> it.resourceId() + ' ' + it.tag().key());
        return new Described(
                page.map(it -> new TagDescription(
                                it.resourceId(),
                                it.type(),
                                it.tag().key(),
                                it.tag().value()))
                        .items(),
                page.next());
    }

    private static Map<String, ResourceType> typed(List<String> ids) {
        if (ids.size() > MOST_RESOURCES) {
            throw INVALID_PARAMETER_VALUE.because(
                    "The maximum number of resources specified on a single call is " + MOST_RESOURCES);
        }
        Map<String, ResourceType> typed = new LinkedHashMap<>();
        for (String id : ids) {
            typed.put(
                    id,
                    ResourceType.ofId(id).orElseThrow(() -> INVALID_ID.because("The ID '" + id + "' is not valid")));
        }
        return typed;
    }
}
