// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.dms;

import static dev.lanyard.core.dms.DmsFault.INVALID_PARAMETER_COMBINATION;
import static dev.lanyard.core.dms.DmsFault.INVALID_RESOURCE_STATE;
import static dev.lanyard.core.dms.DmsFault.RESOURCE_NOT_FOUND;
import static dev.lanyard.core.dms.DmsService.DMS;
import static dev.lanyard.core.op.Operation.Nothing.NOTHING;

import dev.lanyard.aws.arn.Arn;
import dev.lanyard.aws.fault.Fault;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.op.Operation.Nothing;
import dev.lanyard.core.op.Permission;
import dev.lanyard.core.shared.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Tags of everything in DMS that has an ARN.
final class DmsTagApi implements ApiSection {

    private final List<Resources<?>> kinds;
    private final DmsQuotas quotas;

    DmsTagApi(List<Resources<?>> kinds, DmsQuotas quotas) {
        this.kinds = kinds;
        this.quotas = quotas;
    }

    record AddTags(String resourceArn, List<DmsTags.Given> tags) {}

    record RemoveTags(String resourceArn, List<String> tagKeys) {}

    record ListTags(Optional<String> resourceArn, Optional<List<String>> resourceArnList) {}

    record Tags(List<TagView> tagList) {}

    /// @param resourceArn given only when several resources were asked about
    record TagView(String key, String value, Optional<String> resourceArn) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                DMS.write("AddTagsToResource", AddTags.class, Nothing.class, this::add)
                        .guardedBy((in, call) -> List.of(DmsPermissions.withRequestTags(
                                on("dms:AddTagsToResource", in.resourceArn(), call), in.tags())))
                        .faults(INVALID_RESOURCE_STATE, RESOURCE_NOT_FOUND),
                DMS.write("RemoveTagsFromResource", RemoveTags.class, Nothing.class, this::remove)
                        .guardedBy((in, call) -> List.of(on("dms:RemoveTagsFromResource", in.resourceArn(), call)
                                .with("aws:TagKeys", in.tagKeys())))
                        .faults(RESOURCE_NOT_FOUND),
                DMS.read("ListTagsForResource", ListTags.class, Tags.class, this::list)
                        .guardedBy((in, call) -> asked(in).stream()
                                .map(arn -> on("dms:ListTagsForResource", arn, call))
                                .toList())
                        .faults(RESOURCE_NOT_FOUND));
    }

    private Permission on(String action, String arn, Call call) {
        return find(arn, call)
                .map(head -> DmsPermissions.onResource(action, head))
                .orElseGet(() ->
                        Arn.parse(arn).map(it -> Permission.on(action, it)).orElseGet(() -> Permission.onAll(action)));
    }

    private Nothing add(AddTags in, Call call) {
        change(in.resourceArn(), old -> DmsTags.merge(old, in.tags(), quotas.tags(), INVALID_RESOURCE_STATE), call);
        return NOTHING;
    }

    private Nothing remove(RemoveTags in, Call call) {
        change(in.resourceArn(), old -> DmsTags.without(old, in.tagKeys()), call);
        return NOTHING;
    }

    private void change(String arn, UnaryOperator<List<Tag>> change, Call call) {
        for (Resources<?> kind : kinds) {
            if (Resources.isArn(arn) && changeIn(kind, arn, change, call)) {
                return;
            }
        }
        throw notFound(arn);
    }

    private static <R extends Resource<R>> boolean changeIn(
            Resources<R> kind, String arn, UnaryOperator<List<Tag>> change, Call call) {
        Optional<R> found = kind.look(Place.of(call), arn);
        found.ifPresent(resource -> kind.store()
                .update(resource.with(
                        resource.head().tagged(change.apply(resource.head().tags())))));
        return found.isPresent();
    }

    private Tags list(ListTags in, Call call) {
        List<TagView> views = new ArrayList<>();
        for (String arn : asked(in)) {
            Head head = find(arn, call).orElseThrow(() -> notFound(arn));
            for (Tag tag : head.tags()) {
                views.add(
                        new TagView(tag.key(), tag.value(), in.resourceArnList().map(_ -> arn)));
            }
        }
        return new Tags(views);
    }

    private static List<String> asked(ListTags in) {
        if (in.resourceArn().isPresent() == in.resourceArnList().isPresent()) {
            throw INVALID_PARAMETER_COMBINATION.because("Give either ResourceArn or ResourceArnList.");
        }
        return in.resourceArnList().orElseGet(() -> List.of(in.resourceArn().orElseThrow()));
    }

    private Optional<Head> find(String arn, Call call) {
        if (!Resources.isArn(arn)) {
            return Optional.empty();
        }
        return kinds.stream()
                .flatMap(kind -> kind.look(Place.of(call), arn).stream())
                .<Head>map(Resource::head)
                .findFirst();
    }

    private static Fault notFound(String arn) {
        return RESOURCE_NOT_FOUND.because("Resource " + arn + " not found.");
    }
}
