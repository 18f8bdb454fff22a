# SPDX-License-Identifier: Apache-2.0
# Calls boto3 as told: one JSON array of service, operation or waiter, and members per line in, one JSON object per line
# out.
import json
import sys

import boto3
import botocore
from botocore.exceptions import ClientError, WaiterError

clients = {}
for line in sys.stdin:
    service, operation, members = json.loads(line)
    if service not in clients:
        clients[service] = boto3.client(service)
    client = clients[service]
    name = botocore.xform_name(operation)
    try:
        if name in client.waiter_names:
            answer = client.get_waiter(name).wait(**members) or {}
        else:
            answer = getattr(client, name)(**members)
    except WaiterError as error:
        answer = {"Refusal": {"Code": "WaiterError", "Message": str(error)}}
    except ClientError as error:
        answer = {"Refusal": error.response["Error"]}
    print(json.dumps(answer, default=str), flush=True)
