# SPDX-License-Identifier: Apache-2.0
# A network of its own, the role that lets DMS into it, and a subnet group.
variable "zones" {
  type = number
}

resource "aws_vpc" "move" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_subnet" "move" {
  count             = 3
  vpc_id            = aws_vpc.move.id
  cidr_block        = cidrsubnet(aws_vpc.move.cidr_block, 8, count.index)
  availability_zone = "us-east-1${substr("abc", count.index, 1)}"
}

resource "aws_iam_role" "dms" {
  name = "dms-vpc-role"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "dms.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
}

resource "aws_iam_role_policy_attachment" "dms" {
  role       = aws_iam_role.dms.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AmazonDMSVPCManagementRole"
}

resource "aws_dms_replication_subnet_group" "move" {
  replication_subnet_group_id          = "move"
  replication_subnet_group_description = "${var.zones} zones"
  subnet_ids                           = slice(aws_subnet.move[*].id, 0, var.zones)
  tags                                 = { zones = var.zones }
  depends_on                           = [aws_iam_role_policy_attachment.dms]
}
