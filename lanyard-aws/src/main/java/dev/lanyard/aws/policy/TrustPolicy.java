// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.policy;

import dev.lanyard.aws.arn.AccountId;
import dev.lanyard.aws.arn.Arn;
import dev.lanyard.aws.fault.FaultCode;
import dev.lanyard.aws.json.Json;
import dev.lanyard.aws.policy.PolicyDocument.NamedPrincipal;
import dev.lanyard.aws.policy.PolicyDocument.Statement;
import dev.lanyard.aws.text.Ascii;
import dev.lanyard.aws.text.Glob;
import dev.lanyard.aws.text.Work;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// The rules that CreateRole and UpdateAssumeRolePolicy hold a trust policy to. IAM reads it with another parser than
/// identity policies: it first takes the fields of every statement, then judges what they say.
public final class TrustPolicy {
    private static final Set<String> DOCUMENT_FIELDS = Set.of("Version", "Id", "Statement");
    private static final Set<String> STATEMENT_FIELDS =
            Set.of("Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "NotResource", "Condition");
    private static final Set<String> PRINCIPAL_TYPES = Set.of("AWS", "Service", "Federated", "CanonicalUser");
    private static final List<String> ACTIONS = List.of(
            "sts:assumerole",
            "sts:assumerolewithsaml",
            "sts:assumerolewithwebidentity",
            "sts:tagsession",
            "sts:setsourceidentity",
            "sts:setcontext");
    private static final String SYNTAX = "Syntax error in policy.";

    private final FaultCode malformed;

    private TrustPolicy(FaultCode malformed) {
        this.malformed = malformed;
    }

    /// Reads a trust policy or throws the fault that says what is wrong with it. The caller checks the
    /// [size][#sizeWithoutWhitespace(String)], and that
    /// the [principals][PolicyDocument#principals()] exist.
    public static PolicyDocument validate(String text, FaultCode malformed) {
        return new TrustPolicy(malformed).read(text);
    }

    /// The size that the quota of a trust policy counts: every character but white space outside strings.
    public static int sizeWithoutWhitespace(String text) {
        return PolicyShape.sizeWithoutWhitespace(text);
    }

    /// What IAM says of a principal that does not exist.
    public static String invalidPrincipal(NamedPrincipal principal) {
        return "Invalid principal in policy: \"" + Ascii.upper(principal.type()) + "\":\"" + principal.value() + '"';
    }

    /// The document with other principal values and not one other character changed: IAM stores principals by their
    /// unique ids and shows them as ARNs. `rewrite` answers the new value.
    public static String withPrincipals(String text, Function<NamedPrincipal, String> rewrite) {
        Json.Obj document = Json.parseObject(text)
                .orElseThrow(() -> new IllegalArgumentException("Not a policy document: " + text));
        StringBuilder out = new StringBuilder(text.length() + 64);
        int copied = 0;
        for (Map.Entry<Json.Text, String> entry : principals(document).entrySet()) {
            Json.Text old = entry.getKey();
            String value = rewrite.apply(new NamedPrincipal(entry.getValue(), old.value()));
            if (!value.equals(old.value())) {
                out.append(text, copied, old.from()).append(Json.quote(value));
                copied = old.to();
            }
        }
        return out.append(text, copied, text.length()).toString();
    }

    /// The values of all principals with their types, in the order of the text.
    private static Map<Json.Text, String> principals(Json.Obj document) {
        Map<Json.Text, String> found = new LinkedHashMap<>();
        for (Json statement : PolicyDocument.items(document.members().get("Statement"))) {
            if (statement instanceof Json.Obj object && eitherPrincipal(object.members()) instanceof Json.Obj types) {
                types.members()
                        .forEach((type, values) -> PolicyDocument.items(values).stream()
                                .filter(Json.Text.class::isInstance)
                                .forEach(value -> found.put((Json.Text) value, type)));
            }
        }
        return found;
    }

    private static Json eitherPrincipal(Map<String, Json> statement) {
        Json principal = statement.get("Principal");
        return principal != null ? principal : statement.get("NotPrincipal");
    }

    private PolicyDocument read(String text) {
        Json json = Json.parse(text).orElseThrow(() -> malformed.because("This policy contains invalid Json"));
        if (!(json instanceof Json.Obj object)) {
            throw malformed.because("This policy contains invalid Json");
        }
        Map<String, Json> members = object.members();
        require(DOCUMENT_FIELDS.containsAll(members.keySet()), SYNTAX);
        require(PolicyShape.isTextOrAbsent(members.get("Id")), SYNTAX);
        require(isVersion(members.get("Version")), "The policy must contain a valid version string");
        List<Json> statements = PolicyDocument.items(members.get("Statement"));
        require(!statements.isEmpty(), "Could not parse the policy: Statement is empty!");
        statements.forEach(this::checkFields);
        PolicyDocument document = PolicyDocument.of(json).orElseThrow(() -> malformed.because(SYNTAX));
        checkMeaning(document, statements);
        return document;
    }

    private static boolean isVersion(Json version) {
        return version == null
                || (version instanceof Json.Text text
                        && (text.value().equals(PolicyDocument.VERSION_2012)
                                || text.value().equals(PolicyDocument.VERSION_2008)));
    }

    private void checkFields(Json json) {
        if (!(json instanceof Json.Obj statement)) {
            throw malformed.because(SYNTAX);
        }
        Map<String, Json> members = statement.members();
        require(!members.containsKey("Resource"), "Has prohibited field Resource");
        require(STATEMENT_FIELDS.containsAll(members.keySet()), SYNTAX);
        require(PolicyShape.isTextOrAbsent(members.get("Sid")), SYNTAX);
        checkEffect(members.get("Effect"));
        checkPrincipals(members);
        Json condition = members.get("Condition");
        require(condition == null || PolicyShape.isCondition(condition), SYNTAX);
        checkActions(members.get("Action"), members.get("NotAction"));
    }

    private void checkEffect(Json effect) {
        require(effect != null, "Missing required field Effect");
        if (!(effect instanceof Json.Text text)) {
            throw malformed.because(SYNTAX);
        }
        String value = text.value();
        require(value.equals("Allow") || value.equals("Deny"), "Invalid effect: " + value);
    }

    private void checkPrincipals(Map<String, Json> members) {
        Json not = members.get("NotPrincipal");
        boolean allows = members.get("Effect") instanceof Json.Text effect
                && effect.value().equals("Allow");
        require(not == null || !allows, "Allow with NotPrincipal is not allowed.");
        require(not == null || !members.containsKey("Principal"), SYNTAX);
        Json given = eitherPrincipal(members);
        require(given != null, "Missing required field Principal");
        switch (given) {
            case Json.Text text ->
                throw malformed.because("AssumeRolepolicy contained an invalid principal: "
                        + (text.value().equals("*") ? "\"STAR\":\"*\"." : '"' + text.value() + "\"."));
            case Json.Obj types -> {
                require(!types.members().isEmpty(), "Missing required field Principal cannot be empty!");
                types.members().forEach((type, values) -> {
                    require(PRINCIPAL_TYPES.contains(type), "Invalid principal in policy: \"" + type + '"');
                    List<String> names = Json.strings(values).orElseThrow(() -> malformed.because(SYNTAX));
                    require(!names.isEmpty(), "Missing required field Principal cannot be empty!");
                });
            }
            default -> throw malformed.because(SYNTAX);
        }
    }

    private void checkActions(Json action, Json notAction) {
        require(action == null || notAction == null, SYNTAX);
        Json given = action != null ? action : notAction;
        require(given != null, "Missing required field Action");
        List<String> names = Json.strings(given).orElseThrow(() -> malformed.because(SYNTAX));
        require(!names.isEmpty(), "Missing required field Action");
    }

    private void checkMeaning(PolicyDocument document, List<Json> statements) {
        Set<String> sids = new HashSet<>();
        for (Statement statement : document.statements()) {
            require(
                    statement.actions().values().stream().allMatch(TrustPolicy::assumesRoles),
                    "AssumeRole policy may only specify STS AssumeRole actions.");
        }
        for (Json statement : statements) {
            boolean names =
                    statement instanceof Json.Obj object && object.members().containsKey("NotResource");
            require(!names, "AssumeRole policy must not contain resources.");
        }
        for (Statement statement : document.statements()) {
            String sid = statement.sid().orElse("");
            require(sid.isEmpty() || sids.add(sid), "The Statement Ids in the policy are not unique");
        }
        for (NamedPrincipal principal : document.principals()) {
            require(isWellFormed(principal), invalidPrincipal(principal));
        }
    }

    /// Whether an action pattern can only mean actions that a trust policy is about.
    private static boolean assumesRoles(String pattern) {
        String lower = Ascii.lower(pattern);
        Glob glob = Glob.of(lower);
        // The actions are short, and so is what it takes to match one.
        Work work = new Work(Long.MAX_VALUE);
        return lower.startsWith("sts:") && ACTIONS.stream().anyMatch(action -> glob.matches(action, work));
    }

    private static boolean isWellFormed(NamedPrincipal principal) {
        String value = principal.value();
        return switch (principal.type()) {
            case "AWS" -> value.equals("*") || AccountId.isValid(value) || isUniqueId(value) || isPrincipalArn(value);
            case "Service" -> isServiceName(value);
            default -> !value.isEmpty() && value.indexOf('*') < 0;
        };
    }

    /// Any `name[.region].amazonaws.com[.cn]`, for nobody can know all of AWS's services.
    private static boolean isServiceName(String value) {
        String name = value.endsWith(".cn") ? value.substring(0, value.length() - 3) : value;
        return name.endsWith(".amazonaws.com")
                && name.length() > ".amazonaws.com".length()
                && name.chars().allMatch(c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.');
    }

    private static boolean isUniqueId(String value) {
        return value.length() >= 16
                && value.length() <= 128
                && (value.startsWith("AIDA") || value.startsWith("AROA"))
                && value.chars().allMatch(c -> (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'));
    }

    private static boolean isPrincipalArn(String value) {
        return value.indexOf('*') < 0
                && Arn.parse(value)
                        .filter(arn -> AccountId.isValid(arn.account())
                                && arn.region().isEmpty()
                                && isPrincipalPath(arn.service(), arn.resource()))
                        .isPresent();
    }

    private static boolean isPrincipalPath(String service, String resource) {
        return switch (service) {
            case "iam" -> resource.equals("root") || resource.startsWith("user/") || resource.startsWith("role/");
            case "sts" -> resource.startsWith("assumed-role/") || resource.startsWith("federated-user/");
            default -> false;
        };
    }

    private void require(boolean holds, String problem) {
        if (!holds) {
            throw malformed.because(problem);
        }
    }
}
