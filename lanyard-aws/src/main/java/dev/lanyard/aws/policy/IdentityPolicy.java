// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.policy;

import dev.lanyard.aws.fault.FaultCode;
import dev.lanyard.aws.json.Json;
import dev.lanyard.aws.policy.PolicyDocument.Condition;
import dev.lanyard.aws.text.Ascii;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// The rules that IAM holds identity policies, permissions boundaries and session policies to.
///
/// A document is judged in phases, each over all statements before the next begins; the first failure is the answer.
/// The phases and their order were found from documents that the real service rejected or accepted.
public final class IdentityPolicy {
    private static final Set<String> DOCUMENT_FIELDS = Set.of("Version", "Id", "Statement");
    private static final Set<String> STATEMENT_FIELDS = Set.of(
            "Sid",
            "Effect",
            "Principal",
            "NotPrincipal",
            "Action",
            "NotAction",
            "Resource",
            "NotResource",
            "Condition");

    private final FaultCode malformed;

    private IdentityPolicy(FaultCode malformed) {
        this.malformed = malformed;
    }

    /// Reads an identity policy or throws the fault that says what is wrong with it. The caller checks the
    /// [size][#sizeWithoutWhitespace(String)].
    public static PolicyDocument validate(String text, FaultCode malformed) {
        return new IdentityPolicy(malformed).read(text);
    }

    /// The size that the quota of policies count: every character but white space outside strings.
    public static int sizeWithoutWhitespace(String text) {
        return PolicyShape.sizeWithoutWhitespace(text);
    }

    private PolicyDocument read(String text) {
        Json.Obj json = Json.parse(text)
                .filter(IdentityPolicy::hasSyntax)
                .map(Json.Obj.class::cast)
                .orElseThrow(() -> malformed.because("Syntax errors in policy."));
        List<Map<String, Json>> statements = PolicyDocument.items(json.members().get("Statement")).stream()
                .map(s -> ((Json.Obj) s).members())
                .toList();
        require(isCurrent(json.members().get("Version")), "Policy document must be version 2012-10-17 or greater.");
        require(
                statements.stream().noneMatch(s -> s.containsKey("Principal") || s.containsKey("NotPrincipal")),
                "Policy document should not specify a principal.");
        require(passesLegacyParsing(statements), "The policy failed legacy parsing");
        checkSids(statements);
        require(
                statements.stream().noneMatch(s -> family(s, "Action").isEmpty()),
                "Policy statement must contain actions.");
        for (Map<String, Json> statement : statements) {
            family(statement, "Resource").stream()
                    .flatMap(r -> ResourceForm.problem(r).stream())
                    .findFirst()
                    .ifPresent(problem -> require(false, problem));
        }
        require(
                statements.stream().noneMatch(s -> family(s, "Resource").isEmpty()),
                "Policy statement must contain resources.");
        PolicyDocument document =
                PolicyDocument.of(json).orElseThrow(() -> malformed.because("Syntax errors in policy."));
        document.statements().forEach(s -> s.actions().values().forEach(this::checkAction));
        return document;
    }

    private static boolean hasSyntax(Json json) {
        if (!(json instanceof Json.Obj object)) {
            return false;
        }
        Map<String, Json> members = object.members();
        List<Json> statements = PolicyDocument.items(members.get("Statement"));
        return DOCUMENT_FIELDS.containsAll(members.keySet())
                && isKnownVersion(members.get("Version"))
                && PolicyShape.isTextOrAbsent(members.get("Id"))
                && !statements.isEmpty()
                && statements.stream().allMatch(IdentityPolicy::hasStatementSyntax);
    }

    private static boolean hasStatementSyntax(Json json) {
        if (!(json instanceof Json.Obj object)) {
            return false;
        }
        Map<String, Json> members = object.members();
        return STATEMENT_FIELDS.containsAll(members.keySet())
                && PolicyShape.isTextOrAbsent(members.get("Sid"))
                && members.get("Effect") instanceof Json.Text effect
                && (Ascii.equalsIgnoreCase(effect.value(), "Allow") || Ascii.equalsIgnoreCase(effect.value(), "Deny"))
                && isFamily(members, "Action", false)
                && isFamily(members, "Resource", true)
                && (!members.containsKey("Condition") || PolicyShape.isCondition(members.get("Condition")));
    }

