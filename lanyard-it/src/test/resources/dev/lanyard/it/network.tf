# SPDX-License-Identifier: Apache-2.0
# A VPC with network ACLs, its default one pruned, a group whose rules are resources of their own, and an instance at an
# elastic address.
variable "port" {
  type = number
}

resource "aws_vpc" "net" {
  cidr_block           = "10.0.0.0/16"
  enable_dns_hostnames = true
  tags                 = { Name = "net" }
}

resource "aws_internet_gateway" "door" {
  vpc_id = aws_vpc.net.id
}

resource "aws_subnet" "front" {
  vpc_id     = aws_vpc.net.id
  cidr_block = "10.0.1.0/24"
}

resource "aws_network_acl" "front" {
  vpc_id     = aws_vpc.net.id
  subnet_ids = [aws_subnet.front.id]

  ingress {
    rule_no    = 100
    protocol   = "tcp"
    action     = "allow"
    cidr_block = "0.0.0.0/0"
    from_port  = var.port
    to_port    = var.port
  }

  ingress {
    rule_no    = 110
    protocol   = "icmp"
    action     = "deny"
    cidr_block = "0.0.0.0/0"
    from_port  = 0
    to_port    = 0
    icmp_type  = 8
    icmp_code  = -1
  }

  egress {
    rule_no    = 100
    protocol   = "-1"
    action     = "allow"
    cidr_block = "0.0.0.0/0"
    from_port  = 0
    to_port    = 0
  }

  tags = { Name = "front" }
}

resource "aws_network_acl" "back" {
  vpc_id = aws_vpc.net.id
}

resource "aws_network_acl_rule" "back" {
  network_acl_id  = aws_network_acl.back.id
  rule_number     = 120
  egress          = true
  protocol        = "udp"
  rule_action     = "deny"
  ipv6_cidr_block = "::/0"
  from_port       = 53
  to_port         = 53
}

resource "aws_default_network_acl" "rest" {
  default_network_acl_id = aws_vpc.net.default_network_acl_id

  ingress {
    rule_no    = 50
    protocol   = "-1"
    action     = "allow"
    cidr_block = aws_vpc.net.cidr_block
    from_port  = 0
    to_port    = 0
  }
}

resource "aws_security_group" "web" {
  name   = "web"
  vpc_id = aws_vpc.net.id
}

resource "aws_vpc_security_group_ingress_rule" "web" {
  security_group_id = aws_security_group.web.id
  cidr_ipv4         = "10.0.0.0/8"
  ip_protocol       = "tcp"
  from_port         = var.port
  to_port           = var.port
  description       = "port ${var.port}"
  tags              = { Name = "web" }
}

resource "aws_vpc_security_group_egress_rule" "out" {
  security_group_id            = aws_security_group.web.id
  referenced_security_group_id = aws_security_group.web.id
  ip_protocol                  = "-1"
}

resource "aws_instance" "web" {
  ami                    = "ami-0abcdef1234567890"
  instance_type          = "t3.micro"
  subnet_id              = aws_subnet.front.id
  vpc_security_group_ids = [aws_security_group.web.id]
}

resource "aws_eip" "web" {
  domain     = "vpc"
  instance   = aws_instance.web.id
  tags       = { Name = "web" }
  depends_on = [aws_internet_gateway.door]
}

output "instance" {
  value = aws_instance.web.id
}

output "address" {
  value = aws_eip.web.public_ip
}

output "rule" {
  value = aws_vpc_security_group_ingress_rule.web.security_group_rule_id
}

output "acl" {
  value = aws_network_acl.front.id
}
