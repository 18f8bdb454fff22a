# SPDX-License-Identifier: Apache-2.0
# A role, two profiles that hold it, and an instance that wears one of them.
variable "worn" {
  type = string
}

resource "aws_iam_role" "app" {
  name = "app"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = "ec2.amazonaws.com" }
      Action    = "sts:AssumeRole"
    }]
  })
  tags = { team = "badges" }
}

resource "aws_iam_instance_profile" "of" {
  for_each = toset(["blue", "green"])
  name     = each.key
  path     = "/app/"
  role     = aws_iam_role.app.name
  tags     = { colour = each.key }
}

resource "aws_instance" "app" {
  ami                  = "ami-0abcdef1234567890"
  instance_type        = "t3.micro"
  iam_instance_profile = aws_iam_instance_profile.of[var.worn].name
  metadata_options {
    http_tokens = "required"
  }
  tags = { Name = "app" }
}

output "instance" {
  value = aws_instance.app.id
}