    /// Whether at most one of `name` and `Not`name is given, as a string or a list of strings.
    private static boolean isFamily(Map<String, Json> members, String name, boolean nulls) {
        Json plain = members.get(name);
        Json negated = members.get("Not" + name);
        if (plain == null && negated == null) {
            return true;
        }
        if (plain != null && negated != null) {
            return false;
        }
        return switch (plain != null ? plain : negated) {
            case Json.Text _ -> true;
            case Json.Arr list ->
                list.items().stream().allMatch(i -> i instanceof Json.Text || (nulls && i instanceof Json.Null));
            case Json.Obj _, Json.Scalar _, Json.Null _ -> false;
        };
    }

    private static boolean isKnownVersion(Json version) {
        return version == null
                || isCurrent(version)
                || (version instanceof Json.Text text && text.value().equals(PolicyDocument.VERSION_2008));
    }

    private static boolean isCurrent(Json version) {
        return version instanceof Json.Text text && text.value().equals(PolicyDocument.VERSION_2012);
    }

    /// The texts of `name` or `Not`name; none when neither is there.
    private static List<String> family(Map<String, Json> members, String name) {
        Json plain = members.get(name);
        Json value = plain != null ? plain : members.get("Not" + name);
        return PolicyDocument.items(value).stream()
                .filter(Json.Text.class::isInstance)
                .map(t -> ((Json.Text) t).value())
                .toList();
    }

    private static boolean passesLegacyParsing(List<Map<String, Json>> statements) {
        // From the first resource of a wrong form on, the old parser looks at no resource any more.
        boolean looksAtResources = true;
        for (Map<String, Json> statement : statements) {
            List<String> resources = family(statement, "Resource");
            looksAtResources &=
                    resources.stream().allMatch(r -> ResourceForm.problem(r).isEmpty());
            if (PolicyDocument.effect(statement.get("Effect")).isEmpty()
                    || PolicyDocument.conditions(statement.get("Condition")).stream()
                            .anyMatch(IdentityPolicy::hasWrongDate)
                    || (looksAtResources && resources.stream().anyMatch(ResourceForm::isBroken))) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasWrongDate(Condition condition) {
        return ConditionOperator.parse(condition.operator())
                .filter(o -> o.test().kind == ConditionOperator.Kind.DATE)
                .map(_ -> condition.values().stream()
                        .anyMatch(v -> PolicyDate.parse(v).isEmpty()))
                .orElse(false);
    }

    private void checkSids(List<Map<String, Json>> statements) {
        List<String> sids = statements.stream()
                .flatMap(s -> s.get("Sid") instanceof Json.Text text ? Stream.of(text.value()) : Stream.empty())
                .filter(sid -> !sid.isEmpty())
                .toList();
        require(
                sids.stream().allMatch(sid -> sid.chars().allMatch(IdentityPolicy::isAlphanumeric)),
                "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*");
        require(Set.copyOf(sids).size() == sids.size(), "Statement IDs (SID) in a single policy must be unique.");
    }

    private void checkAction(String action) {
        if (action.equals("*")) {
            return;
        }
        int colon = action.indexOf(':');
        require(colon >= 0, "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.");
        require(action.indexOf(':', colon + 1) < 0, "Actions/Condition can contain only one colon.");
        String vendor = action.substring(0, colon);
        require(isVendor(vendor), "Vendor " + vendor + " is not valid");
    }

    private static boolean isVendor(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> isAlphanumeric(c) || c == '.' || c == '-');
    }

    private static boolean isAlphanumeric(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private void require(boolean holds, String problem) {
        if (!holds) {
            throw malformed.because(problem);
        }
    }
}
