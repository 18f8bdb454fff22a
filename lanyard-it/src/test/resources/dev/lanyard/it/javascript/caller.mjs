// SPDX-License-Identifier: Apache-2.0
// Says who the credentials of this machine belong to, and what IAM lets them do.
import { IAMClient, ListRolesCommand, ListUsersCommand } from "@aws-sdk/client-iam";
import { GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import { defaultProvider } from "@aws-sdk/credential-provider-node";

// The default chain, only more patient than its second with a busy machine.
const credentials = defaultProvider({ timeout: 20_000 });

async function ask(call) {
  try {
    const answer = await call();
    return answer.Arn ?? "allowed";
  } catch (error) {
    return error.name === "CredentialsProviderError" ? "no credentials" : error.name;
  }
}

const iam = new IAMClient({ credentials });
const sts = new STSClient({ credentials });
console.log(await ask(() => sts.send(new GetCallerIdentityCommand({}))));
console.log(await ask(() => iam.send(new ListRolesCommand({}))));
console.log(await ask(() => iam.send(new ListUsersCommand({}))));
