# SPDX-License-Identifier: Apache-2.0
"""Writes vectors.http: requests signed by botocore, at a fixed time with a fixed key.

The cases of AWS's public Signature Version 4 test suite are rebuilt here; where AWS publishes the signature, it is
asserted, so that a defect of botocore cannot become our truth. The other cases are what boto3 clients send.
Run: python3 vectors.py > vectors.http
"""

import datetime
from urllib.parse import urlsplit

import boto3
import botocore
import botocore.auth
from botocore.awsrequest import AWSRequest
from botocore.config import Config
from botocore.credentials import Credentials

NOW = datetime.datetime(2015, 8, 30, 12, 36, 0)
SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
TOKEN = "IQoJb3JpZ2luX2VjEPT//////////wEaCXVzLWVhc3QtMSJHMEUCIQDw+x/Ab1=="
UNRESERVED = "-._~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
botocore.auth.get_current_datetime = lambda *_, **__: NOW


def show(name, method, url, headers, body):
    parts = urlsplit(url)
    print(f"### {name}")
    print(f"{method} {parts.path}" + (f"?{parts.query}" if parts.query else ""))
    for header, value in headers:
        print(f"{header}: {value.decode() if isinstance(value, bytes) else value}")
    print()
    print((body or b"").decode())


def suite(name, method, target, published=None, signed=None, headers=(), body=b"", presign=None, token=None):
    """Signs `signed` (default: the target itself) and shows the target as sent."""
    host = "example.amazonaws.com"
    key = "ASIAEXAMPLE" if token == TOKEN else "AKIDEXAMPLE"
    credentials = Credentials(key, SECRET, token)
    request = AWSRequest(method, f"https://{host}{signed or target}", data=body)
    request.headers["Host"] = host
    for header, value in headers:
        request.headers.add_header(header, value)
    if presign:
        botocore.auth.SigV4QueryAuth(credentials, "service", "us-east-1", presign).add_auth(request)
        signature = request.url.rsplit("=", 1)[1]
    else:
        botocore.auth.SigV4Auth(credentials, "service", "us-east-1").add_auth(request)
        signature = request.headers["Authorization"].rsplit("=", 1)[1]
    assert published in (None, signature), f"{name}: AWS published {published}, botocore made {signature}"
    sent = request.url if presign else f"https://{host}{target}"
    show(name, method, sent, request.headers.items(), body)


