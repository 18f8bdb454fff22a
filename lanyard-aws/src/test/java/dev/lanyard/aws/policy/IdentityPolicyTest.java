// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.aws.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanyard.aws.fault.Fault;
import dev.lanyard.aws.fault.FaultCode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Documents whose fate at the real service was recorded. In the tables `'` stands for `"`, `A` for an action, `R` for
/// a resource, and a line that is not a whole document is its `Statement`, allowing where no effect is given.
class IdentityPolicyTest {
    private static final FaultCode MALFORMED = () -> "MalformedPolicyDocument";
    private static final String VERSION = "'Version':'2012-10-17',";

    private static final Map<String, String> MESSAGES = Map.of(
            "SYNTAX", "Syntax errors in policy.",
            "VERSION", "Policy document must be version 2012-10-17 or greater.",
            "VENDOR", "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.",
            "COLON", "Actions/Condition can contain only one colon.",
            "NO RESOURCE", "Policy statement must contain resources.",
            "NO ACTION", "Policy statement must contain actions.",
            "LEGACY", "The policy failed legacy parsing",
            "UNIQUE", "Statement IDs (SID) in a single policy must be unique.",
            "REGEXES", "Resource vendor must be fully qualified and cannot contain regexes.",
            "IAM PATH",
                    "IAM resource path must either be \"*\", root, or start with user/, federated-user/, role/, group/,"
                            + " instance-profile/, mfa/, server-certificate/, policy/, sms-mfa/, saml-provider/,"
                            + " oidc-provider/, report/, access-report/.");

