// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.authz;

import static dev.lanyard.core.iam.IamFault.INVALID_INPUT;
import static dev.lanyard.core.iam.IamFault.NO_SUCH_ENTITY;
import static dev.lanyard.core.iam.IamFault.VALIDATION_ERROR;
import static dev.lanyard.core.iam.IamService.IAM;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Arn;
import dev.lanyard.aws.policy.CompiledPolicy;
import dev.lanyard.aws.policy.IdentityPolicy;
import dev.lanyard.aws.policy.NamedPolicy;
import dev.lanyard.aws.policy.PolicyDocument;
import dev.lanyard.aws.policy.PolicySets;
import dev.lanyard.aws.policy.Principal;
import dev.lanyard.aws.text.Ascii;
import dev.lanyard.aws.text.Digits;
import dev.lanyard.aws.text.Work;
import dev.lanyard.core.authz.IdentityDirectory.Document;
import dev.lanyard.core.authz.Simulation.Budget;
import dev.lanyard.core.authz.Simulation.ContextEntry;
import dev.lanyard.core.authz.Simulation.Result;
import dev.lanyard.core.op.ApiSection;
import dev.lanyard.core.op.Call;
import dev.lanyard.core.op.Operation;
import dev.lanyard.core.op.Permission;
import dev.lanyard.core.shared.Page;
import dev.lanyard.core.shared.Pager;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Supplier;

/// IAM's policy simulator, and the context keys that policies ask for.
public final class SimulationApi implements ApiSection {
    private static final int DEFAULT_ITEMS = 100;
    private static final int MOST_ITEMS = 1_000;
    private static final int MOST_PLACE = 999_999;
    private static final Pager PAGER = new Pager(
            1,
            MOST_ITEMS,
            _ -> VALIDATION_ERROR.because("MaxItems is a number from 1 to " + MOST_ITEMS + '.'),
            _ -> invalidMarker());

    private final IdentityDirectory directory;

    public SimulationApi(IdentityDirectory directory) {
        this.directory = directory;
    }

    record SimulateCustomPolicy(
            List<String> policyInputList,
            List<String> permissionsBoundaryPolicyInputList,
            List<String> actionNames,
            List<String> resourceArns,
            Optional<String> resourcePolicy,
            Optional<String> resourceOwner,
            Optional<String> callerArn,
            List<ContextEntry> contextEntries,
            Optional<String> resourceHandlingOption,
            Optional<Integer> maxItems,
            Optional<String> marker) {

        /// What tells this simulation from others whose results come in pages, too.
        private String query() {
            return "Simulate" + policyInputList + permissionsBoundaryPolicyInputList + actionNames + resourceArns
                    + resourcePolicy + resourceOwner + callerArn + contextEntries;
        }
    }

    record SimulatePrincipalPolicy(
            String policySourceArn,
            List<String> policyInputList,
            List<String> permissionsBoundaryPolicyInputList,
            List<String> actionNames,
            List<String> resourceArns,
            Optional<String> resourcePolicy,
            Optional<String> resourceOwner,
            Optional<String> callerArn,
            List<ContextEntry> contextEntries,
            Optional<String> resourceHandlingOption,
            Optional<Integer> maxItems,
            Optional<String> marker) {

        private SimulateCustomPolicy rest() {
            return new SimulateCustomPolicy(
                    policyInputList,
                    permissionsBoundaryPolicyInputList,
                    actionNames,
                    resourceArns,
                    resourcePolicy,
                    resourceOwner,
                    callerArn,
                    contextEntries,
                    resourceHandlingOption,
                    maxItems,
                    marker);
        }
    }

    record Results(List<Result> evaluationResults, boolean isTruncated, Optional<String> marker) {}

    record OfCustomPolicy(List<String> policyInputList) {}

    record OfPrincipal(String policySourceArn, List<String> policyInputList) {}

    record Keys(List<String> contextKeyNames) {}

    /// Whose policies are looked at.
    private record Source(Principal principal, List<Document> policies, Optional<Document> boundary) {}

