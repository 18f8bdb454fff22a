#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Extracts the facts of AWS's service models that Lanyard works from.

Reads the models of an installed botocore and writes one JSON file per service: the names of all operations, and for
the operations listed here their shapes, wire names, constraints and errors. Documentation is left out. Facts that the
models omit come from patches.json beside this script. The output depends on nothing but its inputs, so that a refresh
is a diff to review.

    pip install botocore==<version in PROVENANCE.md>
    tools/model/extract.py            write the files
    tools/model/extract.py --check    fail when a file differs from what would be written
"""

import argparse
import json
import pathlib
import sys

import botocore
import botocore.loaders

ROOT = pathlib.Path(__file__).resolve().parents[2]
TARGET = ROOT / "lanyard-aws/src/main/resources/dev/lanyard/aws/model"
PATCHES = pathlib.Path(__file__).with_name("patches.json")
PROTOCOLS = {"query": "awsQuery", "ec2": "ec2Query", "json": "awsJson1_1"}
ALL = None

EC2 = """
AllocateAddress AssociateAddress AssociateDhcpOptions AssociateIamInstanceProfile AssociateRouteTable
AssociateSubnetCidrBlock AssociateVpcCidrBlock AttachInternetGateway AttachNetworkInterface AttachVolume
AuthorizeSecurityGroupEgress AuthorizeSecurityGroupIngress
CreateDefaultSubnet CreateDefaultVpc CreateDhcpOptions CreateInternetGateway CreateKeyPair CreateLaunchTemplate
CreateLaunchTemplateVersion CreateNetworkAcl CreateNetworkAclEntry CreateNetworkInterface CreateRoute CreateRouteTable
CreateSecurityGroup CreateSubnet CreateTags CreateVolume CreateVpc
DeleteDhcpOptions DeleteInternetGateway DeleteKeyPair DeleteLaunchTemplate DeleteLaunchTemplateVersions DeleteNetworkAcl
DeleteNetworkAclEntry DeleteNetworkInterface DeleteRoute DeleteRouteTable DeleteSecurityGroup DeleteSubnet DeleteTags
DeleteVolume DeleteVpc
DescribeAccountAttributes DescribeAddresses DescribeAddressesAttribute DescribeAvailabilityZones DescribeDhcpOptions
DescribeIamInstanceProfileAssociations DescribeImages DescribeInstanceAttribute DescribeInstanceCreditSpecifications
DescribeInstanceStatus DescribeInstanceTypeOfferings DescribeInstanceTypes DescribeInstances DescribeInternetGateways
DescribeKeyPairs DescribeLaunchTemplateVersions DescribeLaunchTemplates DescribeNetworkAcls
DescribeNetworkInterfaceAttribute DescribeNetworkInterfaces DescribePrefixLists DescribeRegions DescribeRouteTables
DescribeSecurityGroupRules DescribeSecurityGroups DescribeSubnets DescribeTags DescribeVolumeAttribute
DescribeVolumeStatus DescribeVolumes DescribeVolumesModifications DescribeVpcAttribute DescribeVpcClassicLink
DescribeVpcClassicLinkDnsSupport DescribeVpcs
DetachInternetGateway DetachNetworkInterface DetachVolume DisassociateAddress DisassociateIamInstanceProfile
DisassociateRouteTable DisassociateSubnetCidrBlock DisassociateVpcCidrBlock
GetConsoleOutput GetConsoleScreenshot GetDefaultCreditSpecification GetEbsDefaultKmsKeyId GetEbsEncryptionByDefault
GetInstanceMetadataDefaults GetInstanceUefiData GetLaunchTemplateData GetPasswordData
ImportKeyPair
ModifyDefaultCreditSpecification ModifyInstanceAttribute ModifyInstanceCapacityReservationAttributes
ModifyInstanceCreditSpecification ModifyInstanceMaintenanceOptions ModifyInstanceMetadataDefaults
ModifyInstanceMetadataOptions ModifyInstancePlacement ModifyLaunchTemplate ModifyNetworkInterfaceAttribute
ModifyPrivateDnsNameOptions ModifySecurityGroupRules ModifySubnetAttribute ModifyVolume ModifyVolumeAttribute
ModifyVpcAttribute ModifyVpcTenancy MonitorInstances
RebootInstances ReleaseAddress ReplaceIamInstanceProfileAssociation ReplaceNetworkAclAssociation ReplaceNetworkAclEntry
ReplaceRoute ReplaceRouteTableAssociation ResetInstanceAttribute ResetNetworkInterfaceAttribute
RevokeSecurityGroupEgress RevokeSecurityGroupIngress RunInstances
StartInstances StopInstances TerminateInstances UnmonitorInstances
UpdateSecurityGroupRuleDescriptionsEgress UpdateSecurityGroupRuleDescriptionsIngress
""".split()

DMS = """
AddTagsToResource CancelMetadataModelConversion CancelMetadataModelCreation CreateDataProvider CreateInstanceProfile
CreateMigrationProject CreateReplicationSubnetGroup DeleteDataProvider DeleteInstanceProfile DeleteMigrationProject
DeleteReplicationSubnetGroup DescribeAccountAttributes DescribeConversionConfiguration DescribeDataProviders
DescribeExtensionPackAssociations DescribeInstanceProfiles DescribeMetadataModel DescribeMetadataModelAssessments
DescribeMetadataModelChildren DescribeMetadataModelConversions DescribeMetadataModelCreations
DescribeMetadataModelExportsAsScript DescribeMetadataModelExportsToTarget DescribeMetadataModelImports
DescribeMigrationProjects DescribeReplicationSubnetGroups ExportMetadataModelAssessment GetTargetSelectionRules
ListTagsForResource ModifyConversionConfiguration ModifyDataProvider ModifyInstanceProfile ModifyMigrationProject
ModifyReplicationSubnetGroup RemoveTagsFromResource StartExtensionPackAssociation StartMetadataModelAssessment
StartMetadataModelConversion StartMetadataModelCreation StartMetadataModelExportAsScript
StartMetadataModelExportToTarget StartMetadataModelImport
""".split()

KEPT = {"iam": ALL, "sts": ALL, "ec2": EC2, "dms": DMS}

SHAPE_FACTS = ("type", "min", "max", "pattern", "enum", "required", "union", "timestampFormat", "flattened")
MEMBER_FACTS = ("shape", "locationName", "queryName", "flattened", "xmlNamespace", "timestampFormat")


def pick(source, names):
    return {name: source[name] for name in names if source.get(name) not in (None, [], False)}


def member_facts(member, shapes):
    facts = pick(member, MEMBER_FACTS)
    if shapes[member["shape"]].get("flattened"):
        facts["flattened"] = True
    return facts


def shape_facts(shape, shapes):
    facts = pick(shape, SHAPE_FACTS)
    facts.pop("flattened", None)
    if "members" in shape:
        facts["members"] = {name: member_facts(member, shapes) for name, member in shape["members"].items()}
    for part in ("member", "key", "value"):
        if part in shape:
            facts[part] = member_facts(shape[part], shapes)
    return facts


def opened(name, facts, patches):
    """Without the values of an enumeration whose unknown values the service answers in words of its own."""
    return {key: value for key, value in facts.items() if key != "enum" or name not in patches.get("open", ())}


def completed(name, facts, patches):
    """With the members that the service takes although its model does not say so."""
    more = patches.get("members", {}).get(name)
    return facts | {"members": facts["members"] | more} if more else facts


def referred(shape):
    yield from (member["shape"] for member in shape.get("members", {}).values())
    yield from (shape[part]["shape"] for part in ("member", "key", "value") if part in shape)


def closure(roots, shapes):
    seen, todo = set(), list(roots)
    while todo:
        name = todo.pop()
        if name not in seen:
            seen.add(name)
            todo.extend(referred(shapes[name]))
    return seen


def error_code(name, shapes):
    return shapes[name].get("error", {}).get("code", name)


def error_facts(name, shapes):
    facts = {"status": shapes[name].get("error", {}).get("httpStatusCode", 400)}
    if shapes[name].get("members"):
        facts["shape"] = name
    return facts


def operation_facts(operation, shapes):
    facts = {}
    for direction in ("input", "output"):
        if direction in operation:
            facts[direction] = operation[direction]["shape"]
    if "resultWrapper" in operation.get("output", {}):
        facts["resultWrapper"] = operation["output"]["resultWrapper"]
    errors = sorted(error_code(error["shape"], shapes) for error in operation.get("errors", []))
    return facts | ({"errors": errors} if errors else {})


def extract(service, patches):
    model = botocore.loaders.Loader().load_service_model(service, "service-2")
    meta, shapes, operations = model["metadata"], model["shapes"], model["operations"]
    kept = sorted(operations) if KEPT[service] is ALL else sorted(KEPT[service])
    errors = sorted({error["shape"] for name in kept for error in operations[name].get("errors", [])})
    roots = [operations[name][way]["shape"] for name in kept for way in ("input", "output") if way in operations[name]]
    needed = closure(roots + [name for name in errors if shapes[name].get("members")], shapes)
    head = {
        "apiVersion": meta["apiVersion"],
        "protocol": PROTOCOLS[meta["protocol"]],
        "signingName": meta.get("signingName", meta["endpointPrefix"]),
    } | pick(meta, ("targetPrefix", "xmlNamespace"))
    head.update(patches.get("head", {}))
    declared = {error_code(name, shapes): error_facts(name, shapes) for name in errors}
    undeclared = {code: {"status": status} for code, status in patches.get("errors", {}).items()}
    if both := declared.keys() & undeclared.keys():
        sys.exit(f"{service}: patches.json repeats errors that the model declares: {sorted(both)}")
    return head | {
        "actions": sorted(operations),
        "errors": dict(sorted((declared | undeclared).items())),
        "operations": {name: operation_facts(operations[name], shapes) for name in kept},
        "shapes": {
            name: completed(name, opened(name, shape_facts(shapes[name], shapes), patches), patches)
            for name in sorted(needed)
        },
    }


def rendered(facts):
    """JSON with one operation, one shape and one error per line."""
    lines = []
    for name, value in facts.items():
        if isinstance(value, dict):
            entries = ",\n".join(f"{json.dumps(key)}:{compact(entry)}" for key, entry in value.items())
            lines.append(f"{json.dumps(name)}:{{\n{entries}\n}}")
        else:
            lines.append(f"{json.dumps(name)}:{compact(value)}")
    return "{\n" + ",\n".join(lines) + "\n}\n"


def compact(value):
    return json.dumps(value, separators=(",", ":"))


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--check", action="store_true", help="write nothing; fail when a file is stale")
    check = arguments.parse_args().check
    patches = json.loads(PATCHES.read_text())
    stale = []
    for service in sorted(KEPT):
        path = TARGET / f"{service}.json"
        text = rendered(extract(service, patches.get(service, {})))
        if check:
            if not path.exists() or path.read_text() != text:
                stale.append(path.name)
        else:
            path.write_text(text)
    if stale:
        sys.exit(f"Stale against botocore {botocore.__version__}: {', '.join(stale)}")


if __name__ == "__main__":
    main()
