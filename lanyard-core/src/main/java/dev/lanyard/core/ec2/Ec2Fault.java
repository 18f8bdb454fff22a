// SPDX-License-Identifier: Apache-2.0
package dev.lanyard.core.ec2;

import dev.lanyard.aws.fault.FaultCode;

/// The error codes of EC2 as clients match them: AWS spells `ID` and `Id` without a rule. Their HTTP statuses stand in
/// the service model.
public enum Ec2Fault implements FaultCode {
    ADDRESS_LIMIT_EXCEEDED("AddressLimitExceeded"),
    CANNOT_DELETE("CannotDelete"),
    DEFAULT_SUBNET_ALREADY_EXISTS("DefaultSubnetAlreadyExistsInAvailabilityZone"),
    DEFAULT_VPC_ALREADY_EXISTS("DefaultVpcAlreadyExists"),
    DEFAULT_VPC_DOES_NOT_EXIST("DefaultVpcDoesNotExist"),
    DEPENDENCY_VIOLATION("DependencyViolation"),
    FILTER_LIMIT_EXCEEDED("FilterLimitExceeded"),
    GATEWAY_NOT_ATTACHED("Gateway.NotAttached"),
    IDEMPOTENT_PARAMETER_MISMATCH("IdempotentParameterMismatch"),
    INCORRECT_INSTANCE_STATE("IncorrectInstanceState"),
    INCORRECT_STATE("IncorrectState"),
    INSTANCE_LIMIT_EXCEEDED("InstanceLimitExceeded"),
    INSUFFICIENT_FREE_ADDRESSES("InsufficientFreeAddressesInSubnet"),
    INVALID_ADDRESS_NOT_FOUND("InvalidAddress.NotFound"),
    INVALID_ALLOCATION_ID_NOT_FOUND("InvalidAllocationID.NotFound"),
    INVALID_AMI_ID_MALFORMED("InvalidAMIID.Malformed"),
    INVALID_AMI_ID_NOT_FOUND("InvalidAMIID.NotFound"),
    INVALID_ASSOCIATION_ID_NOT_FOUND("InvalidAssociationID.NotFound"),
    INVALID_ATTACHMENT_ID_NOT_FOUND("InvalidAttachmentID.NotFound"),
    INVALID_DHCP_OPTION_ID_NOT_FOUND("InvalidDhcpOptionID.NotFound"),
    INVALID_GROUP_DUPLICATE("InvalidGroup.Duplicate"),
    INVALID_GROUP_NOT_FOUND("InvalidGroup.NotFound"),
    INVALID_GROUP_RESERVED("InvalidGroup.Reserved"),
    INVALID_GROUP_ID_MALFORMED("InvalidGroupId.Malformed"),
    INVALID_ID("InvalidID"),
    INVALID_INSTANCE_ID("InvalidInstanceID"),
    INVALID_INSTANCE_ID_MALFORMED("InvalidInstanceID.Malformed"),
    INVALID_INSTANCE_ID_NOT_FOUND("InvalidInstanceID.NotFound"),
    INVALID_INSTANCE_TYPE("InvalidInstanceType"),
    INVALID_INTERNET_GATEWAY_ID_MALFORMED("InvalidInternetGatewayId.Malformed"),
    INVALID_INTERNET_GATEWAY_ID_NOT_FOUND("InvalidInternetGatewayID.NotFound"),
    INVALID_IP_ADDRESS_IN_USE("InvalidIPAddress.InUse"),
    INVALID_KEY_FORMAT("InvalidKey.Format"),
    INVALID_KEY_PAIR_DUPLICATE("InvalidKeyPair.Duplicate"),
    INVALID_KEY_PAIR_NOT_FOUND("InvalidKeyPair.NotFound"),
    INVALID_LAUNCH_TEMPLATE_ID_MALFORMED("InvalidLaunchTemplateId.Malformed"),
    INVALID_LAUNCH_TEMPLATE_ID_NOT_FOUND("InvalidLaunchTemplateId.NotFound"),
    INVALID_LAUNCH_TEMPLATE_VERSION_NOT_FOUND("InvalidLaunchTemplateId.VersionNotFound"),
    INVALID_LAUNCH_TEMPLATE_NAME_EXISTS("InvalidLaunchTemplateName.AlreadyExistsException"),
    INVALID_LAUNCH_TEMPLATE_NAME_NOT_FOUND("InvalidLaunchTemplateName.NotFoundException"),
    INVALID_NETWORK_ACL_ENTRY_NOT_FOUND("InvalidNetworkAclEntry.NotFound"),
    INVALID_NETWORK_ACL_ID_MALFORMED("InvalidNetworkAclId.Malformed"),
    INVALID_NETWORK_ACL_ID_NOT_FOUND("InvalidNetworkAclID.NotFound"),
    INVALID_NETWORK_INTERFACE_IN_USE("InvalidNetworkInterface.InUse"),
    INVALID_NETWORK_INTERFACE_ID_MALFORMED("InvalidNetworkInterfaceId.Malformed"),
    INVALID_NETWORK_INTERFACE_ID_NOT_FOUND("InvalidNetworkInterfaceID.NotFound"),
    INVALID_PARAMETER("InvalidParameter"),
    INVALID_PARAMETER_COMBINATION("InvalidParameterCombination"),
    INVALID_PARAMETER_VALUE("InvalidParameterValue"),
    INVALID_PERMISSION_DUPLICATE("InvalidPermission.Duplicate"),
    INVALID_PERMISSION_NOT_FOUND("InvalidPermission.NotFound"),
    INVALID_ROUTE_NOT_FOUND("InvalidRoute.NotFound"),
    INVALID_ROUTE_TABLE_ID_MALFORMED("InvalidRouteTableId.Malformed"),
    INVALID_ROUTE_TABLE_ID_NOT_FOUND("InvalidRouteTableID.NotFound"),
    INVALID_SECURITY_GROUP_RULE_ID_MALFORMED("InvalidSecurityGroupRuleId.Malformed"),
    INVALID_SECURITY_GROUP_RULE_ID_NOT_FOUND("InvalidSecurityGroupRuleId.NotFound"),
    INVALID_SNAPSHOT_ID_MALFORMED("InvalidSnapshotID.Malformed"),
    INVALID_SNAPSHOT_NOT_FOUND("InvalidSnapshot.NotFound"),
    INVALID_SUBNET_CONFLICT("InvalidSubnet.Conflict"),
    INVALID_SUBNET_RANGE("InvalidSubnet.Range"),
    INVALID_SUBNET_ID_MALFORMED("InvalidSubnetID.Malformed"),
    INVALID_SUBNET_ID_NOT_FOUND("InvalidSubnetID.NotFound"),
    INVALID_USER_DATA_MALFORMED("InvalidUserData.Malformed"),
    INVALID_VOLUME_ID_MALFORMED("InvalidVolumeID.Malformed"),
    INVALID_VOLUME_NOT_FOUND("InvalidVolume.NotFound"),
    INVALID_VPC_RANGE("InvalidVpc.Range"),
    INVALID_VPC_ID_MALFORMED("InvalidVpcID.Malformed"),
    INVALID_VPC_ID_NOT_FOUND("InvalidVpcID.NotFound"),
    MISSING_INPUT("MissingInput"),
    MISSING_PARAMETER("MissingParameter"),
    NETWORK_ACL_ENTRY_ALREADY_EXISTS("NetworkAclEntryAlreadyExists"),
    NETWORK_ACL_ENTRY_LIMIT_EXCEEDED("NetworkAclEntryLimitExceeded"),
    OPERATION_NOT_PERMITTED("OperationNotPermitted"),
    RESOURCE_ALREADY_ASSOCIATED("Resource.AlreadyAssociated"),
    ROUTE_ALREADY_EXISTS("RouteAlreadyExists"),
    RULES_PER_SECURITY_GROUP_LIMIT_EXCEEDED("RulesPerSecurityGroupLimitExceeded"),
    TAG_LIMIT_EXCEEDED("TagLimitExceeded"),
    UNAUTHORIZED_OPERATION("UnauthorizedOperation"),
    UNSUPPORTED("Unsupported"),
    UNSUPPORTED_OPERATION("UnsupportedOperation"),
    VPC_ID_NOT_SPECIFIED("VPCIdNotSpecified");

    private final String code;

    Ec2Fault(String code) {
        this.code = code;
    }

    @Override
    public String code() {
        return code;
    }
}