    @Override
    public List<Operation<?, ?>> operations() {
        return List.of(
                IAM.read("SimulateCustomPolicy", SimulateCustomPolicy.class, Results.class)
                        .prepared((in, call) -> () -> custom(in, call), (_, results, _) -> results)
                        .onAll()
                        .faults(INVALID_INPUT),
                IAM.read("SimulatePrincipalPolicy", SimulatePrincipalPolicy.class, Results.class)
                        .prepared(this::principal, (_, results, _) -> results)
                        .guardedBy((in, _) -> onSource("iam:SimulatePrincipalPolicy", in.policySourceArn()))
                        .faults(INVALID_INPUT, NO_SUCH_ENTITY),
                IAM.read("GetContextKeysForCustomPolicy", OfCustomPolicy.class, Keys.class)
                        .prepared((in, _) -> () -> keys(in.policyInputList()), (_, keys, _) -> keys)
                        .onAll()
                        .faults(INVALID_INPUT),
                IAM.read("GetContextKeysForPrincipalPolicy", OfPrincipal.class, Keys.class)
                        .prepared(this::principalKeys, (_, keys, _) -> keys)
                        .guardedBy((in, _) -> onSource("iam:GetContextKeysForPrincipalPolicy", in.policySourceArn()))
                        .faults(INVALID_INPUT, NO_SUCH_ENTITY));
    }

    private static List<Permission> onSource(String action, String arn) {
        return List.of(Permission.on(action, parse(arn)));
    }

    private static Results custom(SimulateCustomPolicy in, Call call) {
        Principal nobody = Principal.user(call.account().value(), "", "");
        return run(new Source(nobody, List.of(), Optional.empty()), in, call);
    }

    private Supplier<Results> principal(SimulatePrincipalPolicy in, Call call) {
        Source source = source(in.policySourceArn(), call);
        return () -> run(source, in.rest(), call);
    }

    private static Results run(Source source, SimulateCustomPolicy in, Call call) {
        for (String action : in.actionNames()) {
            if (action.indexOf(':') < 1) {
                throw INVALID_INPUT.because("Invalid Action: " + action + " is not a valid action.");
            }
        }
        in.resourceHandlingOption().ifPresent(option -> SimulationScenario.require(option, in.resourceArns()));
        Principal caller = in.callerArn().map(SimulationApi::user).orElse(source.principal());
        if (in.resourcePolicy().isPresent() && !isUser(caller.arn())) {
            throw INVALID_INPUT.because("CallerArn must name an IAM user when ResourcePolicy is given.");
        }
        String owner = in.resourceOwner().map(SimulationApi::account).orElse(caller.account());
        Simulation simulation =
                new Simulation(caller, sets(source, in), ContextEntry.context(in.contextEntries()), owner);
        return page(simulation, in, call);
    }

    /// Results come in the order of their actions, so that an action's place is its position.
    private static Results page(Simulation simulation, SimulateCustomPolicy in, Call call) {
        String query = call.account() + in.query() + simulation.principal().arn();
        List<String> actions = in.actionNames();
        Page<Result> page = PAGER.page(query, in.maxItems().orElse(DEFAULT_ITEMS), in.marker(), (after, limit) -> {
            int first = after.map(SimulationApi::place).orElse(0);
            List<Result> results = results(
                    simulation, actions.stream().skip(first).limit(limit).toList(), in.resourceArns());
            int end = first + results.size();
            return new Page<>(results, end < actions.size() ? Optional.of(Integer.toString(end)) : Optional.empty());
        });
        return new Results(page.items(), page.next().isPresent(), page.next());
    }

    /// Whoever forges a marker may have written anything.
    private static int place(String position) {
        return Digits.read(position, MOST_PLACE).orElseThrow(SimulationApi::invalidMarker);
    }

    private static RuntimeException invalidMarker() {
        return VALIDATION_ERROR.because("Invalid Marker.");
    }

    /// As many results as a page can take; a caller asks again for the others.
    private static List<Result> results(Simulation simulation, List<String> actions, List<String> resources) {
        List<Result> results = new ArrayList<>();
        Budget budget = Budget.ofPage();
        try {
            for (String action : actions) {
                results.add(simulation.run(action, resources, budget));
            }
        } catch (Work.Exceeded _) {
            if (results.isEmpty()) {
                throw INVALID_INPUT.because("The simulation of one action with these policies, resources and context"
                        + " entries is more than can be evaluated. Simulate fewer at a time.");
            }
        }
        return results;
    }