def test_suite():
    vanilla = "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"
    slash = "9a624bd73a37c9a373b5312afbebe7a714a789de108f0bdfe846570885f57e84"
    suite("get-vanilla", "GET", "/", vanilla)
    suite("get-vanilla-query", "GET", "/?Param1=value1")
    suite("get-vanilla-query-order-key", "GET", "/?Param1=value2&Param1=Value1")
    suite("get-vanilla-query-order-key-case", "GET", "/?Param2=value2&Param1=value1",
          "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500")
    suite("get-vanilla-query-order-encoded", "GET", "/?Param-3=Value3&Param=Value2&%E1%88%B4=Value1",
          "371d3713e185cc334048618a97f809c9ffe339c62934c032af5a0e595648fcac")
    suite("get-vanilla-query-unreserved", "GET", f"/?{UNRESERVED}={UNRESERVED}",
          "9c3e54bfcdf0b19771a7f523ee5669cdf59bc7cc0884027167c21bb143a40197")
    suite("get-vanilla-utf8-query", "GET", "/?\u1234=bar", signed="/?%E1%88%B4=bar")
    suite("get-vanilla-empty-query-key", "GET", "/?Param1", signed="/?Param1=")
    suite("get-utf8", "GET", "/\u1234", "8318018e0b0f223aa2bbf98705b62bb787dc9c0e678f255a891fd03141be5d85")
    suite("get-unreserved", "GET", f"/{UNRESERVED}",
          "07ef7494c76fa4850883e2b006601f940f8a34d404d0cfa977f52a65bbf5f24f")
    suite("get-space", "GET", "/example space/",
          "652487583200325589f1fba4c7e578f72c47cb61beeca81406b39ddec1366741")
    suite("get-relative", "GET", "/example/..", vanilla)
    suite("get-relative-relative", "GET", "/example1/example2/../..", vanilla)
    suite("get-slash", "GET", "//", vanilla)
    suite("get-slash-dot-slash", "GET", "/./", vanilla)
    suite("get-slash-pointless-dot", "GET", "/./example",
          "ef75d96142cf21edca26f06005da7988e4f8dc83a165a80865db7089db637ec5")
    suite("get-slashes", "GET", "//example//", slash)
    suite("get-header-key-duplicate", "GET", "/",
          "c9d5ea9f3f72853aea855b47ea873832890dbdd183b4468f858259531a5138ea",
          headers=[("My-Header1", "value2"), ("My-Header1", "value2"), ("My-Header1", "value1")])
    suite("get-header-value-multiline", "GET", "/",
          "ba17b383a53190154eb5fa66a1b836cc297cc0a3d70a5d00705980573d8ff790",
          headers=[("My-Header1", "value1"), ("My-Header1", "value2"), ("My-Header1", "value3")])
    suite("get-header-value-order", "GET", "/",
          headers=[("My-Header1", v) for v in ("value4", "value1", "value3", "value2")])
    suite("get-header-value-trim", "GET", "/",
          "acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736",
          headers=[("My-Header1", " value1"), ("My-Header2", ' "a   b   c"')])
    suite("post-vanilla", "POST", "/")
    suite("post-vanilla-query", "POST", "/?Param1=value1",
          "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11")
    suite("post-vanilla-query-nonunreserved", "POST", "/?@%23$%25%5E&+=/,?><`%22;:%5C%7C][%7B%7D",
          signed="/?%40%23%24%25%5E=&%20=%2F%2C%3F%3E%3C%60%22%3B%3A%5C%7C%5D%5B%7B%7D")
    suite("post-header-key-sort", "POST", "/", headers=[("My-Header1", "value1")])
    suite("post-header-value-case", "POST", "/", headers=[("My-Header1", "VALUE1")])
    suite("post-x-www-form-urlencoded", "POST", "/",
          headers=[("Content-Type", "application/x-www-form-urlencoded")], body=b"Param1=value1")
    suite("post-x-www-form-urlencoded-parameters", "POST", "/",
          headers=[("Content-Type", "application/x-www-form-urlencoded; charset=utf8")], body=b"Param1=value1")
    suite("post-x-www-form-urlencoded with all its headers", "POST", "/",
          "d3875051da38690788ef43de4db0d8f280229d82040bfac253562e56c3f20e0b",
          headers=[("Content-Type", "application/x-www-form-urlencoded"), ("Content-Length", "13"),
                   ("x-amz-content-sha256", "9095672bbd1f56dfc5b65f3e153adc8731a4a654192329106275f4c7b24d0b6e")],
          body=b"Param1=value1")
    suite("post-sts-header-before", "POST", "/",
          "85d96828115b5dc0cfc3bd16ad9e210dd772bbebba041836c64533a82be05ead",
          token="AQoDYXdzEPT//////////wEXAMPLEtc764bNrC9SAPBSM22wDOk4x4HIZ8j4FZTwdQWLWsKWHGBuFqwAeMicRXmxfpSPfIeoIYRqTflf"
                "KD8YUuwthAx7mSEI/qkPpKPi/kMcGdQrmGdeehM4IC1NtBmUpp2wUE8phUZampKsburEDy0KPkyQDYwT7WZ0wq5VSXDvp75YU9HFvlRd8Tx6"
                "q6fE8YQcHNVXAkiY9q6d+xo0rKwT38xVqr7ZD0u0iPPkUL64lIZbqBAz+scqKmlzm8FDrypNC9Yjc8fPOLn9FX9KSYvKTr4rvx3iSIlTJabI"
                "Qwj2ICCR/oLxBA==")
    suite("post-sts-header-after", "POST", "/",
          "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b")
    suite("presigned get-vanilla-query-order-key-case", "GET", "/?Param2=value2&Param1=value1",
          "86012e2c9ad4d77369f5d81c11f75158aae4f895a085212cc6d3f923d300bed5", presign=3600)
    suite("presigned get-header-value-trim", "GET", "/",
          "e7bb0fd515e125e1aec2ecc4c0c17484fb06f6846b927c35e46005dd3df3acd4", presign=3600,
          headers=[("My-Header1", " value1"), ("My-Header2", ' "a   b   c"')])