    private static String document(String line) {
        String body = line.replaceAll("\\bA\\b", "'Action':'s3:ListBucket'")
                .replaceAll("\\bR\\b", "'Resource':'arn:aws:s3:::example_bucket'");
        boolean whole = line.contains("'Version'") || line.contains("'Statement'") || line.startsWith("'");
        String json = whole ? body : "{" + VERSION + "'Statement':" + body + "}";
        return json.replace("{;", "{'Effect':'Allow',")
                .replace("{!}", "{'Effect':'Allow'}")
                .replace('\'', '"');
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
             0 | 'This is not a json document'                                           | SYNTAX
             1 | {'Statement':{;A,R}}                                                    | VERSION
             2 | {'Version':'2008-10-17','Statement':{;A,R}}                             | VERSION
             3 | {'Version':'2013-10-17','Statement':{;A,R}}                             | SYNTAX
             4 | {'Version':'2012-10-17'}                                                | SYNTAX
             5 | {'Version':'2012-10-17','Statement':['afd']}                            | SYNTAX
             6 | {'Version':'2012-10-17','Extra field':'value','Statement':{;A,R}}       | SYNTAX
             7 | {;A,R,'Extra field':'value'}                                            | SYNTAX
             8 | {'Version':'2012-10-17','Id':['cd3a324d2343d942772346-34234'],'Statement':{;A,R}} | SYNTAX
             9 | {'Version':'2012-10-17','Id':{},'Statement':{;A,R}}                     | SYNTAX
            10 | {'Effect':'invalid',A,R}                                                | SYNTAX
            11 | {;R,'Action':'invalid'}                                                 | VENDOR
            12 | {;R,'NotAction':''}                                                     | VENDOR
            13 | {;R,'Action':'a a:ListBucket'}                                          | Vendor a a is not valid
            14 | {;R,'Action':'s3:List:Bucket'}                                          | COLON
            15 | [{;R,'Action':'s3s:ListBucket'},{;R,'Action':'s:3s:ListBucket'}]        | COLON
            16 | {;A,'Resource':'invalid resource'}                                      | Resource invalid resource must be in ARN format or "*".
            17 | [{;A,'Resource':''},{;A,'Resource':''}]                                 | Resource  must be in ARN format or "*".
            18 | {;'Action':'s:3:ListBucket','Resource':'sdfsadf'}                       | Resource sdfsadf must be in ARN format or "*".
            19 | {;A,'Resource':['adf']}                                                 | Resource adf must be in ARN format or "*".
            20 | {;A,'Resource':''}                                                      | Resource  must be in ARN format or "*".
            21 | {;'NotAction':'s3s:ListBucket','Resource':'a:bsdfdsafsad'}              | Partition "bsdfdsafsad" is not valid for resource "arn:bsdfdsafsad:*:*:*:*".
            22 | {;'NotAction':'s3s:ListBucket','Resource':'a:b:cadfsdf'}                | Partition "b" is not valid for resource "arn:b:cadfsdf:*:*:*".
            23 | {;'NotAction':'s3s:ListBucket','Resource':'a:b:c:d:e:f:g:h'}            | Partition "b" is not valid for resource "arn:b:c:d:e:f:g:h".
            24 | {;A,'Resource':'aws:s3:::example_bucket'}                               | Partition "s3" is not valid for resource "arn:s3:::example_bucket:*".
            25 | {;A,'Resource':['arn:error:s3:::example_bucket','arn:error:s3::example_bucket']} | Partition "error" is not valid for resource "arn:error:s3:::example_bucket".
            26 | []                                                                      | SYNTAX
            27 | {;A}                                                                    | NO RESOURCE
            28 | {;A,'Resource':[]}                                                      | NO RESOURCE
            29 | {;'Action':'invalid'}                                                   | NO RESOURCE
            30 | {;R}                                                                    | NO ACTION
            31 | {A,R}                                                                   | SYNTAX
            32 | {!}                                                                     | NO ACTION
            33 | {;R,'Action':[]}                                                        | NO ACTION
            34 | [{'Effect':'Deny'},{;A,R}]                                              | NO ACTION
            35 | {;A,'Resource':'arn:aws:iam:::example_bucket'}                          | IAM PATH
            36 | {;A,'Resource':'arn:aws:s3::example_bucket'}                            | LEGACY
            37 | {;'Resource':'arn:aws:s3::example_bucket'}                              | LEGACY
            38 | {;A,'Resource':'arn:aws'}                                               | REGEXES
            39 | {;A,'Resource':{'a':'arn:aws:s3:::example_bucket'}}                     | SYNTAX
            40 | {'Effect':'Deny',A,'Resource':['adfdf',{}]}                             | SYNTAX
            41 | {;R,'NotAction':'s3:ListBucket','NotResource':[]}                       | SYNTAX
            42 | {'Effect':'Deny',R,'Action':[[]]}                                       | SYNTAX
            43 | {;R,'NotAction':'s3s:ListBucket','Action':[]}                           | SYNTAX
            44 | {;R,'Action':{}}                                                        | SYNTAX
            45 | {;A,R,'Condition':[]}                                                   | SYNTAX
            46 | {;A,R,'Condition':'a'}                                                  | SYNTAX
            47 | {;A,R,'Condition':{'a':'b'}}                                            | SYNTAX
            48 | {;A,R,'Condition':{'DateGreaterThan':'b'}}                              | SYNTAX
            49 | {;A,R,'Condition':{'DateGreaterThan':[]}}                               | SYNTAX
            50 | {;A,R,'Condition':{'DateGreaterThan':{'a':{}}}}                         | SYNTAX
            51 | {;R,'Condition':{'DateGreaterThan':{'a':{}}}}                           | SYNTAX
            52 | {;A,R,'Condition':{'x':{'a':'1'}}}                                      | SYNTAX
            53 | {;A,R,'Condition':{'ForAnyValue::StringEqualsIfExists':{'a':'asf'}}}    | SYNTAX
            54 | {;A,R,'Condition':[{'ForAllValues:StringEquals':{'aws:TagKeys':'Department'}}]} | SYNTAX
            55 | {;A,'Resource':'arn:aws:iam:us-east-1::example_bucket'}                 | IAM resource arn:aws:iam:us-east-1::example_bucket cannot contain region information.
            56 | {;A,'Resource':'arn:aws:s3:us-east-1::example_bucket'}                  | Resource arn:aws:s3:us-east-1::example_bucket can not contain region information.
            57 | {;A,R,'Sid':{}}                                                         | SYNTAX
            58 | {;A,R,'Sid':[]}                                                         | SYNTAX
            59 | [{;A,R,'Sid':'sdf'},{;'Sid':'sdf'}]                                     | UNIQUE
            60 | {'Statement':[{;A,R,'Sid':'sdf'},{;'Sid':'sdf'}]}                       | VERSION
            61 | {;R,'NotAction':'s3:ListBucket','Action':'iam:dsf'}                     | SYNTAX
            62 | {;A,R,'NotResource':'*'}                                                | SYNTAX
            63 | {'Effect':'denY',A,R}                                                   | LEGACY
            64 | {;A,R,'Condition':{'DateGreaterThan':{'a':'sdfdsf'}}}                   | LEGACY
            65 | {'Statement':{;A,R,'Condition':{'DateGreaterThan':{'a':'sdfdsf'}}}}     | VERSION
            66 | {'Statement':{'Effect':'denY',A,R}}                                     | VERSION
            67 | {;'Condition':{'DateGreaterThan':{'a':'sdfdsf'}}}                       | LEGACY
            68 | {;'NotAction':'s3:ListBucket','Resource':'arn:aws::::example_bucket'}   | LEGACY
            69 | {'Effect':'allow','Resource':'arn:aws:s3:us-east-1::example_bucket'}    | LEGACY
            70 | [{'Effect':'aLLow',A,R,'Sid':'sdf'},{;'Sid':'sdf'}]                     | LEGACY
            71 | {;A,'NotResource':'arn:aws:s3::example_bucket'}                         | LEGACY
            72 | {;A,R,'Condition':{'DateLessThanEquals':{'a':'234-13'}}}                | LEGACY
            73 | {;A,R,'Condition':{'DateLessThanEquals':{'a':'2016-12-13t2:00:00.593194+1'}}} | LEGACY
            74 | {;A,R,'Condition':{'DateLessThanEquals':{'a':'2016-12-13t2:00:00.1999999999+10:59'}}} | LEGACY
            75 | {;A,R,'Condition':{'DateLessThan':{'a':'9223372036854775808'}}}         | LEGACY
            76 | {;A,'Resource':'arn:error:s3:::example_bucket','Condition':{'DateGreaterThan':{'a':'sdfdsf'}}} | LEGACY
            77 | {;A,'Resource':'arn:aws::fdsasf'}                                       | LEGACY
            78 | {;A,R,'Principal':'*'}                                                  | Policy document should not specify a principal.
            79 | {;A,R,'NotPrincipal':{'AWS':'*'},'Resourc':'*'}                         | SYNTAX
            80 | {;A,R,'Condition':{'NullIfExists':{'a':'true'}}}                        | SYNTAX
            81 | {;A,R,'Condition':{'stringequals':{'a':'true'}}}                        | SYNTAX
            82 | {;A,R,'Sid':'a b'}                                                      | Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*
            83 | {;A,A,R}                                                                | SYNTAX
            """)
    void badDocumentsAreRejectedWithTheTextOfTheService(int vector, String line, String problem) {
        assertThatThrownBy(() -> IdentityPolicy.validate(document(line), MALFORMED))
                .as("vector %d", vector)
                .isInstanceOfSatisfying(Fault.class, f -> assertThat(f.code()).isSameAs(MALFORMED))
                .hasMessage(MESSAGES.getOrDefault(problem, problem));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {;A,R}
            [{;A,R},{'Effect':'Deny',A,R}]
            {;A,'Resource':['arn:aws:s3:::example_bucket','*']}
            {;'Action':'*','Resource':'*'}
            {;'Action':'iam: asdf safdsf af ',R}
            {;'Action':['s3-s:ListBucket','s3.s:ListBucket','aaaaaadsfdsafsadfsadfaaaaa:ListBucket'],R}
            {;A,'Resource':'arn:aws:s33:::example_bucket'}
            {;A,'Resource':'arn:aws:fdsasf'}
            {;A,'Resource':'arn:aws:iam:::user/example_bucket'}
            {;A,'Resource':['arn:aws:iam::*:*','arn:aws:iam::111122223333:root','arn:*:iam::1:role/a']}
            {;A,'Resource':'arn:aws:iam::${aws:PrincipalAccount}:user/${aws:username}'}
            {;A,'Resource':'arn:aws:ec2:us-east-1::example_bucket'}
            {;A,'Resource':'arn:aws:s3:us-west-2:123456789012:accesspoint/my-access-point'}
            {;A,'Resource':['arn:aws:s3:::example_bucket',null]}
            {;A,R,'Condition':{}}
            {;A,R,'Condition':{'DateGreaterThan':{}}}
            {;A,R,'Condition':{'DateGreaterThan':{'a':[]}}}
            {;A,R,'Condition':{'a':{}}}
            {;A,R,'Condition':{'x':{},'y':{}}}
            {;A,R,'Condition':{'StringEqualsIfExists':{'a':'asf'}}}
            {;A,R,'Condition':{'ForAnyValue:StringEqualsIfExists':{'a':'asf'}}}
            {;A,R,'Condition':{'ForAllValues:StringEquals':{'aws:TagKeys':'CostCenter'},'StringEquals':{'a':['b','c']}}}
            {;A,R,'Condition':{'DateGreaterThan':{'a':'01T'}}}
            {;A,R,'Condition':{'DateLessThanEquals':{'a':'2016-12-13t2:00:00.593194+23'}}}
            {;A,R,'Condition':{'DateLessThanEquals':{'a':'2016-12-13T21:20:37.593194+00:00'}}}
            {;A,R,'Condition':{'DateLessThanEquals':{'a':['2019-07-01T13:20:15Z','9223372036854775807']}}}
            {;A,R,'Condition':{'DateLessThan':{'a':'-292275054'}}}
            {;A,R,'Condition':{'Bool':{'aws:MultiFactorAuthPresent':true},'Null':{'a':false}}}
            {;A,R,'Condition':{'NumericLessThanEquals':{'aws:MultiFactorAuthAge':3600}}}
            {;'NotAction':'s3:ListBucket','NotResource':'*'}
            {'Effect':'Deny','Action':'s3:*','NotResource':['arn:aws:s3:::HRBucket/Payroll','arn:aws:s3:::HRBucket/Payroll/*']}
            [{;A,R,'Sid':''},{;A,R,'Sid':''}]
            [{;A,R,'Sid':'sdf'},{;A,R}]
            {'Version':'2012-10-17','Id':'sdfsdfsdf','Statement':{;A,R}}
            """)
    void goodDocumentsAreRead(String line) {
        assertThat(IdentityPolicy.validate(document(line), MALFORMED).statements())
                .isNotEmpty();
    }