    private static PolicySets sets(Source source, SimulateCustomPolicy in) {
        List<NamedPolicy> identity = new ArrayList<>();
        source.policies().forEach(document -> identity.add(compile(document.name(), document.text())));
        for (int i = 0; i < in.policyInputList().size(); i++) {
            identity.add(compile(
                    "PolicyInputList." + (i + 1), checked(in.policyInputList().get(i))));
        }
        List<String> boundaries = in.permissionsBoundaryPolicyInputList();
        if (boundaries.size() > 1) {
            throw INVALID_INPUT.because("There can be one permissions boundary only.");
        }
        PolicySets sets = PolicySets.identity(identity);
        Optional<NamedPolicy> boundary = boundaries.isEmpty()
                ? source.boundary().map(document -> compile(document.name(), document.text()))
                : Optional.of(compile("PermissionsBoundaryPolicyInputList.1", checked(boundaries.getFirst())));
        if (boundary.isPresent()) {
            sets = sets.boundary(boundary.get());
        }
        return in.resourcePolicy().isPresent()
                ? sets.resource(resource(in.resourcePolicy().get()))
                : sets;
    }

    private static NamedPolicy compile(String name, String text) {
        return new NamedPolicy(name, CompiledPolicy.of(PolicyDocument.parse(text)));
    }

    private static String checked(String text) {
        PolicyDocument _ = IdentityPolicy.validate(text, INVALID_INPUT);
        return text;
    }

    private static NamedPolicy resource(String text) {
        try {
            return compile("ResourcePolicy", text);
        } catch (IllegalArgumentException _) {
            throw INVALID_INPUT.because("The resource policy is no policy document.");
        }
    }

    private static Principal user(String arn) {
        if (!isUser(arn)) {
            throw INVALID_INPUT.because("CallerArn " + arn + " is not the ARN of an IAM user.");
        }
        return Principal.user(parse(arn).account(), arn, "");
    }

    private static boolean isUser(String text) {
        return Arn.parse(text)
                .filter(arn -> arn.service().equals("iam")
                        && AccountId.isValid(arn.account())
                        && arn.resource().startsWith("user/"))
                .isPresent();
    }

    private static String account(String root) {
        return Arn.parse(root)
                .filter(arn -> arn.service().equals("iam")
                        && AccountId.isValid(arn.account())
                        && arn.resource().equals("root"))
                .map(Arn::account)
                .orElseThrow(() -> INVALID_INPUT.because("ResourceOwner " + root + " is not the ARN of an account."));
    }

    private Supplier<Keys> principalKeys(OfPrincipal in, Call call) {
        Source source = source(in.policySourceArn(), call);
        List<String> texts = new ArrayList<>(in.policyInputList());
        source.policies().forEach(document -> texts.add(document.text()));
        return () -> keys(texts);
    }

    private static Keys keys(List<String> texts) {
        TreeSet<String> all = new TreeSet<>(Ascii.IGNORE_CASE);
        for (String text : texts) {
            all.addAll(IdentityPolicy.validate(text, INVALID_INPUT).contextKeys());
        }
        return new Keys(List.copyOf(all));
    }

    private Source source(String text, Call call) {
        Arn arn = parse(text);
        String name = arn.name();
        if (!arn.account().equals(call.account().value())) {
            throw noSuch(arn, name);
        }
        if (arn.resource().startsWith("group/")) {
            List<Document> policies =
                    directory.group(new AccountId(arn.account()), name).orElseThrow(() -> noSuch(arn, name));
            return new Source(Principal.user(arn.account(), "", ""), policies, Optional.empty());
        }
        return directory
                .identity(arn)
                .map(it -> new Source(
                        arn.resource().startsWith("role/")
                                ? Principal.roleSession(arn.account(), text, "", it.id())
                                : Principal.user(arn.account(), text, it.id()),
                        it.policies(),
                        it.boundary()))
                .orElseThrow(() -> noSuch(arn, name));
    }

    private static RuntimeException noSuch(Arn arn, String name) {
        String kind = arn.resource().substring(0, arn.resource().indexOf('/'));
        return NO_SUCH_ENTITY.because("The " + kind + " with name " + name + " cannot be found.");
    }

    private static Arn parse(String text) {
        return Arn.parse(text)
                .filter(arn ->
                        AccountId.isValid(arn.account()) && arn.resource().indexOf('/') > 0)
                .orElseThrow(() -> INVALID_INPUT.because(
                        "Invalid Entity Arn: " + text + " does not clearly define entity" + " type and name."));
    }
}
