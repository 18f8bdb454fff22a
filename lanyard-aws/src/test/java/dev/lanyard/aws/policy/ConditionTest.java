// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.policy;

import static dev.lanyard.aws.policy.Policies.allow;
import static dev.lanyard.aws.policy.Policies.allows;
import static dev.lanyard.aws.policy.Policies.document;
import static dev.lanyard.aws.policy.Policies.json;
import static dev.lanyard.aws.policy.Policies.list;
import static dev.lanyard.aws.policy.Policies.policy;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ConditionTest {
    private static final String ACTION = "s3:GetObject";

    private static boolean holds(String operator, String policyValues, String requestValues) {
        String statement = allow(ACTION)
                .replace("}", ",'Condition':{'%s':{'k:Key':%s}}}".formatted(operator, json(list(policyValues))));
        Context context = new Context();
        if (requestValues != null) {
            context.put("K:kEY", list(requestValues));
        }
        return allows(policy(statement), ACTION, "*", context);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            StringEquals              | a b                 | b                   | true
            StringEquals              | a b                 | B                   | false
            StringEquals              | a*                  | ab                  | false
            StringEquals              | a*                  | a*                  | true
            StringNotEquals           | a b                 | b                   | false
            StringNotEquals           | a b                 | c                   | true
            StringEqualsIgnoreCase    | Ab                  | aB                  | true
            StringEqualsIgnoreCase    | Ab                  | aC                  | false
            StringNotEqualsIgnoreCase | Ab                  | aB                  | false
            StringNotEqualsIgnoreCase | Ab                  | aC                  | true
            StringLike                | a*c?                | abbcd               | true
            StringLike                | a*c?                | abbc                | false
            StringLike                | A*                  | abc                 | false
            StringLike                | -                   | -                   | true
            StringNotLike             | a* b*               | bc                  | false
            StringNotLike             | a* b*               | cb                  | true
            NumericEquals             | 10                  | 10.0                | true
            NumericEquals             | 1e1                 | 10                  | true
            NumericEquals             | 10                  | ten                 | false
            NumericEquals             | ten                 | 10                  | false
            NumericNotEquals          | 10 11               | 11                  | false
            NumericNotEquals          | 10 11               | 12                  | true
            NumericLessThan           | 2.0                 | 1.0                 | true
            NumericLessThan           | 2.0                 | 2                   | false
            NumericLessThanEquals     | 2.0                 | 2                   | true
            NumericLessThanEquals     | 2.0                 | 2.01                | false
            NumericGreaterThan        | -5                  | -4                  | true
            NumericGreaterThan        | -5                  | -5                  | false
            NumericGreaterThanEquals  | 5                   | 5                   | true
            NumericGreaterThanEquals  | 5                   | 4                   | false
            DateEquals                | 2020-01-01T00:00:00Z | 1577836800         | true
            DateEquals                | 2020-01-01T00:00:00Z | 1577836800001      | false
            DateNotEquals             | 2020-01-01          | 1577836800000       | false
            DateNotEquals             | 2020-01-01          | 2020-01-02          | true
            DateLessThan              | 2020-01-01T01:00:00+01:00 | 2019-12-31T23:59:59Z | true
            DateLessThan              | 2020-01-01          | 2020-01-01          | false
            DateLessThanEquals        | 2020-01-01          | 2020-01-01          | true
            DateGreaterThan           | 2020-01-01          | 2020-01-01T00:00:00.001Z | true
            DateGreaterThan           | 2020-01-01          | soon                | false
            DateGreaterThanEquals     | 2020-01-01          | 2020-01-01          | true
            DateGreaterThanEquals     | 2020-01-01          | 2019                | false
            Bool                      | true                | TRUE                | true
            Bool                      | true                | false               | false
            Bool                      | False               | false               | true
            Bool                      | yes                 | yes                 | false
            BinaryEquals              | QmluYXJ5            | QmluYXJ5            | true
            BinaryEquals              | QQ==                | QQ                  | true
            BinaryEquals              | QQ==                | Qg==                | false
            BinaryEquals              | Q                   | Q                   | false
            IpAddress                 | 10.0.0.0/8          | 10.255.0.1          | true
            IpAddress                 | 10.0.0.0/8          | 11.0.0.1            | false
            IpAddress                 | 192.0.2.129/25      | 192.0.2.200         | true
            IpAddress                 | 192.0.2.129/25      | 192.0.2.100         | false
            IpAddress                 | 192.0.2.1           | 192.0.2.1           | true
            IpAddress                 | 192.0.2.1           | 192.0.2.2           | false
            IpAddress                 | 0.0.0.0/0           | 8.8.8.8             | true
            IpAddress                 | 0.0.0.0/0           | 2001:db8::1         | false
            IpAddress                 | 2001:db8::/33       | 2001:db8:7fff::1    | true
            IpAddress                 | 2001:db8::/33       | 2001:db8:8000::1    | false
            IpAddress                 | ::1                 | 0:0:0:0:0:0:0:1     | true
            IpAddress                 | 10.0.0.0/33         | 10.0.0.0            | false
            IpAddress                 | 10.1                | 10.0.0.1            | false
            IpAddress                 | 10.0.0.1            | localhost           | false
            NotIpAddress              | 10.0.0.0/8 11.0.0.0/8 | 11.0.0.1          | false
            NotIpAddress              | 10.0.0.0/8 11.0.0.0/8 | 12.0.0.1          | true
            ArnEquals                 | arn:aws:sns:*:111122223333:t* | arn:aws:sns:eu-west-1:111122223333:t:sub | true
            ArnLike                   | arn:aws:sns:*:111122223333:t? | arn:aws:sns:eu-west-1:111122223333:t12 | false
            ArnLike                   | arn:aws:*:123       | arn:aws:sns:123:1:x | true
            ArnLike                   | arn:*:x             | arn:aws:sns:eu:1:x  | false
            ArnLike                   | arn:aws:iam::1:Role/a | arn:aws:iam::1:role/a | false
            ArnLike                   | *                   | arn:aws:iam::1:role/a | true
            ArnLike                   | *                   | role/a              | false
            ArnNotEquals              | arn:aws:iam::1:*    | arn:aws:iam::1:role/a | false
            ArnNotLike                | arn:aws:iam::1:*    | arn:aws:iam::2:role/a | true
            Null                      | true                | x                   | false
            Null                      | false               | x                   | true
            Null                      | true false          | x                   | true
            Null                      | TRUE                | []                  | true
            Null                      | false               | []                  | false
            StringEquals              | []                  | a                   | false
            StringNotEquals           | []                  | a                   | true
            """)
    void operatorsCompareOneValue(String operator, String policyValues, String requestValues, boolean expected) {
        assertThat(holds(operator, policyValues, requestValues)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            StringEquals                        | a b | b c   | true
            StringEquals                        | a b | c d   | false
            StringNotEquals                     | a b | a c   | true
            StringNotEquals                     | a b | a b   | false
            ForAnyValue:StringEquals            | a b | b c   | true
            ForAnyValue:StringEquals            | a b | c d   | false
            ForAnyValue:StringNotEquals         | a b | a c   | true
            ForAnyValue:StringNotEquals         | a b | b a   | false
            ForAllValues:StringEquals           | a b | b a b | true
            ForAllValues:StringEquals           | a b | a c   | false
            ForAllValues:StringNotEquals        | a b | c d   | true
            ForAllValues:StringNotEquals        | a b | c a   | false
            ForAllValues:StringLikeIfExists     | a*  | ab ac | true
            ForAllValues:StringLikeIfExists     | a*  | ab b  | false
            ForAnyValue:StringEqualsIfExists    | a   | b     | false
            ForAnyValue:NumericLessThan         | 5   | 9 4   | true
            ForAllValues:ArnLike                | arn:aws:iam::1:* | arn:aws:iam::1:x arn:aws:iam::2:x | false
            ForAllValues:StringEquals           | []  | a     | false
            """)
    void quantifiersCountManyValues(String operator, String policyValues, String requestValues, boolean expected) {
        assertThat(holds(operator, policyValues, requestValues)).isEqualTo(expected);
    }

    @ParameterizedTest
    @EnumSource(
            value = ConditionOperator.Test.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NULL"})
    void absentAndEmptyKeysAreJudgedByTheOperatorAlone(ConditionOperator.Test test) {
        String name = test.wireName;
        for (String absent : new String[] {null, "[]"}) {
            assertThat(holds(name, "1", absent)).as(name).isEqualTo(test.negated);
            assertThat(holds(name + "IfExists", "1", absent)).as(name).isTrue();
            assertThat(holds("ForAllValues:" + name, "1", absent)).as(name).isTrue();
            assertThat(holds("ForAnyValue:" + name, "1", absent)).as(name).isFalse();
            assertThat(holds("ForAnyValue:" + name + "IfExists", "1", absent))
                    .as(name)
                    .isTrue();
            assertThat(holds("ForAllValues:" + name + "IfExists", "1", absent))
                    .as(name)
                    .isTrue();
        }
    }

    @Test
    void nullSeesWhetherAKeyIsThere() {
        assertThat(holds("Null", "true", null)).isTrue();
        assertThat(holds("Null", "false", null)).isFalse();
        assertThat(holds("Null", "perhaps", null)).isFalse();
    }

    @Test
    void allOperatorsAndAllKeysOfOneMustHold() {
        CompiledPolicy policy = policy("""
                {'Effect':'Allow','Action':'*','Resource':'*','Condition':{
                 'StringEquals':{'a':'1','b':'2'},'Bool':{'c':true},'NumericLessThan':{'d':5},'NoSuch':{}}}""");
        Context full =
                new Context().put("a", "1").put("b", "2").put("c", "true").put("d", "4");
        assertThat(allows(policy, ACTION, "*", full)).isTrue();
        assertThat(allows(policy, ACTION, "*", full.put("B", "3"))).isFalse();
        assertThat(allows(policy, ACTION, "*", full.put("b", "2").put("c", "false")))
                .isFalse();
        assertThat(allows(policy, ACTION, "*", full.put("c", "true").put("d", "6")))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            arn:aws:s3:::b/${aws:username}/*       | arn:aws:s3:::b/bob/x      | true
            arn:aws:s3:::b/${aws:username}/*       | arn:aws:s3:::b/amy/x      | false
            arn:aws:s3:::b/${ AWS:UserName }/*     | arn:aws:s3:::b/bob/x      | true
            arn:aws:s3:::b/${wild}                 | arn:aws:s3:::b/*          | true
            arn:aws:s3:::b/${wild}                 | arn:aws:s3:::b/bob        | false
            arn:aws:s3:::b/${absent}               | arn:aws:s3:::b/           | false
            arn:aws:s3:::b/${absent}               | arn:aws:s3:::b/${absent}  | false
            arn:aws:s3:::b/${absent, 'team'}       | arn:aws:s3:::b/team       | true
            arn:aws:s3:::b/${absent, 't*'}         | arn:aws:s3:::b/team       | false
            arn:aws:s3:::b/${aws:username, 'team'} | arn:aws:s3:::b/bob        | true
            arn:aws:s3:::b/${many}                 | arn:aws:s3:::b/x          | false
            arn:aws:s3:::b/${*}${?}${$}            | arn:aws:s3:::b/*?$        | true
            arn:aws:s3:::b/${*}                    | arn:aws:s3:::b/x          | false
            arn:aws:s3:::b/${open                  | arn:aws:s3:::b/${open     | true
            arn:aws:iam::${account}:user           | arn:aws:iam::111122223333:user | true
            arn:aws:${service:name}                | arn:aws:ec2:eu-west-1:1:instance/i-1 | true
            """)
    void variablesInResourcesAreLiteralText(String pattern, String resource, boolean expected) {
        Context context = new Context()
                .put("aws:username", "bob")
                .put("wild", "*")
                .put("account", Policies.ACCOUNT)
                .put("service:name", "ec2")
                .put("many", List.of("x", "y"));
        CompiledPolicy policy = policy(allow("s3:*", pattern.replace("'", "\\u0027")));
        assertThat(allows(policy, ACTION, resource, context)).isEqualTo(expected);
    }

    @Test
    void variablesInConditionsAreReplacedInTextsAndArnsOnly() {
        Context context = new Context()
                .put("aws:username", "bo*b")
                .put("who", "bo*b")
                .put("arn", "arn:aws:iam::1:user/bo*b")
                .put("n", "5");
        assertThat(allowsWhen("'StringEquals':{'who':'${aws:username}'}", context))
                .isTrue();
        assertThat(allowsWhen("'StringEqualsIgnoreCase':{'who':'${aws:username}'}", context))
                .isTrue();
        assertThat(allowsWhen("'StringLike':{'who':'${aws:username}'}", context))
                .isTrue();
        assertThat(allowsWhen("'ArnLike':{'arn':'arn:aws:iam::*:user/${aws:username}'}", context))
                .isTrue();
        assertThat(allowsWhen("'ArnLike':{'arn':'${arn}'}", context)).isTrue();
        assertThat(allowsWhen("'NumericEquals':{'n':'${n}'}", context)).isFalse();
        Context other = new Context().put("aws:username", "bo*b").put("who", "boxb");
        assertThat(allowsWhen("'StringLike':{'who':'${aws:username}'}", other)).isFalse();
        assertThat(allowsWhen("'StringNotEquals':{'who':'${aws:username}'}", other))
                .isTrue();
    }

    @Test
    void aVariableWithoutValueNeverMakesANegationTrue() {
        Context context = new Context().put("who", "bob");
        assertThat(allowsWhen("'StringEquals':{'who':'${absent}'}", context)).isFalse();
        assertThat(allowsWhen("'StringNotEquals':{'who':'${absent}'}", context)).isFalse();
        assertThat(allowsWhen("'StringNotEquals':{'who':['amy','${absent}']}", context))
                .isFalse();
        assertThat(allowsWhen("'StringNotEquals':{'who':'amy'},'StringEquals':{'who':['${absent}','bob']}", context))
                .isTrue();
        CompiledPolicy policy = policy("{'Effect':'Allow','Action':'*','NotResource':'arn:aws:s3:::b/${absent}'}");
        assertThat(allows(policy, ACTION, "arn:aws:s3:::b/x", context)).isFalse();
        assertThat(allows(policy, ACTION, "arn:aws:s3:::c/x", context)).isTrue();
    }

    /// A key put twice, as two tags come to that differ in case.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'StringEquals':{'tag/stage':'dev'}                           | true | false
            'StringEquals':{'TAG/STAGE':['dev','prod']}                  | true | true
            'StringNotEquals':{'tag/stage':'prod'}                       | true | false
            'StringNotEquals':{'tag/stage':'test'}                       | true | true
            'StringEqualsIfExists':{'tag/stage':'dev'}                   | true | false
            'ForAllValues:StringEquals':{'tag/stage':'prod'}             | true | false
            'ForAnyValue:StringLike':{'tag/stage':'d*'}                  | true | false
            'Null':{'tag/stage':'true'}                                  | false | false
            'Null':{'tag/stage':'false'}                                 | true | true
            'StringEquals':{'who':'${tag/stage}'}                        | true | false
            'StringEquals':{'who':'${tag/stage, %bob%}'}                 | true | false
            'StringNotEquals':{'who':'${tag/stage}'}                     | true | false
            'StringEquals':{'who':['bob','${tag/stage}']}                | true | true
            'StringNotEquals':{'who':['bob','${tag/stage}']}             | false | false
            'StringEquals':{'tag/\u017ftage':'x'}                        | false | false
            """)
    void whatCanBeReadInTwoWaysCountsAgainstTheCaller(String conditions, boolean denies, boolean allows) {
        for (List<String> order : List.of(List.of("stage", "Stage"), List.of("Stage", "stage"))) {
            Context context = new Context()
                    .put("tag/" + order.getFirst(), "dev")
                    .put("tag/" + order.getLast(), "prod")
                    .put("who", "bob");
            String text = conditions.replace("%", "\\u0027");
            CompiledPolicy denying =
                    policy(allow("*"), "{'Effect':'Deny','Action':'*','Resource':'*','Condition':{" + text + "}}");
            assertThat(allows(denying, ACTION, "*", context)).isNotEqualTo(denies);
            assertThat(allowsWhen(text, context)).isEqualTo(allows);
        }
    }

    @ParameterizedTest
    @CsvSource({"Resource,false", "NotResource,false"})
    void resourcesNamedByWhatCanBeReadInTwoWaysCountAgainstTheCaller(String element, boolean allows) {
        Context context = new Context().put("tag/a", "x").put("tag/A", "y");
        String statement = "'Action':'*','" + element + "':'arn:aws:s3:::b/${tag/a}'}";
        assertThat(allows(policy("{'Effect':'Allow'," + statement), ACTION, "arn:aws:s3:::b/x", context))
                .isEqualTo(allows);
        assertThat(allows(policy(allow("*"), "{'Effect':'Deny'," + statement), ACTION, "arn:aws:s3:::b/x", context))
                .isFalse();
    }

    private static boolean allowsWhen(String conditions, Context context) {
        CompiledPolicy policy =
                policy("{'Effect':'Allow','Action':'*','Resource':'*','Condition':{" + conditions + "}}");
        return allows(policy, ACTION, "*", context);
    }

    @Test
    void theOldVersionTakesVariablesForPlainText() {
        PolicyDocument old = document(
                "2008-10-17", allow("s3:*", "arn:aws:s3:::b/${aws:username}"), allow("ec2:*", "${*}:*:*:*:*:*"));
        Context context = new Context().put("aws:username", "bob");
        assertThat(allows(CompiledPolicy.of(old), ACTION, "arn:aws:s3:::b/bob", context))
                .isFalse();
        assertThat(allows(CompiledPolicy.of(old), ACTION, "arn:aws:s3:::b/${aws:username}", context))
                .isTrue();
        assertThat(old.contextKeys()).isEmpty();
    }

    @Test
    void lazyValuesAreComputedOnceAndOnlyWhenAskedFor() {
        List<String> computed = new ArrayList<>();
        Context context = new Context()
                .putLazily("a", () -> {
                    computed.add("a");
                    return List.of("1");
                })
                .putLazily("b", () -> {
                    throw new AssertionError("Nobody asked for b");
                });
        assertThat(allowsWhen("'StringEquals':{'a':'1'},'StringLike':{'A':'?'}", context))
                .isTrue();
        assertThat(computed).containsExactly("a");
    }
}