    @Test
    void theResultSaysWhatTheAuthorWrote() {
        PolicyDocument document = IdentityPolicy.validate(
                document(
                        "{;'Sid':'s','NotAction':['iam:*','sts:*'],'NotResource':'*','Condition':{'Bool':{'a':true}}}"),
                MALFORMED);
        PolicyDocument.Statement statement = document.statements().getFirst();
        assertThat(statement.sid()).contains("s");
        assertThat(statement.actions()).isEqualTo(new PolicyDocument.Patterns(true, List.of("iam:*", "sts:*")));
        assertThat(statement.resources()).contains(new PolicyDocument.Patterns(true, List.of("*")));
        assertThat(statement.conditions()).containsExactly(new PolicyDocument.Condition("Bool", "a", List.of("true")));
        assertThat(statement.principals()).isEmpty();
    }

    @Test
    void theKeysADocumentAsksForAreThoseOfItsConditionsAndVariables() {
        PolicyDocument document = IdentityPolicy.validate(
                document(
                        "{;A,'Resource':'arn:aws:s3:::${aws:username}/${*}','Condition':"
                                + "{'StringLike':{'s3:prefix':'${aws:PrincipalTag/team, none}/*'},'Null':{'a':'true','S3:Prefix':'true'}}}"),
                MALFORMED);
        assertThat(document.contextKeys()).containsExactly("a", "aws:PrincipalTag/team", "aws:username", "s3:prefix");
    }
}