def own_cases():
    suite("encoded path is encoded again", "GET", "/a%20b/%2F%c3%a9/c+d;e=f/")
    suite("query with plus, repeats, empties and lower-case escapes", "GET", "/?b=2&b=10&b=1&&a+c=x+y&d&e=%c3%a9%2b&=f",
          signed="/?b=2&b=10&b=1&a%20c=x%20y&d=&e=%C3%A9%2B&=f")
    suite("value with an equals sign", "GET", "/?a=b=c", signed="/?a=b%3Dc")
    suite("utf-8 header", "GET", "/", headers=[("X-Amz-Meta-Name", "Zo\u00eb \u1234")])
    suite("utf-8 body", "POST", "/", headers=[("Content-Type", "text/plain")], body="Zo\u00eb \u1234".encode())
    suite("empty header and tabs", "GET", "/", headers=[("X-Empty", ""), ("X-Tabs", "a \t b\tc")])
    suite("dated by Date", "GET", "/", headers=[("Date", "replaced by botocore")])
    suite("presigned with a signed header", "GET", "/?Action=GetCallerIdentity&Version=2011-06-15", presign=60,
          headers=[("x-k8s-aws-id", "my-cluster")])
    suite("presigned with a session", "GET", "/?Action=GetCallerIdentity&Version=2011-06-15", presign=900, token=TOKEN)
    unsigned = [("x-amz-content-sha256", "UNSIGNED-PAYLOAD")]
    suite("unsigned payload", "POST", "/", headers=unsigned, body=b"anything")
    suite("presigned unsigned payload", "POST", "/", headers=unsigned, presign=900)


class Captured(Exception):
    """Stops a call that is signed and about to be sent."""


def clients():
    def client(service, region, key="AKIDEXAMPLE", token=None, endpoint="http://localhost:4566"):
        made = boto3.client(service, region_name=region, endpoint_url=endpoint, aws_access_key_id=key,
                            aws_secret_access_key=SECRET, aws_session_token=token,
                            config=Config(user_agent="vectors"))
        made.meta.events.register("before-send.*.*", capture)
        return made

    def capture(request, **_):
        headers = [(k, v) for k, v in request.headers.items()
                   if k.lower() not in ("user-agent", "amz-sdk-invocation-id", "amz-sdk-request")]
        # The HTTP library adds Host when it sends.
        headers.insert(0, ("Host", urlsplit(request.url).netloc))
        body = request.body if isinstance(request.body, bytes) else (request.body or "").encode()
        show(case, request.method, request.url, headers, body)
        raise Captured

    def call(operation, **members):
        try:
            operation(**members)
        except Captured:
            pass

    case = "boto3 iam CreateInstanceProfile"
    call(client("iam", "eu-west-1").create_instance_profile, InstanceProfileName="web+1", Path="/a/",
         Tags=[{"Key": "k \u00e9", "Value": ""}])
    case = "boto3 sts AssumeRole with a session"
    call(client("sts", "us-east-1", "ASIAEXAMPLE", TOKEN).assume_role,
         RoleArn="arn:aws:iam::123456789012:role/r", RoleSessionName="s1")
    case = "boto3 ec2 AssociateIamInstanceProfile"
    call(client("ec2", "us-east-1", endpoint="http://[::1]:8080").associate_iam_instance_profile,
         IamInstanceProfile={"Name": "web"}, InstanceId="i-0123456789abcdef0")
    case = "boto3 dms CreateInstanceProfile"
    call(client("dms", "us-east-1").create_instance_profile, InstanceProfileName="dms\u1234", PubliclyAccessible=False)
    for name, made in (("", client("sts", "us-east-1", endpoint="https://aws.example.org:8443")),
                       (" with a session", client("sts", "eu-north-1", "ASIAEXAMPLE", TOKEN))):
        url = made.generate_presigned_url("get_caller_identity", ExpiresIn=300, HttpMethod="GET")
        show(f"boto3 presigned sts GetCallerIdentity{name}", "GET", url, [("Host", urlsplit(url).netloc)], b"")


print(f"""# Signed requests, made by vectors.py beside this file with botocore {botocore.__version__}.
# Time of signing: 2015-08-30T12:36:00Z. Secret key of every access key: {SECRET}
# Each vector: '### name', request line, headers, empty line, one line of body. The file is UTF-8.
""")
test_suite()
own_cases()
clients()
