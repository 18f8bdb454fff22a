// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.policy;

import static dev.lanyard.aws.policy.Policies.APP;
import static dev.lanyard.aws.policy.Policies.BOB;
import static dev.lanyard.aws.policy.Policies.allow;
import static dev.lanyard.aws.policy.Policies.allows;
import static dev.lanyard.aws.policy.Policies.deny;
import static dev.lanyard.aws.policy.Policies.named;
import static dev.lanyard.aws.policy.Policies.policy;
import static dev.lanyard.aws.policy.Policies.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.lanyard.aws.json.Json.Position;
import dev.lanyard.aws.policy.Decision.Allowed;
import dev.lanyard.aws.policy.Decision.ExplicitDeny;
import dev.lanyard.aws.policy.Decision.ImplicitDeny;
import dev.lanyard.aws.policy.Explanation.MatchedStatement;
import dev.lanyard.aws.text.Work;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyEngineTest {
    private static final NamedPolicy READ = named("read", allow("iam:Get*"));
    private static final NamedPolicy ALL = named("all", allow("*"));
    private static final NamedPolicy NO_GET = named("no-get", deny("iam:get*"), allow("*"));

    private static Decision decide(PolicySets sets) {
        Request request = request("iam:GetRole");
        Decision decision = PolicyEngine.evaluate(request, sets);
        assertThat(PolicyEngine.explain(request, sets, new Work(1_000_000)).decision())
                .isEqualTo(decision);
        return decision;
    }

    private static PolicySets identity(NamedPolicy... policies) {
        return PolicySets.identity(List.of(policies));
    }

    @Test
    void everySetThatIsThereMustAllow() {
        NamedPolicy put = named("put", allow("iam:Put*"));
        assertThat(decide(identity(READ))).isEqualTo(new Allowed());
        assertThat(decide(PolicySets.NONE)).isEqualTo(new ImplicitDeny(PolicyType.IDENTITY));
        assertThat(decide(identity(put, READ))).isEqualTo(new Allowed());
        assertThat(decide(identity(READ).boundary(ALL))).isEqualTo(new Allowed());
        assertThat(decide(identity(READ).boundary(put))).isEqualTo(new ImplicitDeny(PolicyType.PERMISSIONS_BOUNDARY));
        assertThat(decide(identity(put).boundary(put).session(List.of(put))))
                .isEqualTo(new ImplicitDeny(PolicyType.IDENTITY));
        assertThat(decide(identity(READ).session(List.of(put)))).isEqualTo(new ImplicitDeny(PolicyType.SESSION));
        assertThat(decide(identity(READ).session(List.of()))).isEqualTo(new ImplicitDeny(PolicyType.SESSION));
        assertThat(decide(identity(READ).session(List.of(put, ALL)))).isEqualTo(new Allowed());
        assertThat(decide(identity(ALL).boundary(put).session(List.of(put))))
                .isEqualTo(new ImplicitDeny(PolicyType.PERMISSIONS_BOUNDARY));
    }

    @Test
    void aDenyAnywhereWinsAndTheFirstSetIsBlamed() {
        assertThat(decide(identity(ALL, NO_GET))).isEqualTo(new ExplicitDeny(PolicyType.IDENTITY));
        assertThat(decide(identity(ALL).boundary(NO_GET))).isEqualTo(new ExplicitDeny(PolicyType.PERMISSIONS_BOUNDARY));
        assertThat(decide(PolicySets.NONE.session(List.of(ALL, NO_GET))))
                .isEqualTo(new ExplicitDeny(PolicyType.SESSION));
        assertThat(decide(identity(NO_GET).boundary(NO_GET).session(List.of(NO_GET))))
                .isEqualTo(new ExplicitDeny(PolicyType.IDENTITY));
        NamedPolicy shut = named("shut", "{'Effect':'Deny','Principal':'*','Action':'*','Resource':'*'}");
        assertThat(decide(identity(ALL).resource(shut))).isEqualTo(new ExplicitDeny(PolicyType.RESOURCE));
        assertThat(decide(identity(ALL).trust(shut))).isEqualTo(new ExplicitDeny(PolicyType.ROLE_TRUST));
    }

    @Test
    void theRootOfAnAccountNeedsNoPolicyAndHasNoBoundary() {
        Principal root = Principal.root(Policies.ACCOUNT, "arn:aws:iam::111122223333:root");
        Request request = new Request(root, "iam:GetRole", "*", new Context());
        assertThat(PolicyEngine.evaluate(request, identity(NO_GET).boundary(NO_GET)))
                .isEqualTo(new Allowed());
        assertThat(PolicyEngine.evaluate(request, PolicySets.NONE.session(List.of(NO_GET))))
                .isEqualTo(new ExplicitDeny(PolicyType.SESSION));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            iam:GetRole     | iam:GetRole | true
            iam:GetRole     | IAM:getrole | true
            IAM:gETrole     | iam:GetRole | true
            iam:GetRole     | iam:GetRoles | false
            iam:Get*        | iam:GetRole | true
            i?m:GetRole     | iam:GetRole | true
            *               | iam:GetRole | true
            *:GetRole       | iam:GetRole | true
            i*Role          | iam:GetRole | true
            sts:*           | iam:GetRole | false
            iam:*           | iamx:GetRole | false
            """)
    void actionsMatchInAnyCaseAndNotActionsAreTheRest(String pattern, String action, boolean expected) {
        assertThat(allows(policy(allow(pattern)), action, "*", new Context())).isEqualTo(expected);
        CompiledPolicy not = policy(allow(pattern).replace("Action", "NotAction"));
        assertThat(allows(not, action, "*", new Context())).isNotEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            *                        | *                                   | true
            *                        | arn:aws:ec2:eu-west-1:1:instance/i  | true
            arn:aws:ec2              | arn:aws:ec2:eu-west-1:1:instance/i  | true
            arn:aws:ec2              | arn:aws:ec2x:eu-west-1:1:instance/i | false
            arn:aws:ec2:eu-west-1    | arn:aws:ec2:eu-west-1:1:instance/i  | true
            arn:aws:ec2:eu-west-1    | arn:aws:ec2:eu-west-2:1:instance/i  | false
            arn:aws:ec2:*:*:inst*    | arn:aws:ec2:eu-west-1:1:instance/i  | true
            arn:aws:ec2:*instance/i  | arn:aws:ec2:eu-west-1:1:instance/i  | false
            arn:aws:iam::1:role/*    | arn:aws:iam::1:role/a/b             | true
            arn:aws:iam::1:role/?    | arn:aws:iam::1:role/ab              | false
            arn:aws:iam::1:ROLE/a    | arn:aws:iam::1:role/a               | false
            arn:aws:iam::1:role/*    | *                                   | false
            """)
    void resourcesMatchAsTextAndNotResourcesAreTheRest(String pattern, String resource, boolean expected) {
        assertThat(allows(policy(allow("*", pattern)), "a:b", resource, new Context()))
                .isEqualTo(expected);
        CompiledPolicy not = policy(allow("*", pattern).replace("Resource", "NotResource"));
        assertThat(allows(not, "a:b", resource, new Context())).isNotEqualTo(expected);
    }

    @Test
    void anExplanationNamesEveryStatementThatMatchedAndItsPlace() {
        NamedPolicy sids = named(
                "sids",
                "{'Sid':'one',%s".formatted(allow("iam:*").substring(1)),
                "{'Sid':'two',%s".formatted(allow("sts:*").substring(1)),
                "{'Sid':'three',%s".formatted(deny("*").substring(1)));
        Explanation explanation = PolicyEngine.explain(
                request("iam:GetRole"), identity(READ, sids).boundary(ALL), new Work(1_000_000));
        assertThat(explanation.decision()).isEqualTo(new ExplicitDeny(PolicyType.IDENTITY));
        assertThat(explanation.matched())
                .extracting(MatchedStatement::policy, m -> m.statement().sid().orElse(""), MatchedStatement::type)
                .containsExactly(
                        tuple("read", "", PolicyType.IDENTITY),
                        tuple("sids", "one", PolicyType.IDENTITY),
                        tuple("sids", "three", PolicyType.IDENTITY),
                        tuple("all", "", PolicyType.PERMISSIONS_BOUNDARY));
        assertThat(explanation.allowedByBoundary()).contains(true);
        assertThat(explanation.matched().getFirst().statement().start()).isEqualTo(new Position(1, 39));
    }

    @Test
    void anExplanationNamesTheKeysThatWereAskedForInVain() {
        NamedPolicy wants = named(
                "wants",
                """
                {'Effect':'Allow','Action':'iam:*','Resource':'*','Condition':{
                  'StringEquals':{'aws:Absent':'a','aws:There':'${aws:Variable}'},'Null':{'aws:Never':'false'}}}""",
                "{'Effect':'Allow','Action':'sts:*','Resource':'*','Condition':{'Bool':{'aws:NotAsked':'true'}}}");
        Request request = new Request(BOB, "iam:GetRole", "*", new Context().put("aws:there", "x"));
        Explanation explanation = PolicyEngine.explain(request, identity(wants), new Work(1_000_000));
        assertThat(explanation.missingContextKeys()).containsExactly("aws:Absent", "aws:Never", "aws:Variable");
        assertThat(explanation.matched()).isEmpty();
        assertThat(explanation.allowedByBoundary()).isEmpty();
    }

    private static final String ROOT_ARN = "arn:aws:iam::111122223333:root";

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            'AWS':'*'                                  | DIRECT      | VIA_ROLE    | DIRECT
            'AWS':'111122223333'                       | VIA_ACCOUNT | VIA_ACCOUNT | NONE
            'AWS':'arn:aws:iam::111122223333:root'     | VIA_ACCOUNT | VIA_ACCOUNT | NONE
            'AWS':'999999999999'                       | NONE        | NONE        | NONE
            'AWS':'arn:aws:iam::111122223333:user/bob' | DIRECT      | NONE        | NONE
            'AWS':'AIDABOB'                            | DIRECT      | NONE        | NONE
            'AWS':['111122223333','AIDABOB']           | DIRECT      | VIA_ACCOUNT | NONE
            'AWS':'arn:aws:iam::111122223333:role/app' | NONE        | VIA_ROLE    | NONE
            'AWS':['AROAAPP','111122223333']           | VIA_ACCOUNT | VIA_ROLE    | NONE
            'AWS':'arn:aws:sts::111122223333:assumed-role/app/i-1' | NONE | DIRECT  | NONE
            'AWS':'arn:aws:iam::111122223333:role/*'   | NONE        | NONE        | NONE
            'Service':'ec2.amazonaws.com'              | NONE        | NONE        | DIRECT
            'Service':'lambda.amazonaws.com'           | NONE        | NONE        | NONE
            'Federated':'ec2.amazonaws.com'            | NONE        | NONE        | NONE
            """)
    void aTrustPolicyGrantsByTheNameItUses(String principal, Grant toBob, Grant toApp, Grant toEc2) {
        CompiledPolicy trust = policy("{'Effect':'Allow','Action':'sts:AssumeRole','Principal':{" + principal + "}}");
        assertThat(grant(trust, BOB)).isEqualTo(toBob);
        assertThat(grant(trust, APP)).isEqualTo(toApp);
        assertThat(grant(trust, Principal.service("ec2.amazonaws.com"))).isEqualTo(toEc2);
    }

    private static Grant grant(CompiledPolicy trust, Principal caller) {
        return PolicyEngine.trust(new Request(caller, "sts:AssumeRole", Policies.ROLE, new Context()), trust);
    }

    @Test
    void aTrustPolicyDeniesWhomNotPrincipalDoesNotWhollyList() {
        String allow = "{'Effect':'Allow','Action':'sts:*','Principal':{'AWS':'*'}}";
        CompiledPolicy bob = policy(allow, notPrincipal("'AIDABOB','111122223333'"));
        assertThat(grant(bob, BOB)).isEqualTo(Grant.DIRECT);
        assertThat(grant(bob, APP)).isEqualTo(Grant.DENIED);
        assertThat(grant(policy(allow, notPrincipal("'AIDABOB'")), BOB)).isEqualTo(Grant.DENIED);
        String app = "'" + Policies.ROLE + "','" + Policies.SESSION + "'";
        assertThat(grant(policy(allow, notPrincipal(app + ",'" + ROOT_ARN + "'")), APP))
                .isEqualTo(Grant.VIA_ROLE);
        assertThat(grant(policy(allow, notPrincipal(app)), APP)).isEqualTo(Grant.DENIED);
        assertThat(grant(bob, Principal.service("ec2.amazonaws.com"))).isEqualTo(Grant.DENIED);
    }

    private static String notPrincipal(String names) {
        return "{'Effect':'Deny','Action':'sts:*','NotPrincipal':{'AWS':[" + names + "]}}";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # trusted                 | caller | identity | boundary | session | decision
            arn:aws:iam::111122223333:user/bob | bob | no  | no  | -  | allowed
            111122223333              | bob    | no       | -        | -       | IDENTITY
            111122223333              | bob    | yes      | -        | -       | allowed
            111122223333              | bob    | yes      | no       | -       | PERMISSIONS_BOUNDARY
            111122223333              | app    | yes      | yes      | no      | SESSION
            arn:aws:iam::111122223333:role/app | app | no  | -   | -  | allowed
            arn:aws:iam::111122223333:role/app | app | no  | no  | -  | PERMISSIONS_BOUNDARY
            arn:aws:iam::111122223333:role/app | app | no  | yes | no | SESSION
            arn:aws:sts::111122223333:assumed-role/app/i-1 | app | no | no | no | allowed
            999999999999              | bob    | yes      | -        | -       | ROLE_TRUST
            *                         | bob    | no       | no       | -       | allowed
            *                         | app    | no       | no       | -       | PERMISSIONS_BOUNDARY
            """)
    void withinAnAccountANameInTheTrustPolicyStandsInForIdentityPolicies(
            String trusted, String caller, String identity, String boundary, String session, String decision) {
        assertThat(assume(Policies.ROLE, trusted, caller, List.of(identity, boundary, session)))
                .isEqualTo(expected(decision));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            arn:aws:iam::111122223333:user/bob | bob | no  | -   | -  | IDENTITY
            arn:aws:iam::111122223333:user/bob | bob | yes | -   | -  | allowed
            arn:aws:iam::111122223333:user/bob | bob | yes | no  | -  | PERMISSIONS_BOUNDARY
            111122223333                       | app | yes | -   | no | SESSION
            111122223333                       | app | yes | yes | -  | allowed
            222233334444                       | app | yes | yes | -  | ROLE_TRUST
            """)
    void acrossAccountsBothSidesMustAllow(
            String trusted, String caller, String identity, String boundary, String session, String decision) {
        String role = "arn:aws:iam::222233334444:role/target";
        assertThat(assume(role, trusted, caller, List.of(identity, boundary, session)))
                .isEqualTo(expected(decision));
    }

    private static Decision expected(String word) {
        return word.equals("allowed") ? new Allowed() : new ImplicitDeny(PolicyType.valueOf(word));
    }

    /// @param words of the identity policies, the boundary and the session policy: `yes`, `no` or `-` for none
    private static Decision assume(String role, String trusted, String caller, List<String> words) {
        NamedPolicy yes = named("yes", allow("sts:AssumeRole"));
        NamedPolicy no = named("no", allow("s3:*"));
        PolicySets sets = identity(words.get(0).equals("yes") ? yes : no)
                .trust(named(
                        "trust", "{'Effect':'Allow','Action':'sts:AssumeRole','Principal':{'AWS':'" + trusted + "'}}"));
        if (!words.get(1).equals("-")) {
            sets = sets.boundary(words.get(1).equals("yes") ? yes : no);
        }
        if (!words.get(2).equals("-")) {
            sets = sets.session(List.of(words.get(2).equals("yes") ? yes : no));
        }
        Request request = new Request(caller.equals("bob") ? BOB : APP, "sts:AssumeRole", role, new Context());
        assertThat(PolicyEngine.explain(request, sets, new Work(1_000_000)).decision())
                .isEqualTo(PolicyEngine.evaluate(request, sets));
        return PolicyEngine.evaluate(request, sets);
    }

    @Test
    void callersWithoutAnAccountNeedTheTrustPolicyAlone() {
        PolicySets sets = PolicySets.NONE.trust(named("trust", """
                {'Effect':'Allow','Action':'sts:AssumeRoleWithWebIdentity','Principal':{'Federated':'accounts.google.com'},
                 'Condition':{'StringEquals':{'accounts.google.com:sub':'7'}}}"""));
        Principal google = Principal.identityProvider("accounts.google.com");
        Context seven = new Context().put("accounts.google.com:sub", "7");
        String action = "sts:AssumeRoleWithWebIdentity";
        assertThat(PolicyEngine.evaluate(new Request(google, action, Policies.ROLE, seven), sets))
                .isEqualTo(new Allowed());
        assertThat(PolicyEngine.evaluate(new Request(google, action, Policies.ROLE, new Context()), sets))
                .isEqualTo(new ImplicitDeny(PolicyType.ROLE_TRUST));
        assertThat(PolicyEngine.evaluate(new Request(Principal.anonymous(), action, Policies.ROLE, seven), sets))
                .isEqualTo(new ImplicitDeny(PolicyType.ROLE_TRUST));
    }

    @Test
    void aPolicyOfAResourceOpensItBesideIdentityPolicies() {
        NamedPolicy bucket =
                named("bucket", "{'Effect':'Allow','Principal':{'AWS':'AIDABOB'},'Action':'s3:Get*','Resource':'*'}");
        Request get = new Request(BOB, "s3:GetObject", "arn:aws:s3:::b/x", new Context());
        Request put = new Request(BOB, "s3:PutObject", "arn:aws:s3:::b/x", new Context());
        assertThat(PolicyEngine.evaluate(get, PolicySets.NONE.resource(bucket))).isEqualTo(new Allowed());
        assertThat(PolicyEngine.evaluate(put, PolicySets.NONE.resource(bucket)))
                .isEqualTo(new ImplicitDeny(PolicyType.IDENTITY));
        assertThat(PolicyEngine.evaluate(put, identity(ALL).resource(bucket))).isEqualTo(new Allowed());
        Request abroad =
                new Request(BOB, "s3:PutObject", "arn:aws:s3:eu-west-1:222233334444:accesspoint/x", new Context());
        assertThat(PolicyEngine.evaluate(abroad, identity(ALL).resource(bucket)))
                .isEqualTo(new ImplicitDeny(PolicyType.RESOURCE));
    }
}
