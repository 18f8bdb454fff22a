# SPDX-License-Identifier: Apache-2.0
# Says who the credentials of this machine belong to, and what IAM lets them do.
import boto3
from botocore.exceptions import ClientError, NoCredentialsError


def ask(call):
    try:
        return call().get("Arn", "allowed")
    except NoCredentialsError:
        return "no credentials"
    except ClientError as error:
        return error.response["Error"]["Code"]


iam = boto3.client("iam")
print(ask(boto3.client("sts").get_caller_identity))
print(ask(iam.list_roles))
print(ask(iam.list_users))
