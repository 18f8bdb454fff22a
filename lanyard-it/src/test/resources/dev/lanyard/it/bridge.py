# SPDX-License-Identifier: Apache-2.0
# Calls boto3 as told: one JSON array of service, operation and members per line in, one JSON object per line out.
import json
import sys

import boto3
import botocore
from botocore.exceptions import ClientError

clients = {}
for line in sys.stdin:
    service, operation, members = json.loads(line)
    if service not in clients:
        clients[service] = boto3.client(service)
    try:
        answer = getattr(clients[service], botocore.xform_name(operation))(**members)
    except ClientError as error:
        answer = {"Refusal": error.response["Error"]}
    print(json.dumps(answer, default=str), flush=True)
